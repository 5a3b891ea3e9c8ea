import { fromBase64url } from './base64url.ts'
import { inGroups, readDigits, writeDigits } from './readable-digits.ts'
import type { SealingKey } from './sealed-box.ts'

/**
 * 80 bits of the id of a public key, to be read out by one person and typed by another: four groups of four. To make a key
 * with a given fingerprint takes 2⁸⁰ tries, so nobody on the way between the two can put a key of his own in its place.
 */
const fingerprintLength = 16

/** The fingerprint of a key whose id is the true one (`isTrueId`). */
export function fingerprintOf({ id }: SealingKey): string {
  const bytes = fromBase64url(id) ?? new Uint8Array()
  const values = Array.from({ length: fingerprintLength }, (_, index) => {
    const bit = index * 5
    const two = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0)
    return (two >> (11 - (bit & 7))) & 31
  })
  return inGroups(writeDigits(values), 4)
}

/** Whether somebody typed the fingerprint of this key. */
export function isFingerprintOf(key: SealingKey, typed: string): boolean {
  const values = readDigits(typed)
  return values !== null && inGroups(writeDigits(values), 4) === fingerprintOf(key)
}
