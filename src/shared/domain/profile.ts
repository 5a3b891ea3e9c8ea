import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { CustomerIdentity } from './customer-identity.ts'
import { Provenance } from './provenance.ts'
import { lineText, paragraphText, wordList } from './text-limits.ts'

export const contactPointKinds = ['mobile', 'tel', 'wechat', 'wecom', 'email', 'address'] as const

/** 联系方式 contact point, an entry of the profile with an id of its own. */
export const ContactPoint = z.strictObject({
  kind: z.enum(contactPointKinds),
  value: z.string().check(z.minLength(1, 'required'), z.maxLength(200, 'too-long')),
  label: z.optional(lineText),
  primary: z.optional(z.boolean()),
  verifiedOn: z.optional(CivilDate),
  invalid: z.optional(z.boolean()),
})
export type ContactPoint = z.infer<typeof ContactPoint>

/** Bands in 元 a year (income) or in total (assets); the exact figure is nobody's business here. */
export const incomeBands = ['under_100k', '100k_300k', '300k_1m', 'over_1m'] as const
export const assetBands = ['under_50k', '50k_500k', '500k_6m', 'over_6m'] as const
/** C1 lowest to C5 highest risk capacity (domain rule 3.5). */
export const riskLevels = ['C1', 'C2', 'C3', 'C4', 'C5'] as const
export type RiskLevel = (typeof riskLevels)[number]
export const investorTypes = ['ordinary', 'professional'] as const
export const horizons = ['under_1y', '1y_3y', '3y_5y', 'over_5y'] as const
export const investmentPreferences = [
  'deposit',
  'wealth',
  'fund',
  'insurance',
  'bond',
  'precious_metal',
  'trust',
] as const

/** 风险测评 one assessment of a customer's risk capacity: its day, and what it came to. */
export const RiskAssessment = z.strictObject({ on: CivilDate, level: z.enum(riskLevels) })
export type RiskAssessment = z.infer<typeof RiskAssessment>

/**
 * One field that a merge wrote on the customer who was kept, so that undoing it puts the field back; in the profile of the
 * one merged away, for the same eyes. `before` and `after` are values of the field, `null` for an absent one.
 */
export const MergedField = z.strictObject({
  keptId: z.uuid(),
  record: z.enum(['customer', 'profile']),
  /** `field`, or `field.key` for a contact point. */
  field: z.string().check(z.minLength(1), z.maxLength(120)),
  before: z.unknown(),
  after: z.unknown(),
})
export type MergedField = z.infer<typeof MergedField>

/** 档案 profile: portfolio scope, for the owner and the branch lead. It has the id of its customer. */
export const Profile = z.strictObject({
  customerId: z.uuid(),
  contactPoints: z.record(z.string(), ContactPoint),
  /** What is kept of the identity number, in one piece: two numbers never mix. */
  identity: z.optional(CustomerIdentity),
  occupation: z.optional(lineText),
  employer: z.optional(lineText),
  family: z.optional(paragraphText),
  incomeBand: z.optional(z.enum(incomeBands)),
  assetBand: z.optional(z.enum(assetBands)),
  habits: z.optional(paragraphText),
  investmentPreferences: z.array(z.enum(investmentPreferences)),
  goals: z.optional(paragraphText),
  horizon: z.optional(z.enum(horizons)),
  riskLevel: z.optional(z.enum(riskLevels)),
  riskAssessedOn: z.optional(CivilDate),
  /** Invariant 12: all that were written down, by `assessmentKey`; absent in records of before. */
  riskAssessments: z.optional(z.record(z.string(), RiskAssessment)),
  investorType: z.optional(z.enum(investorTypes)),
  preferredChannels: wordList,
  /** 标签 words of one's own to group customers by; absent in records of before. */
  tags: z.optional(wordList),
  contactWindow: z.optional(lineText),
  /** R7: how each section is known (`profile-section.ts`); absent where nobody said, and in records of before. */
  backgroundFrom: z.optional(Provenance),
  financeFrom: z.optional(Provenance),
  goalsFrom: z.optional(Provenance),
  riskFrom: z.optional(Provenance),
  /** What merging this customer into others wrote there, by derived id; emptied when it is undone. */
  mergeLog: z.optional(z.record(z.string(), MergedField)),
})
export type Profile = z.infer<typeof Profile>

export const profilePolicies: MergePolicies<Profile> = {
  customerId: 'fixed',
  contactPoints: 'keyed-ask',
  identity: 'ask',
  occupation: 'latest',
  employer: 'latest',
  family: 'text',
  incomeBand: 'ask',
  assetBand: 'ask',
  habits: 'text',
  investmentPreferences: 'set',
  goals: 'text',
  horizon: 'latest',
  riskLevel: 'ask',
  riskAssessedOn: 'ask',
  riskAssessments: 'keyed-ask',
  investorType: 'ask',
  preferredChannels: 'set',
  tags: 'set',
  contactWindow: 'latest',
  backgroundFrom: 'latest',
  financeFrom: 'latest',
  goalsFrom: 'latest',
  riskFrom: 'latest',
  mergeLog: 'keyed-ask',
}
