import * as z from 'zod/mini'
import { fail, ok, type Result } from './result.ts'
import { foldLetters, nameTokens } from './name-token.ts'
import { textLimits } from './text-limits.ts'

/** At most this many readings of one name are kept, the main one included. */
export const mostReadings = 16
/** At most this many readings of one alias are kept. */
export const mostAliasReadings = 4

/**
 * How a name is read, one syllable a token (see `nameTokens`), without tones, ü as v: “ou yang jing”. A dot
 * stands where a part of the name begins: “a yi gu li·mai mai ti”. Initials are not kept: see `initialsOf`.
 */
const Reading = z.string().check(z.maxLength(textLimits.name * 8, 'too-long'))

/** What a customer card keeps so that the customer is found by sound; made when the name is written. */
export const SearchKeys = z.strictObject({
  /** The likeliest reading, the surname read as a surname. */
  full: Reading,
  /** Other ways to read it, the likelier first. */
  alternatives: z.array(Reading).check(z.maxLength(mostReadings - 1, 'too-many')),
  /** The name in simplified characters, only if it differs from the name. */
  simplified: z.optional(z.string().check(z.maxLength(textLimits.name, 'too-long'))),
  /** The reading as staff corrected it by hand; it goes before `full`. */
  override: z.optional(Reading),
  /** The readings of each alias, in the order of the card's aliases. */
  aliases: z.optional(
    z
      .array(z.array(Reading).check(z.maxLength(mostAliasReadings, 'too-many')))
      .check(z.maxLength(10, 'too-many')),
  ),
})
export type SearchKeys = z.infer<typeof SearchKeys>

/** The keys of a name whose reading is not known yet: it is found by its characters. */
export const noSearchKeys: SearchKeys = { full: '', alternatives: [] }

/** The reading to show and to sort by: the corrected one, else the likeliest. */
export function mainReading(keys: SearchKeys): string {
  return keys.override ?? keys.full
}

/** The first letters of a reading's syllables: “ou yang jing” → “oyj”. */
export function initialsOf(reading: string): string {
  return syllablesOf(reading)
    .map((syllable) => [...syllable][0] ?? '')
    .join('')
}

/** The syllables of a reading. */
export function syllablesOf(reading: string): string[] {
  return reading === '' ? [] : reading.split(/[ ·]/u)
}

/** Writes syllables as a reading of the name: parted as the name's tokens are. */
export function joinReading(name: string, syllables: readonly string[]): string {
  let reading = ''
  nameTokens(name).forEach((token, index) => {
    const separator = token.opensPart ? '·' : ' '
    reading += (index === 0 ? '' : separator) + (syllables[index] ?? token.text)
  })
  return reading
}

/**
 * Takes a reading that staff typed for a name, with or without spaces, tone marks or ü: for 单玉静 any of
 * “shàn yù jìng”, “shan yu jing” and “shanyujing”.
 * Error `reading-does-not-fit`: it cannot be parted into one syllable for each of the name's `expected` tokens.
 */
export function parseReading(
  name: string,
  typed: string,
): Result<string, { type: 'reading-does-not-fit'; expected: number }> {
  const expected = nameTokens(name).length
  const parted = typed.split(/[^\p{L}\p{N}\p{M}]+/u).flatMap((piece) => foldLetters(piece) || [])
  if (parted.length === expected) return ok(joinReading(name, parted))
  const syllable = '((?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]+(?:ng|n|r)?)'
  const fitting = new RegExp(`^${syllable.repeat(expected)}$`, 'u').exec(parted.join(''))
  if (fitting === null || expected === 0) return fail({ type: 'reading-does-not-fit', expected })
  return ok(joinReading(name, fitting.slice(1)))
}
