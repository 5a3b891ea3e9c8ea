/** Crockford's digits: none that is taken for another when it is read out or copied by hand. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const valueOf = new Map([...digits].map((digit, value) => [digit, value]))

/** Numbers from 0 to 31, each as one character. */
export function writeDigits(values: readonly number[]): string {
  return values.map((value) => digits[value & 31] ?? '').join('')
}

/**
 * What a person typed, as numbers from 0 to 31; `null` if a character is none of these. Small letters, spaces and dashes do
 * not matter; O is read as 0, I and L as 1.
 */
export function readDigits(text: string): number[] | null {
  const values: number[] = []
  // Full-width characters are what a Chinese keyboard gives.
  for (const character of text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '')) {
    const value = valueOf.get(character.replace('O', '0').replace(/[IL]/, '1'))
    if (value === undefined) return null
    values.push(value)
  }
  return values
}

/** In groups with a dash between. */
export function inGroups(text: string, length: number): string {
  return (text.match(new RegExp(`.{1,${length}}`, 'g')) ?? []).join('-')
}
