import * as z from 'zod/mini'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { RuleNumbers } from '#shared/domain/rule-change.ts'
import type { RuleTable } from '#shared/domain/rule-table.ts'
import { typedNumber } from './typed-number.ts'

/** In the order of the form. */
export const numberNames = [
  'replyDays',
  'extendedReplyDays',
  'longestReplyDays',
  'warnDays',
  'todayHorizonDays',
] as const
export type NumberName = (typeof numberNames)[number]

/** The longest that the regulator allows (银保监会令 2020 年第 3 号): what is longer is said, and not refused, as laws change. */
export const lawfulDays: Partial<Record<NumberName, number>> = {
  replyDays: 15,
  extendedReplyDays: 30,
  longestReplyDays: 60,
}

export function numbersOf({ complaint, dates }: RuleTable): RuleNumbers {
  return { ...complaint, todayHorizonDays: dates.todayHorizonDays }
}

/** What another version changes, in the order of the form. */
export function changedNumbers(
  before: RuleNumbers,
  after: RuleNumbers,
): { name: NumberName; from: number; to: number }[] {
  return numberNames
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, from: before[name], to: after[name] }))
}

const typed = typedNumber('whole-days')

/** The form as it is typed; its value are numbers. Issues carry the name of the field and a code. */
export const NumbersForm = z.object({
  numbers: z.pipe(
    z.object({
      replyDays: typed,
      extendedReplyDays: typed,
      longestReplyDays: typed,
      warnDays: typed,
      todayHorizonDays: typed,
    }),
    RuleNumbers,
  ),
  effectiveFrom: z.string().check(z.minLength(1, 'required')),
})
export type NumbersForm = z.input<typeof NumbersForm>
export type EnteredNumbers = z.output<typeof NumbersForm>

export function formOfNumbers(numbers: RuleNumbers, effectiveFrom: CivilDate): NumbersForm {
  const text = (name: NumberName) => String(numbers[name])
  return {
    effectiveFrom,
    numbers: {
      replyDays: text('replyDays'),
      extendedReplyDays: text('extendedReplyDays'),
      longestReplyDays: text('longestReplyDays'),
      warnDays: text('warnDays'),
      todayHorizonDays: text('todayHorizonDays'),
    },
  }
}
