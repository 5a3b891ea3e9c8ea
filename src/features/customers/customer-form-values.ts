import * as z from 'zod/mini'
import type { CustomerIdentity } from '#shared/domain/customer-identity.ts'
import {
  doNotContactLevels,
  genders,
  sources,
  specialCares,
  stages,
  Tier,
  tierBases,
  type Customer,
} from '#shared/domain/customer.ts'
import { channels } from '#shared/domain/interaction.ts'
import {
  assetBands,
  contactPointKinds,
  horizons,
  incomeBands,
  investmentPreferences,
  investorTypes,
  RiskAssessment,
  riskLevels,
  type Profile,
} from '#shared/domain/profile.ts'
import { assessmentKey, assessmentsOf } from '#shared/domain/risk-assessments.ts'
import { contactPointsOf } from '#shared/domain/contact-points.ts'
import { sectionFields, type SectionId } from '#shared/domain/profile-section.ts'
import { type Provenance, provenanceSources } from '#shared/domain/provenance.ts'

/** One row of contact points; a row without a value is not saved. */
const ContactPointValues = z.object({
  pointId: z.string(),
  kind: z.enum(contactPointKinds),
  value: z.string(),
  label: z.string(),
  primary: z.boolean(),
  invalid: z.boolean(),
  verifiedOn: z.string(),
})
export type ContactPointValues = z.infer<typeof ContactPointValues>

/** R7: how a section is known; without a source nothing is saved. */
const SourceValues = z.object({ source: z.enum([...provenanceSources, '']), on: z.string() })
const nothingSaid: z.infer<typeof SourceValues> = { source: '', on: '' }
const SectionSources = z.object({
  background: SourceValues,
  finance: SourceValues,
  goals: SourceValues,
  risk: SourceValues,
} satisfies Record<SectionId, typeof SourceValues>)

/**
 * Card and profile as the form holds them: empty is `''`, never absent. Whatever is half typed fits, so this is
 * also the schema of the draft; `customerFormSchema` says what may be saved.
 */
export const CustomerFormValues = z.object({
  name: z.string(),
  /** The reading as corrected by hand; empty: as recognised. */
  reading: z.string(),
  aliases: z.array(z.string()),
  salutation: z.string(),
  gender: z.enum([...genders, '']),
  tier: Tier,
  tierBasis: z.array(z.enum(tierBases)),
  /** As `tags`; empty: the day on which the tier is chosen. */
  tierSince: z.catch(z.string(), ''),
  stage: z.enum(stages),
  source: z.enum([...sources, '']),
  likes: z.array(z.string()),
  taboos: z.array(z.string()),
  specialCare: z.array(z.enum(specialCares)),
  doNotContact: z.enum(doNotContactLevels),
  doNotContactReason: z.string(),
  deceasedOn: z.string(),
  /** As `tags`. */
  mourningUntil: z.catch(z.string(), ''),
  pinnedNote: z.string(),
  ownerId: z.string(),
  /** As `tags`. */
  coOwnerIds: z.catch(z.array(z.string()), []),
  /** Only for colleagues who do not see the profile. */
  phoneTail: z.string(),
  contactPoints: z.array(ContactPointValues),
  /** What is kept of the identity number; the number itself is never among the values, because a draft keeps them. */
  idLast4: z.catch(z.string(), ''),
  idHmac: z.catch(z.string(), ''),
  /** The birthday that a number said, to be added to the important dates; empty for none. */
  idBirthday: z.catch(z.string(), ''),
  occupation: z.string(),
  employer: z.string(),
  family: z.string(),
  incomeBand: z.enum([...incomeBands, '']),
  assetBand: z.enum([...assetBands, '']),
  habits: z.string(),
  investmentPreferences: z.array(z.enum(investmentPreferences)),
  goals: z.string(),
  horizon: z.enum([...horizons, '']),
  riskLevel: z.enum([...riskLevels, '']),
  riskAssessedOn: z.string(),
  /** Those that the profile knows of; `kept` where the record itself has it among them. As `tags`. */
  riskAssessments: z.catch(z.array(z.extend(RiskAssessment, { kept: z.boolean() })), []),
  investorType: z.enum([...investorTypes, '']),
  preferredChannels: z.array(z.string()),
  /** Drafts of before have none. */
  tags: z.catch(z.array(z.string()), []),
  contactWindow: z.string(),
  /** As `tags`. */
  sources: z.catch(SectionSources, sourcesOf(undefined)),
})
export type CustomerFormValues = z.infer<typeof CustomerFormValues>

/** A draft keeps what the form was opened with too, so that a later save still says what it changed from (ME1). */
export const CustomerFormDraft = z.object({
  opened: CustomerFormValues,
  values: CustomerFormValues,
})
export type CustomerFormDraft = z.infer<typeof CustomerFormDraft>

/** The channels that can be preferred. */
export const preferableChannels = channels.filter((channel) => channel !== 'event')

