import { type Digit, digitsOf } from './digits-of-text.ts'
import { identityCheckDigit } from './identity-number.ts'

/** Why a text is not kept: what the bank must never write down (domain 3.4, class C3; invariant 13). */
export type ForbiddenText = 'looks-like-card' | 'looks-like-secret'

/** Stands where a digit was that must not be kept. */
export const maskCharacter = '＊'

/**
 * SE7: looks for card numbers (16–19 digits with a valid check digit, however they are spaced or written) and for
 * passwords and codes (the word, then digits). It answers with the kind only, never with what it found.
 */
export function forbiddenText(text: string): ForbiddenText | null {
  return findForbidden(text)?.kind ?? null
}

/** SE7: the same text with a mask for each digit that must not be kept; what it answers holds nothing forbidden any more. */
export function maskForbidden(text: string): string {
  let masked = text
  for (;;) {
    const found = findForbidden(masked)
    if (found === undefined) return masked
    masked = maskDigits(masked, found.digits)
  }
}

interface Found {
  kind: ForbiddenText
  digits: readonly Digit[]
}

/** No secret is looked for with fewer. */
const fewestDigits = 3

function findForbidden(text: string): Found | undefined {
  const { narrow, digits } = digitsOf(text, fewestDigits)
  if (digits.length < fewestDigits) return undefined
  for (const run of digits.length < shortest ? [] : runsOf(narrow, digits)) {
    const card = cardIn(run, narrow)
    if (card !== undefined) return { kind: 'looks-like-card', digits: card }
  }
  return findSecret(narrow, digits)
}

/** Digits that stand together. */
type Group = readonly Digit[]
/** Groups with nothing between them but spaces and dashes, as people write long numbers. */
type Run = readonly Group[]

const separator = /^[\s\u00ad\u200b-\u200d\u2060\u2010-\u2015\u2212_-]{1,3}$/u

function runsOf(narrow: string, digits: readonly Digit[]): Run[] {
  const runs: Digit[][][] = []
  let last: Digit | undefined
  for (const digit of digits) {
    const between = last === undefined ? 'none yet' : narrow.slice(last.at + 1, digit.at)
    if (between === '') runs.at(-1)?.at(-1)?.push(digit)
    else if (separator.test(between)) runs.at(-1)?.push([digit])
    else runs.push([[digit]])
    last = digit
  }
  return runs
}

const shortest = 16
const longest = 19

/**
 * Digits in one piece may be of whatever issuer. In a row of pieces only what begins like a number that is issued counts,
 * or many a row of amounts would hold one by chance.
 */
function cardIn(run: Run, narrow: string): readonly Digit[] | undefined {
  const mayBeJoined = !isComplaintNumber(run)
  for (let start = 0; start < run.length; start += 1) {
    const furthest = mayBeJoined ? run.length : start + 1
    let length = 0
    for (let end = start + 1; end <= furthest; end += 1) {
      length += run[end - 1]?.length ?? 0
      if (length > longest) break
      if (length < shortest) continue
      const groups = run.slice(start, end)
      if (isResident(groups, narrow)) continue
      if (isCard(groups.map(textOf))) return groups.flat()
    }
  }
  return undefined
}

function isCard(groups: readonly string[]): boolean {
  const number = groups.join('')
  if (!hasCheckDigit(number) || beginsWithDay.test(number)) return false
  if (groups.length === 1) return true
  return issued.test(number) && !groups.some(isMobileNumber) && !groups.every(isRoundAmount)
}

function textOf(group: Group): string {
  return group.map(({ value }) => value).join('')
}

/** Visa, Mastercard, UnionPay (6, 81, and the banks' older 9558, 9559), JCB. */
const issued = /^(?:4|5[1-5]|2[2-7]|6|81|955|35)/u

/** An order or serial number. */
const beginsWithDay = /^20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/u

function isMobileNumber(group: string): boolean {
  return /^1[3-9]\d{9}$/u.test(group)
}

function isRoundAmount(group: string): boolean {
  return group.endsWith('00')
}

/** Branch, year and number, where the code of the branch is a number, too. */
function isComplaintNumber(run: Run): boolean {
  if (run.length !== 3) return false
  const [, year = '', no = ''] = run.map(textOf)
  return /^20\d\d$/u.test(year) && no.length === 4
}

/**
 * GB 11643: place, day of birth, number and a check digit of its own. The check digit of cards fits one in ten. An X stands
 * behind 17 digits in one piece with them, and is no digit itself.
 */
function isResident([group = [], ...more]: Run, narrow: string): boolean {
  if (more.length > 0) return false
  const behind = narrow.charAt((group.at(-1)?.at ?? 0) + 1)
  const number = textOf(group) + (/x/iu.test(behind) ? 'X' : '')
  const birth = /^[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/u
  return birth.test(number) && number.endsWith(identityCheckDigit(number))
}

/** The check digit of ISO/IEC 7812 (Luhn). */
function hasCheckDigit(digits: string): boolean {
  const fromTheEnd = Array.from(digits, Number).toReversed()
  const sum = fromTheEnd.reduce((soFar, digit, index) => {
    const doubled = digit * (index % 2 === 1 ? 2 : 1)
    return soFar + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

const secret =
  /(?:密码|口令|验证码|校验码|安全码|后三码|cvv2?|cvc2?|\bpin\b|password|passcode)\s*(?:(?:是|为|:|=|-)\s*){0,2}(?<code>\d{3,8})(?!\d)/diu

function findSecret(narrow: string, digits: readonly Digit[]): Found | undefined {
  const [start, end] = secret.exec(narrow)?.indices?.groups?.['code'] ?? []
  if (start === undefined || end === undefined) return undefined
  const isCode = ({ at }: Digit) => at >= start && at < end
  return { kind: 'looks-like-secret', digits: digits.filter(isCode) }
}

function maskDigits(text: string, digits: readonly Digit[]): string {
  let masked = ''
  let from = 0
  for (const { source, length } of digits) {
    // One character can stand for two digits.
    if (source < from) continue
    masked += text.slice(from, source) + maskCharacter
    from = source + length
  }
  return masked + text.slice(from)
}
