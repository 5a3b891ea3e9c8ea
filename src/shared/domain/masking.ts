import { splitFieldPath } from '#shared/protocol/field-path.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { areaOf, isMobile, parsePhone, writtenNumber } from './phone-number.ts'
import { ContactPoint } from './profile.ts'

/** Stands for what is not shown; always as long, so that it tells no length. */
const hidden = '****'

/**
 * SE7: the fields that are masked on every screen until somebody asks for one (domain 3.4, 5.2): ways to reach a person,
 * workplace, wealth. There is nothing else by which a record says them; the last four digits on a card are its mask.
 */
const maskedFields: Readonly<Record<string, readonly string[]>> = {
  profile: ['contactPoints', 'employer', 'incomeBand', 'assetBand', 'mergeLog'],
  complaint: ['contact'],
  'finance-snapshot': ['income', 'expense', 'assets', 'liabilities'],
}

/** Whether the value under a path (`field` or `field.key`) is masked. */
export function isMaskedField(recordType: string, path: string): boolean {
  const fields = Object.hasOwn(maskedFields, recordType) ? maskedFields[recordType] : undefined
  return fields?.includes(splitFieldPath(path).field) ?? false
}

/** Whether an operation of this record type can name a masked value, where nobody can read which. */
export function mayHoldMasked(recordType: string): boolean {
  return !RecordType.safeParse(recordType).success || Object.hasOwn(maskedFields, recordType)
}

/**
 * SE7: a value as it may stand on a screen: what is not masked is the same object; of a contact point, or a map of them, each
 * `value`; anything else under a masked path becomes a text. Absent values stay absent.
 */
export function maskValue(recordType: string, path: string, value: unknown): unknown {
  if (!isMaskedField(recordType, path) || value === null || value === undefined) return value
  const { field, key } = splitFieldPath(path)
  if (field === 'contact') return typeof value === 'string' ? maskContact(value) : hidden
  if (field !== 'contactPoints') return hidden
  if (key !== null || typeof value !== 'object') return maskPoint(value)
  return Object.fromEntries(Object.entries(value).map(([id, point]) => [id, maskPoint(point)]))
}

/** The mask of a single text under a masked path. */
export function maskText(recordType: string, path: string, text: string): string {
  const masked = maskValue(recordType, path, text)
  return typeof masked === 'string' ? masked : hidden
}

function maskPoint(value: unknown): unknown {
  const point = ContactPoint.safeParse(value)
  return point.success ? { ...point.data, value: maskContactPoint(point.data) } : hidden
}

/** How a contact point is shown until someone asks for it. */
export function maskContactPoint({ kind, value }: Pick<ContactPoint, 'kind' | 'value'>): string {
  if (kind === 'mobile' || kind === 'tel') return maskPhone(value)
  return kind === 'email' ? maskEmail(value) : maskWords(value)
}

/** A way to reach somebody that was written into one line, whatever it is. */
export function maskContact(written: string): string {
  if (parsePhone(written).ok) return maskPhone(written)
  return written.includes('@') ? maskEmail(written) : maskWords(written)
}

/** The fewest digits that are not shown of a number that shows where it belongs. */
const fewestHidden = 3
const longestTail = 4

/**
 * 138****5678; landlines keep the area code, numbers abroad their country code. Takes any written form, and masks all forms
 * of one number alike. A short number shows less than half of itself, and what is no number nothing.
 */
export function maskPhone(phone: string): string {
  const number = writtenNumber(phone)
  if (number === null) return hidden
  const digits = number.replace('+', '')
  const area = isMobile(number) ? number.slice(0, 3) : areaOf(number)
  if (number.length - area.length >= fewestHidden + longestTail) {
    return `${area}${hidden}${digits.slice(-longestTail)}`
  }
  const tail = Math.min(longestTail, Math.ceil(digits.length / 2) - 1)
  return digits.length > longestTail ? `${hidden}${digits.slice(-tail)}` : hidden
}

/** A domain as many people share one; a longer row of digits in it would be somebody's number. */
const sharedDomain = /^@[a-z0-9](?:[a-z0-9-]{0,30}\.){1,3}[a-z]{2,12}$/iu

/** z****@example.com. */
function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at)
  const isShared = sharedDomain.test(domain) && !/\d{5}/u.test(domain)
  return `${maskWords(address.slice(0, at))}${isShared ? domain : ''}`
}

/** The fewest letters and digits of a text of which the first may be shown. */
const fewestShown = 3

/** 北****: the first letter or digit, and nothing that is invisible, turns the line or needs others to be drawn. */
function maskWords(text: string): string {
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? []
  return letters.length < fewestShown ? hidden : `${letters[0]}${hidden}`
}
