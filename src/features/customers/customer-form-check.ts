import type { CivilDate } from '#shared/domain/civil-date.ts'
import { dayFault } from '#shared/domain/day-bounds.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { parseIdentityNumber } from '#shared/domain/identity-number.ts'
import { normaliseName, parseName } from '#shared/domain/person-name.ts'
import { sectionIds } from '#shared/domain/profile-section.ts'
import { parsePhone } from '#shared/domain/phone-number.ts'
import { limitPassedBy } from '#shared/domain/risk-assessments.ts'
import { parseReading } from '#shared/domain/search-keys.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { CustomerFormValues, type ContactPointValues } from './customer-form-values.ts'

export interface CustomerFormContext {
  today: CivilDate
  /** `counter`: only what serves the person at the counter can be changed (SC5). */
  extent: 'all' | 'counter'
  /** The colleague has no customers of his own and adds one for another. */
  choosesOwner: boolean
  /** Whether the profile is part of the form. */
  withProfile: boolean
  /** What stands in the field of the identity number and is not turned into what is kept. */
  typedIdentity: () => string
}

/** A field that cannot be saved as it is; the code is a key of the catalogue's `fieldErrors`. */
export interface FieldProblem {
  path: (string | number)[]
  code: string
}

/** The schema of the form's resolver. */
export function customerFormSchema(context: CustomerFormContext) {
  return CustomerFormValues.check((check) => {
    for (const { path, code } of customerFormProblems(check.value, context)) {
      check.issues.push({ code: 'custom', path, message: code, input: undefined })
    }
  })
}

/** Everything that keeps the form from being saved, in the order of the fields. Only a name is asked for. */
function customerFormProblems(
  values: CustomerFormValues,
  context: CustomerFormContext,
): FieldProblem[] {
  const line = (field: keyof CustomerFormValues) =>
    textProblems(field, values[field], textLimits.line, 'line-too-long')
  const paragraph = (field: keyof CustomerFormValues) =>
    textProblems(field, values[field], textLimits.paragraph, 'paragraph-too-long')
  const notAfterToday = (field: 'tierSince' | 'deceasedOn' | 'riskAssessedOn') =>
    dayProblems([field], values[field], context.today)
  const counter = [
    ...line('salutation'),
    ...wordProblems('taboos', values.taboos),
    ...wordProblems('likes', values.likes),
    ...paragraph('pinnedNote'),
  ]
  // What cannot be changed here must not stand in the way of what can.
  if (context.extent === 'counter') return counter
  const card = [
    ...nameProblems(values),
    ...aliasProblems(values.aliases),
    ...ownerProblems(values, context),
    ...(context.withProfile
      ? contactPointProblems(values.contactPoints, context)
      : tailProblems(values)),
    ...counter,
    ...line('doNotContactReason'),
    ...notAfterToday('deceasedOn'),
    ...dayProblems(['mourningUntil'], values.mourningUntil),
    ...notAfterToday('tierSince'),
  ]
  if (!context.withProfile) return card
  return [
    ...card,
    ...identityProblems(context),
    ...wordProblems('tags', values.tags),
    ...line('occupation'),
    ...line('employer'),
    ...paragraph('family'),
    ...notAfterToday('riskAssessedOn'),
    ...assessmentProblems(values),
    ...paragraph('goals'),
    ...paragraph('habits'),
    ...line('contactWindow'),
    ...sourceProblems(values, context),
  ]
}

/** Invariant 12: said where it is typed, before the record refuses it. */
function assessmentProblems(values: CustomerFormValues): FieldProblem[] {
  const { riskLevel, riskAssessedOn, riskAssessments } = values
  if (riskLevel === '' || riskAssessedOn === '') return []
  const limit = limitPassedBy({ on: riskAssessedOn, level: riskLevel }, riskAssessments)
  return limit === null ? [] : [{ path: ['riskAssessedOn'], code: limit }]
}

/** Half a number would be lost without a word. */
function identityProblems({ typedIdentity, today }: CustomerFormContext): FieldProblem[] {
  const typed = typedIdentity()
  if (typed.trim() === '') return []
  const parsed = parseIdentityNumber(typed, today)
  return [{ path: ['idHmac'], code: parsed.ok ? 'id-under-way' : parsed.error.type }]
}

