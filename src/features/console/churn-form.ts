import * as z from 'zod/mini'
import { EnteredChurn, longestWord } from '#shared/domain/churn-change.ts'
import type { ChurnRules } from '#shared/domain/churn-rules.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { wordsInText } from './words-in-text.ts'
import { typedNumber } from './typed-number.ts'

/** In the order of the form. */
export const churnNumbers = [
  'inactiveDays',
  'refusedInRow',
  'bandDrop',
  'maturityDays',
  'complaintDays',
  'evidenceDays',
] as const
export const churnLists = ['closingWords', 'competitorWords', 'renewalWords'] as const

const typed = typedNumber('whole-number')
// What is wrong with one word is said of the box that all of them are typed into.
const listed = z.pipe(
  z.pipe(z.string(), z.transform(wordsInText)),
  z.array(z.string()).check(
    z.refine((words) => words.every((word) => word.length > 1), 'word-too-short'),
    z.refine((words) => words.every((word) => word.length <= longestWord), 'word-too-long'),
  ),
)

/** The rules of signals as they are typed; issues carry the name of the field and a code. */
export const ChurnForm = z.object({
  effectiveFrom: z.string().check(z.minLength(1, 'required')),
  rules: z.pipe(
    z.object({
      inactiveDays: typed,
      refusedInRow: typed,
      bandDrop: typed,
      maturityDays: typed,
      complaintDays: typed,
      evidenceDays: typed,
      closingWords: listed,
      competitorWords: listed,
      renewalWords: listed,
    }),
    EnteredChurn,
  ),
})
export type ChurnForm = z.input<typeof ChurnForm>
export type EnteredForm = z.output<typeof ChurnForm>

export function formOfChurn(rules: ChurnRules, effectiveFrom: CivilDate): ChurnForm {
  return {
    effectiveFrom,
    rules: {
      inactiveDays: String(rules.inactiveDays),
      refusedInRow: String(rules.refusedInRow),
      bandDrop: String(rules.bandDrop),
      maturityDays: String(rules.maturityDays),
      complaintDays: String(rules.complaintDays),
      evidenceDays: String(rules.evidenceDays),
      closingWords: rules.closingWords.join('、'),
      competitorWords: rules.competitorWords.join('、'),
      renewalWords: rules.renewalWords.join('、'),
    },
  }
}
