import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { lineText, paragraphText } from './text-limits.ts'

export const importantDateKinds = [
  'birthday',
  'wedding',
  'child_birthday',
  'account_anniv',
  'maturity',
  'repayment',
  'id_expiry',
  'risk_expiry',
  'custom',
] as const
export type ImportantDateKind = (typeof importantDateKinds)[number]
/** What a 闰月 date means in other years: the leap month if there is one, never, or both months. */
export const leapPolicies = ['leap_if_exists', 'plain_always', 'both'] as const
/** Where 三十 goes in a month of 29 days: 廿九 or the next month's 初一. */
export const shortMonthPolicies = ['last_day', 'next_first'] as const
export const feb29Policies = ['feb28', 'mar1', 'leap_only'] as const
/** Who said so; 证件 dates from before the 1990s often hold lunar numbers (domain rule 4.1). */
export const importantDateOrigins = ['customer', 'id_card', 'relative', 'guess'] as const

/** 重要日期 important date of a customer. Whether the day exists is for `validateImportantDate`. */
export const ImportantDate = z.strictObject({
  customerId: z.uuid(),
  kind: z.enum(importantDateKinds),
  label: z.optional(lineText),
  calendar: z.enum(['solar', 'lunar']),
  /** Civil or lunar year; absent when only month and day are known. */
  year: z.optional(z.int().check(z.minimum(1, 'year'), z.maximum(9999, 'year'))),
  month: z.int().check(z.minimum(1, 'month'), z.maximum(12, 'month')),
  day: z.int().check(z.minimum(1, 'day'), z.maximum(31, 'day')),
  /** The month is a 闰月; false in the solar calendar. */
  leap: z.boolean(),
  leapPolicy: z.enum(leapPolicies),
  shortMonth: z.enum(shortMonthPolicies),
  feb29: z.enum(feb29Policies),
  /** Of several birthdays (证件, 公历, 农历) at most one is celebrated (invariant 4). */
  celebrate: z.boolean(),
  /** How many days ahead to remind, 0 for the day itself. */
  leadDays: z
    .array(z.int().check(z.minimum(0, 'lead-days'), z.maximum(365, 'lead-days')))
    .check(z.maxLength(10, 'too-many')),
  origin: z.enum(importantDateOrigins),
  note: z.optional(paragraphText),
})
export type ImportantDate = z.infer<typeof ImportantDate>

export const importantDatePolicies: MergePolicies<ImportantDate> = {
  customerId: 'fixed',
  kind: 'latest',
  label: 'latest',
  calendar: 'ask',
  year: 'ask',
  month: 'ask',
  day: 'ask',
  leap: 'ask',
  leapPolicy: 'latest',
  shortMonth: 'latest',
  feb29: 'latest',
  celebrate: 'latest',
  leadDays: 'latest',
  origin: 'latest',
  note: 'text',
}

/** What a form must say; the rest has defaults. */
export type ImportantDateInput = Pick<
  ImportantDate,
  'customerId' | 'kind' | 'calendar' | 'month' | 'day'
> &
  Partial<ImportantDate>

/** Fills in what custom says where the customer said nothing (domain rule 4.1). */
export function withImportantDateDefaults(input: ImportantDateInput): ImportantDate {
  const origin = input.origin ?? 'customer'
  return {
    leap: false,
    leapPolicy: 'leap_if_exists',
    shortMonth: 'last_day',
    feb29: 'feb28',
    // An identity card's birthday is kept, but is not the one to congratulate on until someone says so.
    celebrate: origin !== 'id_card',
    leadDays: defaultLeadDays(input.kind),
    ...input,
    origin,
  }
}

/** Days ahead for the generated reminders of a kind (domain rule 2.5). */
export function defaultLeadDays(kind: ImportantDateKind): number[] {
  if (kind === 'maturity') return [30, 7, 0]
  if (kind === 'risk_expiry') return [30]
  if (kind === 'id_expiry') return [60]
  return [7, 1, 0]
}

/** Whether the date comes back every year; a maturity or an expiry is over when it has passed. */
export function recursYearly(kind: ImportantDateKind): boolean {
  return !['maturity', 'repayment', 'id_expiry', 'risk_expiry'].includes(kind)
}
