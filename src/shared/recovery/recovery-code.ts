import { fail, ok, type Result } from '#shared/domain/result.ts'
import { inGroups, readDigits, writeDigits } from './readable-digits.ts'

/** KE5: so many people keep a code each; any two of them open together. */
export const keeperCount = { fewest: 2, most: 5 } as const

/** 26 random digits of 5 bits: 130 bits. */
const randomLength = 26
const checkLength = 3
const codeLength = 1 + randomLength + checkLength
/** The largest prime below 32³: one wrong digit, and two neighbours that changed places, are always noticed. */
const checkModulus = 32_749

/** KE5: what one keeper has on paper: the number of the keeper, 26 random digits, three check digits. */
export interface RecoveryCode {
  keeper: number
  /** Without dashes. */
  text: string
}

/** Makes the code of a keeper (1 to 5) from 26 random bytes. */
export function makeRecoveryCode(keeper: number, random: Uint8Array): RecoveryCode {
  if (random.length !== randomLength) throw new Error('A code is made of 26 random bytes.')
  const values = [keeper, ...Array.from(random, (byte) => byte & 31)]
  return { keeper, text: writeDigits([...values, ...checkDigits(values)]) }
}

/** The code as it is printed: six groups of five. */
export function printedCode({ text }: RecoveryCode): string {
  return inGroups(text, 5)
}

/** Reads a code as somebody typed it. `length`: too short or too long; `mistyped`: a digit is wrong or in a wrong place. */
export function readRecoveryCode(
  typed: string,
): Result<RecoveryCode, { type: 'length' } | { type: 'mistyped' }> {
  const values = readDigits(typed)
  if (values === null) return fail({ type: 'mistyped' })
  if (values.length !== codeLength) return fail({ type: 'length' })
  const [keeper = 0] = values
  const check = checkDigits(values.slice(0, -checkLength))
  const fits = check.every((digit, index) => digit === values[codeLength - checkLength + index])
  if (!fits || keeper < 1 || keeper > keeperCount.most) return fail({ type: 'mistyped' })
  return ok({ keeper, text: writeDigits(values) })
}

function checkDigits(values: readonly number[]): number[] {
  let rest = 0
  for (const value of values) rest = (rest * 32 + value) % checkModulus
  // The digits behind belong to the number too, so that a digit that moved into them is noticed.
  rest = (checkModulus - ((rest * 32 ** checkLength) % checkModulus)) % checkModulus
  return [rest >> 10, (rest >> 5) & 31, rest & 31]
}
