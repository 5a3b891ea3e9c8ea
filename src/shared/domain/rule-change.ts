import * as z from 'zod/mini'
import { CivilDate, weekday } from './civil-date.ts'
import { lineText } from './text-limits.ts'

/** Longest time (days) that a number of the rules may be: a year, so that a slip of the finger is noticed. */
const longestDays = 366
/** How far ahead (days) Today may look for dates; the screen of coming dates shows five weeks. */
const longestHorizon = 35

const days = (least: number, most: number) =>
  z.int('whole-days').check(z.minimum(least, 'too-few'), z.maximum(most, 'too-many-days'))

/** The numbers of the rules as an administrator enters them; issues carry the name of the field and a code. */
export const RuleNumbers = z
  .strictObject({
    replyDays: days(1, longestDays),
    extendedReplyDays: days(1, longestDays),
    longestReplyDays: days(1, longestDays),
    warnDays: days(0, longestDays),
    todayHorizonDays: days(1, longestHorizon),
  })
  .check(
    z.refine((rules) => rules.extendedReplyDays >= rules.replyDays, {
      error: 'shorter-than-reply',
      path: ['extendedReplyDays'],
    }),
    z.refine((rules) => rules.longestReplyDays >= rules.extendedReplyDays, {
      error: 'shorter-than-extended',
      path: ['longestReplyDays'],
    }),
    z.refine((rules) => rules.warnDays < rules.replyDays, {
      error: 'warns-from-the-start',
      path: ['warnDays'],
    }),
  )
export type RuleNumbers = z.infer<typeof RuleNumbers>

/** The holidays of one year as announced (4.3). */
export const YearPlan = z
  .strictObject({
    year: z.string().check(z.regex(/^20\d{2}$/, 'year')),
    holidays: z
      .array(z.strictObject({ on: CivilDate, name: z.optional(lineText) }))
      .check(z.maxLength(120, 'too-many')),
    makeUpDays: z.array(CivilDate).check(z.maxLength(60, 'too-many')),
  })
  .check(
    z.refine(
      ({ year, holidays, makeUpDays }) =>
        [...holidays.map(({ on }) => on), ...makeUpDays].every((day) => day.startsWith(year)),
      'day-of-another-year',
    ),
    z.refine(({ holidays, makeUpDays }) => {
      const all = [...holidays.map(({ on }) => on), ...makeUpDays]
      return new Set(all).size === all.length
    }, 'day-listed-twice'),
    // 调休上班 is work on a Saturday or Sunday; on another day it would be work anyway.
    z.refine(({ makeUpDays }) => makeUpDays.every((day) => weekday(day) > 5), 'make-up-on-weekday'),
  )
export type YearPlan = z.infer<typeof YearPlan>