/** A new customer: nothing is known yet. `pointId` is for a first row, a mobile number; null: no rows. */
export function emptyCustomerForm({
  ownerId,
  pointId,
}: {
  ownerId: string
  pointId: string | null
}): CustomerFormValues {
  return {
    ...withoutProfile,
    name: '',
    reading: '',
    aliases: [],
    salutation: '',
    gender: '',
    tier: 'mass',
    tierBasis: [],
    tierSince: '',
    stage: 'prospect',
    source: '',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
    doNotContactReason: '',
    deceasedOn: '',
    mourningUntil: '',
    pinnedNote: '',
    ownerId,
    coOwnerIds: [],
    phoneTail: '',
    contactPoints: pointId === null ? [] : [emptyContactPoint(pointId)],
  }
}

/** What is kept of the identity number; undefined for none. */
export function identityOf({
  idLast4,
  idHmac,
}: Pick<CustomerFormValues, 'idLast4' | 'idHmac'>): CustomerIdentity | undefined {
  return idHmac === '' ? undefined : { idLast4, idHmac }
}

/** A row for one more way to reach the customer. */
export function emptyContactPoint(pointId: string): ContactPointValues {
  return {
    pointId,
    kind: 'mobile',
    value: '',
    label: '',
    primary: false,
    invalid: false,
    verifiedOn: '',
  }
}

/** What is known of a customer, as the form shows it. */
export function customerFormOf(
  customer: Customer,
  profile: Profile | undefined,
): CustomerFormValues {
  return {
    name: customer.name,
    reading: customer.searchKeys.override ?? '',
    aliases: customer.aliases,
    salutation: customer.salutation ?? '',
    gender: customer.gender ?? '',
    tier: customer.tier,
    tierBasis: customer.tierBasis,
    tierSince: customer.tierSince ?? '',
    stage: customer.stage,
    source: customer.source ?? '',
    likes: customer.likes,
    taboos: customer.taboos,
    specialCare: customer.specialCare,
    doNotContact: customer.doNotContact,
    doNotContactReason: customer.doNotContactReason ?? '',
    deceasedOn: customer.deceasedOn ?? '',
    mourningUntil: customer.mourningUntil ?? '',
    pinnedNote: customer.pinnedNote ?? '',
    ownerId: customer.ownerId,
    coOwnerIds: customer.coOwnerIds,
    phoneTail: customer.phoneTail ?? '',
    ...(profile === undefined ? withoutProfile : profileFormOf(profile)),
  }
}

const withoutProfile: ProfileFormValues = {
  contactPoints: [],
  idLast4: '',
  idHmac: '',
  idBirthday: '',
  occupation: '',
  employer: '',
  family: '',
  incomeBand: '',
  assetBand: '',
  habits: '',
  investmentPreferences: [],
  goals: '',
  horizon: '',
  riskLevel: '',
  riskAssessedOn: '',
  riskAssessments: [],
  investorType: '',
  preferredChannels: [],
  tags: [],
  contactWindow: '',
  sources: sourcesOf(undefined),
}

type ProfileFormValues = Pick<
  CustomerFormValues,
  | 'contactPoints'
  | 'idLast4'
  | 'idHmac'
  | 'idBirthday'
  | 'occupation'
  | 'employer'
  | 'family'
  | 'incomeBand'
  | 'assetBand'
  | 'habits'
  | 'investmentPreferences'
  | 'goals'
  | 'horizon'
  | 'riskLevel'
  | 'riskAssessedOn'
  | 'riskAssessments'
  | 'investorType'
  | 'preferredChannels'
  | 'tags'
  | 'contactWindow'
  | 'sources'
>

function profileFormOf(profile: Profile): ProfileFormValues {
  return {
    contactPoints: contactPointsOf(profile.contactPoints).map((point) => ({
      pointId: point.id,
      kind: point.kind,
      value: point.value,
      label: point.label ?? '',
      primary: point.primary ?? false,
      invalid: point.invalid ?? false,
      verifiedOn: point.verifiedOn ?? '',
    })),
    idLast4: profile.identity?.idLast4 ?? '',
    idHmac: profile.identity?.idHmac ?? '',
    idBirthday: '',
    occupation: profile.occupation ?? '',
    employer: profile.employer ?? '',
    family: profile.family ?? '',
    incomeBand: profile.incomeBand ?? '',
    assetBand: profile.assetBand ?? '',
    habits: profile.habits ?? '',
    investmentPreferences: profile.investmentPreferences,
    goals: profile.goals ?? '',
    horizon: profile.horizon ?? '',
    riskLevel: profile.riskLevel ?? '',
    riskAssessedOn: profile.riskAssessedOn ?? '',
    riskAssessments: assessmentsOf(profile).map((each) => ({
      ...each,
      kept: Object.hasOwn(profile.riskAssessments ?? {}, assessmentKey(each)),
    })),
    investorType: profile.investorType ?? '',
    preferredChannels: profile.preferredChannels,
    tags: profile.tags ?? [],
    contactWindow: profile.contactWindow ?? '',
    sources: sourcesOf(profile),
  }
}

function sourcesOf(profile: Profile | undefined): z.infer<typeof SectionSources> {
  const of = (id: SectionId): z.infer<typeof SourceValues> => {
    const said: Provenance | undefined = profile?.[sectionFields[id].from]
    return said ?? nothingSaid
  }
  return {
    background: of('background'),
    finance: of('finance'),
    goals: of('goals'),
    risk: of('risk'),
  }
}
