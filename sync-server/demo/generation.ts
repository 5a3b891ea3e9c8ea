import { type CivilDate, toDayNumber } from '#shared/domain/civil-date.ts'
import { randomInteger, randomItem, type Random } from '#shared/domain/seeded-random.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'

/** A generated record and the scope it belongs to. */
export interface Generated {
  record: RecordBody
  scope: string
}

/** What all generators share. */
export interface Generation {
  random: Random
  today: CivilDate
  branchId: string
  /** Relationship managers, who own customers. */
  managers: readonly StaffAccount[]
  staff: readonly StaffAccount[]
  /** A UUID of version 7 whose time is `at` (ms). */
  newId: (at: number) => string
}

/** A customer as the other generators need one. */
export interface GeneratedCustomer {
  id: string
  ownerId: string
  name: string
  salutation: string
  gender: 'female' | 'male'
  phone: string
  createdAt: number
}

/** The instant (ms) of a wall-clock time in Shanghai; `minutes` after midnight. */
export function instantInShanghai(date: CivilDate, minutes: number): number {
  return (toDayNumber(date) * 24 - 8) * 3_600_000 + minutes * 60_000
}

/** An instant in opening hours, at least one day and at most `days` before today. */
export function workingInstantBefore(
  { random, today }: Pick<Generation, 'random' | 'today'>,
  days: number,
): number {
  const daysAgo = randomInteger(random, 1, Math.max(1, days))
  const minutes = randomInteger(random, 9 * 60, 17 * 60)
  return instantInShanghai(today, minutes) - daysAgo * 86_400_000
}

/** True so often; `share` from 0 to 1. */
export function chance(random: Random, share: number): boolean {
  return random() < share
}

/** Some different items, in the order of the list. */
export function someOf<Item>(random: Random, items: readonly Item[], most: number): Item[] {
  const wanted = randomInteger(random, 1, most)
  const chosen = new Set<Item>()
  while (chosen.size < Math.min(wanted, items.length)) chosen.add(randomItem(random, items))
  return items.filter((item) => chosen.has(item))
}

/** UUIDs of version 7 from a source of chance, so that the same seed gives the same branch. */
export function seededIds(random: Random): (at: number) => string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return (at) => {
    const time = Math.floor(at).toString(16).padStart(12, '0')
    const variant = '89ab'[Math.floor(random() * 4)]
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`
  }
}
