import { addDays, type CivilDate, civilDateParts, daysInMonth } from '#shared/domain/civil-date.ts'
import {
  type ImportantDateInput,
  withImportantDateDefaults,
} from '#shared/domain/important-date.ts'
import { daysInLunarMonth, leapMonthOf, solarToLunar } from '#shared/domain/lunar-calendar.ts'
import { randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { newRecord } from '#server/set-up-branch.ts'
import {
  chance,
  type Generated,
  type GeneratedCustomer,
  type Generation,
  workingInstantBefore,
} from './generation.ts'

/**
 * The `turn`-th important date of one owner. The first ones fall on today and this week, solar, lunar and
 * without a year; then come the odd ones: a leap month, a 29 February, 腊月三十; the rest is spread.
 */
export function generateDate(
  generation: Generation,
  customer: GeneratedCustomer,
  turn: number,
): Generated {
  const { newId } = generation
  const at = Math.max(customer.createdAt, workingInstantBefore(generation, 400))
  const date = withImportantDateDefaults({ customerId: customer.id, ...dateOf(generation, turn) })
  return {
    record: newRecord('important-date', newId(at), date, { at, staffId: customer.ownerId }),
    scope: portfolioScope(customer.ownerId),
  }
}

type Drawn = Omit<ImportantDateInput, 'customerId'>

function dateOf(generation: Generation, turn: number): Drawn {
  const { today } = generation
  const soon: readonly (() => Drawn)[] = [
    () => solarBirthday(generation, today),
    () => lunarBirthday(generation, addDays(today, 2)),
    () => ({ kind: 'birthday', calendar: 'solar', ...monthAndDay(addDays(today, 1)) }),
    () => maturity(generation, addDays(today, 3)),
    () => lunarBirthday(generation, today),
    () => solarBirthday(generation, addDays(today, 5)),
    () => ({ kind: 'birthday', calendar: 'lunar', year: 1987, month: 6, day: 18, leap: true }),
    () => ({ kind: 'birthday', calendar: 'solar', year: 1992, month: 2, day: 29 }),
    () => ({ kind: 'birthday', calendar: 'lunar', month: 12, day: 30 }),
    () => ({ kind: 'birthday', calendar: 'lunar', year: 1979, month: 6, day: 6, leap: true }),
  ]
  return soon[turn]?.() ?? spreadDate(generation)
}

function spreadDate(generation: Generation): Drawn {
  const { random, today } = generation
  const draw = random()
  if (draw < 0.4) return solarBirthday(generation, addDays(today, randomInteger(random, 0, 364)))
  if (draw < 0.65) return randomLunarBirthday(generation)
  if (draw < 0.78) return maturity(generation, addDays(today, randomInteger(random, 0, 180)))
  const { month, day, year } = civilDateParts(addDays(today, randomInteger(random, 0, 364)))
  if (draw < 0.86)
    return {
      kind: 'child_birthday',
      calendar: 'solar',
      year: year - 7,
      month,
      day: Math.min(day, 28),
    }
  if (draw < 0.94) return { kind: 'wedding', calendar: 'solar', month, day }
  return { kind: 'account_anniv', calendar: 'solar', year: year - 4, month, day: Math.min(day, 28) }
}

function solarBirthday({ random }: Generation, on: CivilDate): Drawn {
  const { month, day } = civilDateParts(on)
  const born = randomInteger(random, 1945, 2004)
  if (chance(random, 0.25)) return { kind: 'birthday', calendar: 'solar', month, day }
  const origin = chance(random, 0.3) ? 'id_card' : 'customer'
  const kept = Math.min(day, daysInMonth(born, month))
  // What the customer said himself is celebrated; here that is also so for a card's date.
  return {
    kind: 'birthday',
    calendar: 'solar',
    year: born,
    month,
    day: kept,
    origin,
    celebrate: true,
  }
}

function lunarBirthday({ random }: Generation, on: CivilDate): Drawn {
  const { month, day } = solarToLunar(on)
  const year = randomInteger(random, 1945, 1998)
  const exists = day <= (daysInLunarMonth(year, month, false) ?? 0)
  if (!exists || chance(random, 0.3)) return { kind: 'birthday', calendar: 'lunar', month, day }
  return { kind: 'birthday', calendar: 'lunar', year, month, day }
}

function randomLunarBirthday({ random }: Generation): Drawn {
  const year = randomInteger(random, 1945, 1998)
  const leapMonth = leapMonthOf(year)
  const leap = leapMonth !== undefined && chance(random, 0.05)
  const month = leap ? leapMonth : randomInteger(random, 1, 12)
  const day = randomInteger(random, 1, daysInLunarMonth(year, month, leap) ?? 29)
  return { kind: 'birthday', calendar: 'lunar', year, month, day, leap }
}

function maturity({ random }: Generation, on: CivilDate): Drawn {
  const label = randomItem(random, ['三年期大额存单', '一年期定期', '储蓄国债', '半年期稳健理财'])
  return { kind: 'maturity', calendar: 'solar', ...civilDateParts(on), label }
}

function monthAndDay(on: CivilDate): { month: number; day: number } {
  const { month, day } = civilDateParts(on)
  return { month, day }
}
