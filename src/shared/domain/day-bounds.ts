import type { CivilDate } from './civil-date.ts'

/**
 * The first day that a form takes. Nobody alive was born before, no file of a customer goes back further, and the table of the
 * Chinese calendar begins with this year: an earlier one, 0202, is a year that was half typed with the keyboard. Forms are held to it and stored
 * records are not: one that has such a day already is read and changed like any other.
 */
export const earliestDay: CivilDate = '1900-01-01'

/** The first day of what is kept as an instant, which begins with 1970 (`instant.ts`): a talk, a complaint, a row of the audit. */
export const earliestInstantDay: CivilDate = '1970-01-02'

/** What is wrong with the day of a field; a key of the catalogue's `fieldErrors`. */
export type DayFault = 'date-too-early' | 'future-date'

/**
 * Whether the day of a field lies where days of its kind can lie; `''` is for whoever asks for one. `last` is today for what has happened.
 *
 * `dayFault('0202-06-01')` is `'date-too-early'`.
 */
export function dayFault(
  day: string,
  { first = earliestDay, last }: { first?: CivilDate; last?: CivilDate | undefined } = {},
): DayFault | null {
  if (day === '') return null
  if (last !== undefined && day > last) return 'future-date'
  return day < first ? 'date-too-early' : null
}
