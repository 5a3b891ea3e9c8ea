import * as z from 'zod/mini'

/** Longest time (days): a year, so that a slip of the finger is noticed. */
const longestDays = 366
/** As many words as can still be looked through. */
const mostWords = 40
/** In characters. */
export const longestWord = 20

const whole = (least: number, most: number) =>
  z.int('whole-number').check(z.minimum(least, 'too-few'), z.maximum(most, 'too-many'))

// A single character would be in every other note.
const words = z
  .array(
    z
      .string()
      .check(z.trim(), z.minLength(2, 'word-too-short'), z.maxLength(longestWord, 'word-too-long')),
  )
  .check(z.maxLength(mostWords, 'too-many'))

/** R43: the rules of signals as an administrator enters them; issues carry the name of the field and a code. */
export const EnteredChurn = z.strictObject({
  inactiveDays: whole(0, longestDays),
  refusedInRow: whole(2, 20),
  bandDrop: whole(1, 3),
  maturityDays: whole(0, longestDays),
  complaintDays: whole(0, longestDays),
  evidenceDays: whole(7, longestDays),
  closingWords: words,
  competitorWords: words,
  renewalWords: words,
})
