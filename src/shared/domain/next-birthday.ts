import { addDays, type CivilDate } from './civil-date.ts'
import type { Customer } from './customer.ts'
import { isToBeShown } from './coming-dates.ts'
import { nextOccurrences } from './important-date-occurrences.ts'
import type { ImportantDate } from './important-date.ts'
import { isMourning } from './mourning.ts'

/**
 * The next day, `today` included, on which to congratulate a customer: the earliest of his own birthdays, solar or lunar.
 * While somebody mourns it is the first one after that. Undefined when none is known, or nobody is to be congratulated (invariant 5).
 */
export function nextBirthday(
  dates: readonly ImportantDate[],
  customer: Pick<Customer, 'deceasedOn' | 'doNotContact' | 'mourningUntil'>,
  today: CivilDate,
): CivilDate | undefined {
  const { mourningUntil } = customer
  const from = isMourning(customer, today) && mourningUntil ? addDays(mourningUntil, 1) : today
  const days = dates
    .filter((date) => date.kind === 'birthday' && isToBeShown(date, customer))
    .flatMap((date) => nextOccurrences(date, from, 1).map(({ on }) => on))
  return days.toSorted()[0]
}
