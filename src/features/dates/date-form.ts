import * as z from 'zod/mini'
import { earliestDay } from '#shared/domain/day-bounds.ts'
import {
  type ImpossibleDate,
  validateImportantDate,
  type YearNeeded,
} from '#shared/domain/important-date-validation.ts'
import {
  defaultLeadDays,
  feb29Policies,
  ImportantDate,
  importantDateKinds,
  importantDateOrigins,
  leapPolicies,
  recursYearly,
  shortMonthPolicies,
} from '#shared/domain/important-date.ts'
import { isEverLeapMonth, isLunarYear, leapMonthOf } from '#shared/domain/lunar-calendar.ts'
import type { Result } from '#shared/domain/result.ts'
import { keepableText } from '#shared/domain/keepable-text.ts'
import { textLimits } from '#shared/domain/text-limits.ts'

const fields = {
  kind: z.enum(importantDateKinds),
  calendar: z.enum(['solar', 'lunar']),
  leap: z.boolean(),
  leapPolicy: z.enum(leapPolicies),
  shortMonth: z.enum(shortMonthPolicies),
  feb29: z.enum(feb29Policies),
  celebrate: z.boolean(),
  origin: z.enum(importantDateOrigins),
}

/** A half-filled form: any text will do. */
const HalfFilled = z.object({
  ...fields,
  label: z.string(),
  /** `''` when it is not known. */
  year: z.string(),
  /** `''` until chosen. */
  month: z.string(),
  day: z.string(),
  note: z.string(),
})
export type DateForm = z.infer<typeof HalfFilled>

/**
 * The form as it is kept. What the date said when it was opened goes along, so that a later save still says what it
 * changed from (ME1): what a colleague changed meanwhile is not changed back.
 */
export const DateDraft = z.object({
  opened: z.optional(z.looseObject(ImportantDate.shape)),
  values: HalfFilled,
})
export type DateDraft = z.infer<typeof DateDraft>

/** The form as it may be saved; messages are codes, `impossible` is explained by `checkDate`. */
export const DateForm = z
  .object({
    ...fields,
    label: z.string().check(z.trim(), z.maxLength(textLimits.line, 'too-long'), keepableText),
    year: z.string().check(
      z.regex(/^(\d{4})?$/, { error: 'year', abort: true }),
      z.refine((year) => year === '' || year >= earliestDay.slice(0, 4), 'date-too-early'),
    ),
    month: z.string().check(z.minLength(1, 'required')),
    day: z.string().check(z.minLength(1, 'required')),
    note: z.string().check(z.trim(), z.maxLength(textLimits.paragraph, 'too-long'), keepableText),
  })
  .check(
    z.refine((form) => form.kind !== 'custom' || form.label !== '', {
      path: ['label'],
      error: 'required',
    }),
    z.refine((form) => checkDate(form, unknownCustomer)?.ok !== false, {
      path: ['date'],
      error: 'impossible',
    }),
  )

/** The check does not look at the customer. */
const unknownCustomer = ''

/** A form with nothing said yet. */
export const emptyDateForm: DateForm = {
  kind: 'birthday',
  label: '',
  calendar: 'solar',
  year: '',
  month: '',
  day: '',
  leap: false,
  leapPolicy: 'leap_if_exists',
  shortMonth: 'last_day',
  feb29: 'feb28',
  celebrate: true,
  origin: 'customer',
  note: '',
}

/** The form of an existing date. */
export function dateFormOf(date: ImportantDate): DateForm {
  return {
    kind: date.kind,
    calendar: date.calendar,
    leap: date.leap,
    leapPolicy: date.leapPolicy,
    shortMonth: date.shortMonth,
    feb29: date.feb29,
    celebrate: date.celebrate,
    origin: date.origin,
    label: date.label ?? '',
    year: date.year === undefined ? '' : String(date.year),
    month: String(date.month),
    day: String(date.day),
    note: date.note ?? '',
  }
}

/** What the form means as a date, or why there is no such day; undefined while month, day or year are not whole. */
export function checkDate(
  form: DateForm,
  customerId: string,
): Result<ImportantDate, ImpossibleDate | YearNeeded> | undefined {
  if (form.month === '' || form.day === '' || !/^(\d{4})?$/.test(form.year)) return undefined
  const label = form.label.trim()
  const note = form.note.trim()
  return validateImportantDate({
    customerId,
    kind: form.kind,
    calendar: form.calendar,
    month: Number(form.month),
    day: Number(form.day),
    ...(form.year === '' ? {} : { year: Number(form.year) }),
    ...(label === '' ? {} : { label }),
    ...(note === '' ? {} : { note }),
    leap: form.calendar === 'lunar' && form.leap,
    leapPolicy: form.leapPolicy,
    shortMonth: form.shortMonth,
    feb29: form.feb29,
    // An expiry is not congratulated on; the mark says only that the date counts.
    celebrate: recursYearly(form.kind) ? form.celebrate : true,
    leadDays: defaultLeadDays(form.kind),
    origin: form.origin,
  })
}

/** Which questions matter for what was said so far. */
export function openQuestions(form: DateForm) {
  const lunar = form.calendar === 'lunar'
  const month = Number(form.month)
  const isThirtieth = lunar && form.day === '30'
  return {
    leap: lunar && (form.leap || mayBeLeap(month, form.year)),
    leapPolicy: lunar && form.leap,
    // 腊月三十 is 除夕, whatever is said about other months.
    shortMonth: isThirtieth && month !== 12,
    newYearsEve: isThirtieth && month === 12,
    feb29: !lunar && month === 2 && form.day === '29',
    celebrate: recursYearly(form.kind),
    label: form.kind === 'custom',
  }
}

function mayBeLeap(month: number, year: string): boolean {
  if (month === 0) return false
  if (!/^\d{4}$/.test(year)) return isEverLeapMonth(month)
  return isLunarYear(Number(year)) && leapMonthOf(Number(year)) === month
}
