import { addMonths, type CivilDate } from './civil-date.ts'
import type { Customer } from './customer.ts'
import type { ImportantDate } from './important-date.ts'

/** From this age on, products of high risk ask for special care (domain 3.5, order 7/2025). */
const careFromAge = 65

type Birthday = Pick<ImportantDate, 'kind' | 'year' | 'month' | 'day'>

/**
 * Whether a customer is 65 or older on a day: marked so on the card, or by any birthday with a year. A lunar birthday is
 * read as if its numbers were civil ones: they run three to eight weeks ahead of the day, so care begins too early, never too late.
 */
export function isElderly(
  { specialCare }: Pick<Customer, 'specialCare'>,
  dates: readonly Birthday[],
  on: CivilDate,
): boolean {
  if (specialCare.includes('senior')) return true
  const bornBy = addMonths(on, -careFromAge * 12)
  return dates.some(
    (date) => date.kind === 'birthday' && date.year !== undefined && dayText(date) <= bornBy,
  )
}

/** Compares like a civil date, also where it names no day of any month. */
function dayText({ year = 0, month, day }: Birthday): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
