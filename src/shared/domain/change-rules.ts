import * as z from 'zod/mini'
import type { LifeEventKind } from './life-event.ts'

/** What a change in a customer's life suggests (R27). All are civil days. */
export const ChangeRules = z.strictObject({
  /** By kind of change: after how many days it is spoken of; before the day where negative. */
  dueDays: z.record(z.string(), z.number()),
  /** So long before a maturity it is suggested to speak of it. */
  maturityNoticeDays: z.number(),
  /** After so long a change is too old to speak of. */
  watchDays: z.number(),
  /** R17: after so many months what a customer said of his life is asked again. */
  staleMonths: z.optional(z.number()),
})
export type ChangeRules = z.infer<typeof ChangeRules>

/**
 * Used until a synced table says otherwise. A maturity is spoken of 30 and 7 days before (domain rule 2.5); every other number
 * is an assumption of this product, to be corrected by the bank: a child is congratulated on after its first month (满月), and
 * whoever moved or changed jobs has other things to do in the first week.
 */
export const usualChangeRules: ChangeRules = {
  dueDays: {
    job_change: 7,
    child_birth: 30,
    child_school: 7,
    marriage: 3,
    house_move: 7,
    house_purchase: 3,
    retirement: 7,
    maturity: -7,
    money_in: 1,
    money_out: 0,
    other: 7,
  } satisfies Record<LifeEventKind, number>,
  maturityNoticeDays: 30,
  watchDays: 90,
  staleMonths: 12,
}

/** Months after which a field of a profile is old; a table that does not say has the usual number. */
export function staleMonthsOf({ staleMonths }: ChangeRules): number {
  return staleMonths ?? 12
}
