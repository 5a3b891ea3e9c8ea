import * as z from 'zod/mini'
import { CivilDate, civilDateInShanghai } from './civil-date.ts'
import { riskLevels } from './profile.ts'
import { riskValidity } from './risk-validity.ts'
import { isWithinCapacity, productGrades } from './suitability.ts'
import { paragraphText } from './text-limits.ts'

/** How risk was disclosed (R15): spoken 口头讲解, document 风险揭示书, recording 双录, electronic 电子渠道确认. */
export const disclosureWays = ['spoken', 'document', 'recording', 'electronic'] as const

const grade = z.enum(productGrades)
const disclosed = z
  .array(z.enum(disclosureWays))
  .check(z.minLength(1, 'required'), z.maxLength(disclosureWays.length, 'too-many'))
/** 特别关照: what was done for a customer of 65 or older. */
const extraCare = z.optional(paragraphText)
const capacity = z.enum(riskLevels)

/**
 * What a note about a product says of it, in one value: two people who change it meet in a conflict, never in a mixture that
 * nobody judged. `capacity` and `assessedOn` are those that it was judged by; they stay when the profile changes.
 */
export const ProductTalk = z.discriminatedUnion('kind', [
  /** 已推介. */
  z.strictObject({
    kind: z.literal('recommended'),
    grade,
    capacity,
    assessedOn: CivilDate,
    disclosed,
    extraCare,
  }),
  /** 客户主动咨询，未推介. `capacity` only where the assessment held. */
  z.strictObject({
    kind: z.literal('enquiry'),
    grade: z.optional(grade),
    capacity: z.optional(capacity),
    disclosed: z.optional(disclosed),
    extraCare,
  }),
])
export type ProductTalk = z.infer<typeof ProductTalk>

/**
 * Invariant 11 as far as the value itself tells: nothing above what the customer could bear was recommended. What is no
 * `ProductTalk` is not judged here.
 */
export function isSuitableTalk(value: unknown): boolean {
  const talk = ProductTalk.safeParse(value)
  if (!talk.success || talk.data.kind === 'enquiry') return true
  return isWithinCapacity(talk.data.grade, talk.data.capacity)
}

/**
 * Invariant 11 as far as a note tells: whether it says that something was recommended by an assessment that was made after the
 * day of the talk, or had expired by then. Of a note whose value or day cannot be read nothing is said.
 */
export function isTalkWithoutAssessment({ at, productTalk }: Record<string, unknown>): boolean {
  const talk = ProductTalk.safeParse(productTalk)
  if (!talk.success || talk.data.kind === 'enquiry' || typeof at !== 'number') return false
  const { capacity, assessedOn } = talk.data
  const on = civilDateInShanghai(at)
  const validity = riskValidity({ riskLevel: capacity, riskAssessedOn: assessedOn }, on)
  return assessedOn > on || validity.state === 'expired'
}
