import * as z from 'zod/mini'
import { CustomerIdentity } from '#shared/domain/customer-identity.ts'
import { civilDateParts, isCivilDate } from '#shared/domain/civil-date.ts'
import { isMaskedField, maskValue } from '#shared/domain/masking.ts'
import { ProductTalk } from '#shared/domain/product-talk.ts'
import { ContactPoint } from '#shared/domain/profile.ts'
import { Provenance } from '#shared/domain/provenance.ts'
import { Relation } from '#shared/domain/relation.ts'
import { splitFieldPath } from '#shared/protocol/field-path.ts'
import { formatDate, formatInstant } from '#i18n/format.ts'
import type { Language } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { fieldKind, type FieldKind } from './field-kinds.ts'

/** What putting values into words needs to know. */
export interface Words {
  language: Language
  messages: Messages
  staffName(id: string): string
  customerName(id: string): string
  presentYear: number
}

/** The label of a field or of one entry of a keyed field: “联系方式”. */
export function fieldLabel(recordType: string, path: string, { messages }: Words): string {
  const { field } = splitFieldPath(path)
  const labels: Record<string, Record<string, string>> = messages.sync.fields
  const ofType = Object.hasOwn(labels, recordType) ? labels[recordType] : undefined
  return (
    (ofType && Object.hasOwn(ofType, field) ? ofType[field] : undefined) ?? messages.sync.otherField
  )
}

/** The value of a field in words; absent and empty values say so. Never leaves anything out. */
export function valueWords(recordType: string, path: string, value: unknown, words: Words): string {
  const kind = fieldKind(recordType, splitFieldPath(path).field)
  return (kind === null ? asWritten(value) : inWords(kind, value, words)) || words.messages.app.none
}

/** SE7: the words in which a masked field is shown until somebody asks; null for every other field, and for nothing. */
export function maskedWords(
  recordType: string,
  path: string,
  value: unknown,
  words: Words,
): string | null {
  const isAbsent = value === null || value === undefined || value === ''
  if (isAbsent || !isMaskedField(recordType, path)) return null
  return valueWords(recordType, path, maskValue(recordType, path, value), words)
}

function inWords(kind: FieldKind, value: unknown, words: Words): string {
  if (value === null || value === undefined || value === '') return ''
  const { sync } = words.messages
  if (Array.isArray(value)) return value.map((each) => inWords(kind, each, words)).join(sync.comma)
  if (kind === 'contact-point') return contactWords(value, words)
  if (kind === 'product-talk') return talkWords(value, words)
  if (kind === 'relation-end') return endWords(value, words)
  if (kind === 'provenance') return provenanceWords(value, words)
  if (kind === 'identity') return identityWords(value, words)
  if (typeof value === 'boolean') return value ? sync.yes : sync.no
  if (typeof kind === 'object') return labelOf(kind, asWritten(value), words)
  if (kind === 'instant' && typeof value === 'number') return formatInstant(words.language, value)
  if (typeof value !== 'string') return asWritten(value)
  if (kind === 'staff') return words.staffName(value)
  if (kind === 'customer') return words.customerName(value)
  return kind === 'date' ? dateWords(value, words) : value
}

function dateWords(date: string, { language, presentYear }: Words): string {
  if (!isCivilDate(date)) return date
  return formatDate(language, date, {
    weekday: civilDateParts(date).year === presentYear,
    presentYear,
  })
}

function labelOf(kind: Extract<FieldKind, object>, value: string, { messages }: Words): string {
  const labels = labelsOf(kind, messages)
  const label = Object.hasOwn(labels, value) ? labels[value] : undefined
  // PL4: a value from a newer version has no label here yet.
  return typeof label === 'string' ? label : value
}

function labelsOf(kind: Extract<FieldKind, object>, messages: Messages): Record<string, unknown> {
  if ('labels' in kind) return messages.domain[kind.labels]
  return 'dateLabels' in kind
    ? messages.dates[kind.dateLabels]
    : messages.customerFile[kind.fileLabels]
}

/** Another customer by name, or the name that was written. */
function endWords(value: unknown, words: Words): string {
  const end = Relation.shape.other.safeParse(value)
  if (!end.success) return asWritten(value)
  return 'name' in end.data ? end.data.name : words.customerName(end.data.customerId)
}

function provenanceWords(value: unknown, words: Words): string {
  const parsed = Provenance.safeParse(value)
  if (!parsed.success) return asWritten(value)
  const { source, on } = parsed.data
  return `${words.messages.domain.provenance[source]} · ${dateWords(on, words)}`
}

/** “尾号 002X”; the mark says nothing to a person. */
function identityWords(value: unknown, { messages }: Words): string {
  const identity = CustomerIdentity.safeParse(value)
  return identity.success ? messages.profile.idTail(identity.data.idLast4) : asWritten(value)
}

const ContactPoints = z.record(z.string(), ContactPoint)

/** One contact point, or the map of them that a new profile carries. */
function contactWords(value: unknown, words: Words): string {
  const one = ContactPoint.safeParse(value)
  if (one.success) return contactPointWords(one.data, words)
  const many = ContactPoints.safeParse(value)
  if (!many.success) return asWritten(value)
  return Object.values(many.data)
    .map((point) => contactPointWords(point, words))
    .join('\n')
}

function contactPointWords(
  { kind, value, label, primary, invalid }: ContactPoint,
  { messages }: Words,
): string {
  const marks = [
    label,
    primary ? messages.profile.primary : '',
    invalid ? messages.profile.invalid : '',
  ]
  const remarks = marks.filter(Boolean).join(messages.sync.comma)
  const point = `${messages.domain.contactPoint[kind]} ${value}`
  return remarks === '' ? point : `${point} · ${remarks}`
}

function talkWords(value: unknown, { messages }: Words): string {
  const parsed = ProductTalk.safeParse(value)
  if (!parsed.success) return asWritten(value)
  const { kind, grade, capacity, disclosed = [], extraCare } = parsed.data
  const { suitability, domain, sync } = messages
  const ways = disclosed.map((way) => domain.disclosureWay[way]).join(sync.comma)
  return [
    domain.productTalk[kind],
    grade && suitability.product(domain.productGrade[grade]),
    capacity && suitability.customer(domain.riskLevel[capacity]),
    ways && suitability.disclosedBy(ways),
    extraCare && suitability.careGiven(extraCare),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** What no schema of this version knows is shown as it came: nothing typed ever vanishes (OP4). */
function asWritten(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
