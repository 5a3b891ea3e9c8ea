import { type CivilDate, isCivilDate } from './civil-date.ts'
import { earliestDay } from './day-bounds.ts'
import type { Customer } from './customer.ts'
import { fail, ok, type Result } from './result.ts'

/** A resident identity number (GB 11643-1999) that is right in itself; it lives in memory only and is stored nowhere. */
export interface IdentityNumber {
  /** 17 digits and the check digit, which can be an X. */
  number: string
  last4: string
  bornOn: CivilDate
  gender: NonNullable<Customer['gender']>
}

/** Why a text is no identity number; the codes are keys of the catalogue, and never hold what was typed. */
export type IdentityProblem =
  | 'id-characters'
  | 'id-too-short'
  | 'id-too-long'
  | 'id-old-15'
  | 'id-born-never'
  | 'id-born-later'
  | 'id-check-digit'

/** Digits before the check digit, and all of them. */
const digitsBefore = 17
export const identityLength = digitsBefore + 1
/** Numbers of the first generation, not valid since 2013. */
const oldLength = 15

/** The one form of what people write: full-width digits, spaces, dashes and a small x are the same number. */
export function normaliseIdentity(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}·.]/gu, '')
    .toUpperCase()
}

/** Reads an identity number, of somebody who is born by `today`. */
export function parseIdentityNumber(
  written: string,
  today: CivilDate,
): Result<IdentityNumber, { type: IdentityProblem }> {
  const number = normaliseIdentity(written)
  // The X stands for a check digit of ten, and nowhere else.
  if (!/^(?:\d*|\d{17}X)$/u.test(number)) return fail({ type: 'id-characters' })
  if (number.length === oldLength && isCivilDate(dayOf(`19${number.slice(6, 12)}`))) {
    return fail({ type: 'id-old-15' })
  }
  if (number.length < identityLength) return fail({ type: 'id-too-short' })
  if (number.length > identityLength) return fail({ type: 'id-too-long' })
  const bornOn = dayOf(number.slice(6, 14))
  if (!isCivilDate(bornOn) || bornOn < earliestDay) return fail({ type: 'id-born-never' })
  if (bornOn > today) return fail({ type: 'id-born-later' })
  if (identityCheckDigit(number) !== number[digitsBefore]) return fail({ type: 'id-check-digit' })
  const isMale = Number(number[16]) % 2 === 1
  return ok({ number, last4: number.slice(-4), bornOn, gender: isMale ? 'male' : 'female' })
}

/** ISO/IEC 7064 MOD 11-2, as GB 11643 has it. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check digit that belongs to the first 17 digits of a number; an X for ten. */
export function identityCheckDigit(digits: string): string {
  const sum = weights.reduce((soFar, weight, at) => soFar + weight * Number(digits[at]), 0)
  return '10X98765432'.charAt(sum % 11)
}

function dayOf(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}