/** `last`: today, for what has happened. */
function dayProblems(path: FieldProblem['path'], day: string, last?: CivilDate): FieldProblem[] {
  const code = dayFault(day, { last })
  return code === null ? [] : [{ path, code }]
}

/** R7: nothing was collected on a day that has not come. */
function sourceProblems(
  { sources }: CustomerFormValues,
  { today }: CustomerFormContext,
): FieldProblem[] {
  return sectionIds.flatMap((id) =>
    sources[id].source === '' ? [] : dayProblems(['sources', id, 'on'], sources[id].on, today),
  )
}

function nameProblems({ name, reading }: CustomerFormValues): FieldProblem[] {
  const parsed = parseName(name)
  if (!parsed.ok) {
    const { type } = parsed.error
    return [{ path: ['name'], code: type === 'name-empty' ? 'name-required' : type }]
  }
  const forbidden = forbiddenAmong('name', [parsed.value])
  if (forbidden.length > 0) return forbidden
  if (reading.trim() === '' || parseReading(parsed.value, reading).ok) return []
  return [{ path: ['reading'], code: 'reading-does-not-fit' }]
}

function aliasProblems(aliases: readonly string[]): FieldProblem[] {
  if (aliases.length > 10) return [{ path: ['aliases'], code: 'too-many-aliases' }]
  const long = aliases.some((alias) => normaliseName(alias).length > textLimits.name)
  return long ? [{ path: ['aliases'], code: 'alias-too-long' }] : forbiddenAmong('aliases', aliases)
}

function ownerProblems(
  { ownerId }: CustomerFormValues,
  context: CustomerFormContext,
): FieldProblem[] {
  return context.choosesOwner && ownerId === ''
    ? [{ path: ['ownerId'], code: 'owner-required' }]
    : []
}

function tailProblems({ phoneTail }: CustomerFormValues): FieldProblem[] {
  return /^(\d{4})?$/u.test(phoneTail.trim()) ? [] : [{ path: ['phoneTail'], code: 'phone-tail' }]
}

function contactPointProblems(
  points: readonly ContactPointValues[],
  { today }: CustomerFormContext,
): FieldProblem[] {
  const written = points.flatMap((point, index) => {
    const code = point.value.trim() === '' ? null : valueProblem(point)
    const labelCode =
      point.label.length > textLimits.line ? 'line-too-long' : forbiddenText(point.label)
    return [
      ...(code === null ? [] : [{ path: ['contactPoints', index, 'value'], code }]),
      ...(labelCode === null ? [] : [{ path: ['contactPoints', index, 'label'], code: labelCode }]),
      ...dayProblems(['contactPoints', index, 'verifiedOn'], point.verifiedOn, today),
    ]
  })
  return written
}

function valueProblem({ kind, value }: ContactPointValues): string | null {
  if (kind === 'mobile' || kind === 'tel') {
    const parsed = parsePhone(value)
    return parsed.ok ? null : parsed.error.type
  }
  if (kind === 'email' && !/^\S+@\S+\.\S+$/u.test(value.trim())) return 'email-shape'
  return value.trim().length > textLimits.line ? 'line-too-long' : forbiddenText(value)
}

/** As many and as long words as a card holds (see `wordList`). */
function wordProblems(
  field: 'likes' | 'taboos' | 'tags',
  words: readonly string[],
): FieldProblem[] {
  if (words.length > 40) return [{ path: [field], code: 'too-many-words' }]
  if (words.some((word) => word.length > 40)) return [{ path: [field], code: 'word-too-long' }]
  return forbiddenAmong(field, words)
}

/** SE7: the first thing among these texts that must not be kept. */
function forbiddenAmong(field: string, texts: readonly string[]): FieldProblem[] {
  const code = texts.map(forbiddenText).find((kind) => kind !== null)
  return code === undefined ? [] : [{ path: [field], code }]
}

function textProblems(
  field: string,
  value: unknown,
  longest: number,
  tooLong: string,
): FieldProblem[] {
  if (typeof value !== 'string') return []
  const code = value.trim().length > longest ? tooLong : forbiddenText(value)
  return code === null ? [] : [{ path: [field], code }]
}
