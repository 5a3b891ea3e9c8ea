import { addDays, type CivilDate, compareCivilDates } from './civil-date.ts'
import type { Customer } from './customer.ts'
import { nextOccurrences, type Occurrence } from './important-date-occurrences.ts'
import { type ImportantDate, recursYearly } from './important-date.ts'
import { isMourning } from './mourning.ts'
import type { RecordOf } from './record-types.ts'

/** One time that an important date of a customer falls in a span of days. */
export interface ComingDate {
  date: RecordOf<'important-date'>
  customer: RecordOf<'customer'>
  occurrence: Occurrence
}

/**
 * What falls on `from` and the `days` − 1 days after it, by day. Left out are the days that are only kept
 * as a record, dates of customers who are not here, and every occasion to congratulate of someone who
 * died, mourns on that day or must not be contacted at all (invariant 5); an expiry still shows, because work depends on it.
 */
export function comingDates(
  dates: readonly RecordOf<'important-date'>[],
  customerOf: (id: string) => RecordOf<'customer'> | undefined,
  from: CivilDate,
  days: number,
): ComingDate[] {
  const last = addDays(from, days - 1)
  const coming = dates
    .flatMap((date) => {
      const customer = customerOf(date.data.customerId)
      if (customer === undefined || !isToBeShown(date.data, customer.data)) return []
      // Two: a leap month kept in both months falls twice within 35 days.
      return nextOccurrences(date.data, from, 2)
        .filter(({ on }) => on <= last && !isHeldBack(date.data, customer.data, on))
        .map((occurrence) => ({ date, customer, occurrence }))
    })
    .toSorted(
      (left, right) =>
        compareCivilDates(left.occurrence.on, right.occurrence.on) ||
        kindOrder(left.date.data) - kindOrder(right.date.data) ||
        (left.date.id < right.date.id ? -1 : 1),
    )
  return eachOnce(coming, ({ date, occurrence }) => `${occasionOf(date)}|${occurrence.on}`)
}

/** ME8: cards that became one customer may both have the birthday, and it is one; of anything else each counts. */
export function occasionOf({ id, data }: RecordOf<'important-date'>): string {
  const { customerId, kind, calendar, month, day, leap } = data
  return kind === 'birthday' ? [customerId, calendar, month, day, leap].join('|') : id
}

/** The first of those that have one key. */
export function eachOnce<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const known = new Set<string>()
  return items.filter((item) => {
    const key = keyOf(item)
    const isNew = !known.has(key)
    known.add(key)
    return isNew
  })
}

/** Whether an important date of this customer is one to act on. */
export function isToBeShown(
  date: ImportantDate,
  customer: Pick<Customer, 'deceasedOn' | 'doNotContact'>,
): boolean {
  if (!recursYearly(date.kind)) return customer.deceasedOn === undefined
  return date.celebrate && customer.deceasedOn === undefined && customer.doNotContact !== 'all'
}

/** Whether an occasion to congratulate falls into a time of mourning. */
export function isHeldBack(
  { kind }: Pick<ImportantDate, 'kind'>,
  customer: Pick<Customer, 'mourningUntil'>,
  on: CivilDate,
): boolean {
  return recursYearly(kind) && isMourning(customer, on)
}

/** Birthdays first on their day. */
function kindOrder({ kind }: ImportantDate): number {
  return kind === 'birthday' ? 0 : 1
}
