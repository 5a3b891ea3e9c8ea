import { addDays, type CivilDate } from './civil-date.ts'
import type { Customer } from './customer.ts'

/** 百日: so long (days) nobody is congratulated after a death in the family, by custom (domain 4.1); what a form offers. */
export const usualMourningDays = 100

/** The hundredth of these days; the day itself is the first, as one counts by custom. */
export function usualMourningEnd(from: CivilDate): CivilDate {
  return addDays(from, usualMourningDays - 1)
}

/** 居丧 (domain 4.1): whether a customer is not to be congratulated or greeted on a day; the last day counts. */
export function isMourning(
  { mourningUntil }: Pick<Customer, 'mourningUntil'>,
  on: CivilDate,
): boolean {
  return mourningUntil !== undefined && on <= mourningUntil
}
