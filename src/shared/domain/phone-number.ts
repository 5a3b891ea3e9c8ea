import { fail, ok, type Result } from './result.ts'

/**
 * A phone number as it is stored. `value` is what two records of one person share:
 * mobile 13812345678, landline 01012345678 with an extension as 01012345678-802, other as typed (+85291234567).
 */
export interface PhoneNumber {
  kind: 'mobile' | 'landline' | 'other'
  value: string
}

export type PhoneProblem =
  | { type: 'phone-empty' }
  | { type: 'phone-not-a-number' }
  | { type: 'phone-too-short'; digits: number }
  | { type: 'phone-too-long'; digits: number }

/**
 * Reads a phone number as people write it: full-width digits, spaces, dashes, brackets, dots, +86, 0086.
 * Numbers of Hong Kong, Macau, Taiwan and elsewhere, and service numbers, are taken as `other`.
 * Errors: `phone-empty`, `phone-not-a-number` (letters), `phone-too-short` (below 5 digits),
 * `phone-too-long` (above 15 digits, the limit of ITU-T E.164). A mainland mobile number of the wrong length, like
 * 1381234567, is taken as `other`: the form may warn, a saved number is better than none.
 */
export function parsePhone(typed: string): Result<PhoneNumber, PhoneProblem> {
  const { number, extension, strange } = read(typed)
  if (number === '' && !strange) return fail({ type: 'phone-empty' })
  if (strange) return fail({ type: 'phone-not-a-number' })
  const digits = number.replace('+', '').length
  if (digits < 5) return fail({ type: 'phone-too-short', digits })
  if (digits > 15) return fail({ type: 'phone-too-long', digits })
  const kind = kindOf(number)
  return ok({ kind, value: extension === '' ? number : `${number}-${extension}` })
}

/** The number without its extension in stored form, however it was written; null for what is none. */
export function writtenNumber(typed: string): string | null {
  return read(typed).number || null
}

/** The part of a number in stored form that says where it belongs, +852 or 0755; '' when nothing says so. */
export function areaOf(number: string): string {
  return /^(?:\+(?:852|853|886|\d{1,2})|0(?:10|2\d|[3-9]\d{2}))/u.exec(number)?.[0] ?? ''
}

/** The last four digits of the number without its extension; '' when it has fewer. Takes any written form. */
export function phoneTail(phone: string): string {
  const digits = read(phone).number.replace('+', '')
  return digits.length < 4 ? '' : digits.slice(-4)
}

/** True for a mainland mobile number in stored form. */
export function isMobile(value: string): boolean {
  return /^1[3-9]\d{9}$/u.test(value)
}

/** Mainland landlines: area code of three digits (010, 02x) or four, then seven or eight digits. */
function kindOf(number: string): PhoneNumber['kind'] {
  if (isMobile(number)) return 'mobile'
  return /^0(?:10|2\d)\d{8}$|^0[3-9]\d{2}\d{7,8}$/u.test(number) ? 'landline' : 'other'
}

function read(typed: string): { number: string; extension: string; strange: boolean } {
  const narrow = typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}().·,_]/gu, '')
    .replace(/\p{Pd}/gu, '-')
  const parts = /^(\+?[\d-]*?)(?:-*(?:转|分机|ext|#|x)-*(\d{1,6}))?$/iu.exec(narrow)
  if (parts === null) return { number: '', extension: '', strange: true }
  const written = parts[1] ?? ''
  // 010-12345678-802: a short third group is an extension too.
  const grouped = /^(0[1-9]\d{1,2}-?\d{7,8})-(\d{1,6})$/u.exec(written)
  const number = (grouped?.[1] ?? written).replaceAll('-', '')
  return {
    number: withoutMainland(number),
    extension: parts[2] ?? grouped?.[2] ?? '',
    strange: false,
  }
}

/** +86 138… and 0086 138… are the same person as 138…; a landline gets its leading zero back. */
function withoutMainland(number: string): string {
  const rest =
    /^(?:\+86|0086)(\d+)$/u.exec(number)?.[1] ??
    (/^86(1[3-9]\d{9})$/u.exec(number)?.[1] || undefined)
  if (rest === undefined) return number.startsWith('00') ? `+${number.slice(2)}` : number
  if (isMobile(rest) || rest.startsWith('0')) return rest
  return /^[2-9]\d{8,10}$|^10\d{8}$/u.test(rest) && !/^[48]00/u.test(rest) ? `0${rest}` : rest
}
