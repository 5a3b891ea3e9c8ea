import type { CivilDate } from '#shared/domain/civil-date.ts'
import { parsePhone } from '#shared/domain/phone-number.ts'
import { sectionFields, sectionIds } from '#shared/domain/profile-section.ts'
import type { ContactPoint, Profile } from '#shared/domain/profile.ts'
import type { FieldChange } from '#shared/protocol/operation.ts'
import { type ChangeRequest, patch } from '#replica/replica.ts'
import { changedAssessments, writtenAssessments } from './assessment-changes.ts'
import {
  type ContactPointValues,
  type CustomerFormValues,
  identityOf,
} from './customer-form-values.ts'
import { filled, text, words } from './form-values-as-stored.ts'

type Changes = Record<string, FieldChange>

/** The profile of a customer who has none, as the form says it. */
export function profileOf(
  customerId: string,
  values: CustomerFormValues,
  today: CivilDate,
): Profile {
  return filled({
    customerId,
    contactPoints: contactPoints(values.contactPoints),
    ...profileFields(values, today),
    ...writtenAssessments(values),
  })
}

/**
 * What changed of a profile. Invariant 12: an assessment of risk goes by itself, so that one that is refused, because of those
 * that a colleague wrote down meanwhile, takes nothing else along.
 */
export function patchProfile(
  customerId: string,
  {
    opened,
    values,
    today,
  }: { opened: CustomerFormValues; values: CustomerFormValues; today: CivilDate },
): ChangeRequest[] {
  const change = patch(
    'profile',
    customerId,
    profileFields(opened, today),
    profileFields(values, today),
  )
  const before = contactPoints(opened.contactPoints)
  const after = contactPoints(values.contactPoints)
  const entries = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]))
    .map((id) => [`contactPoints.${id}`, { from: before[id] ?? null, to: after[id] ?? null }])
  const fields: Changes = change.kind === 'patch' ? change.args.changes : {}
  const assessed = changedAssessments(opened, values)
  const { riskLevel, riskAssessedOn, ...rest } = fields
  const alone = assessed.length === 0 ? {} : definedOf({ riskLevel, riskAssessedOn })
  const together = assessed.length === 0 ? fields : rest
  const request = (changes: Changes): ChangeRequest => ({
    recordType: 'profile',
    recordId: customerId,
    kind: 'patch',
    args: { changes },
  })
  return [
    request({ ...together, ...Object.fromEntries(entries) }),
    request({ ...alone, ...Object.fromEntries(assessed) }),
  ]
}

/** Everything of the profile but its contact points, which are entries with ids of their own. */
function profileFields(
  values: CustomerFormValues,
  today: CivilDate,
): Omit<Profile, 'customerId' | 'contactPoints' | 'riskAssessments'> {
  return {
    identity: identityOf(values),
    occupation: text(values.occupation),
    employer: text(values.employer),
    family: text(values.family),
    incomeBand: values.incomeBand || undefined,
    assetBand: values.assetBand || undefined,
    habits: text(values.habits),
    investmentPreferences: values.investmentPreferences,
    goals: text(values.goals),
    horizon: values.horizon || undefined,
    riskLevel: values.riskLevel || undefined,
    riskAssessedOn: text(values.riskAssessedOn),
    investorType: values.investorType || undefined,
    preferredChannels: values.preferredChannels,
    tags: values.tags.length === 0 ? undefined : words(values.tags),
    contactWindow: text(values.contactWindow),
    ...sectionSources(values, today),
  }
}

/** R7: what was collected without a day was collected today. */
function sectionSources({ sources }: CustomerFormValues, today: CivilDate): Partial<Profile> {
  return Object.fromEntries(
    sectionIds.map((id) => {
      const { source, on } = sources[id]
      return [sectionFields[id].from, source === '' ? undefined : { source, on: on || today }]
    }),
  )
}

function definedOf(changes: { [field: string]: Changes[string] | undefined }): Changes {
  return Object.fromEntries(
    Object.entries(changes).filter(
      (entry): entry is [string, Changes[string]] => entry[1] !== undefined,
    ),
  )
}

/** Rows with a value, as stored; phone numbers in the one form that two records of a person share. */
export function contactPoints(rows: readonly ContactPointValues[]): Record<string, ContactPoint> {
  const written = rows.filter(({ value }) => value.trim() !== '')
  return Object.fromEntries(
    written.map((row) => [
      row.pointId,
      filled<ContactPoint>({
        kind: row.kind,
        value: storedValue(row),
        label: text(row.label),
        primary: row.primary || undefined,
        verifiedOn: text(row.verifiedOn),
        invalid: row.invalid || undefined,
      }),
    ]),
  )
}

function storedValue({ kind, value }: ContactPointValues): string {
  if (kind !== 'mobile' && kind !== 'tel') return value.trim()
  const parsed = parsePhone(value)
  return parsed.ok ? parsed.value.value : value.trim()
}
