import { countsAsTouch } from '#shared/domain/interaction.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { keptWithArray } from './kept-with-array.ts'

/** Instant in ms of the latest of these notes that reached the customer, or null. */
export function latestTouch(interactions: readonly RecordOf<'interaction'>[]): number | null {
  let latest: number | null = null
  for (const { data } of interactions) {
    if (countsAsTouch(data) && (latest === null || data.at > latest)) latest = data.at
  }
  return latest
}

/** Instant in ms of the last touch of each customer; made once for an array and kept with it. */
export const lastContactByCustomer = keptWithArray(
  (interactions: readonly RecordOf<'interaction'>[]): ReadonlyMap<string, number> => {
    const latest = new Map<string, number>()
    for (const { data } of interactions) {
      if (!countsAsTouch(data)) continue
      for (const customerId of data.customerIds) {
        if (data.at > (latest.get(customerId) ?? -Infinity)) latest.set(customerId, data.at)
      }
    }
    return latest
  },
)

/** The complaints of each customer that were neither answered nor withdrawn; kept with the array. */
export const openComplaintsByCustomer = keptWithArray(
  (
    complaints: readonly RecordOf<'complaint'>[],
  ): ReadonlyMap<string, readonly RecordOf<'complaint'>[]> => {
    const open = new Map<string, RecordOf<'complaint'>[]>()
    for (const complaint of complaints) {
      const { customerId, events } = complaint.data
      if (customerId === undefined || Object.values(events).some(ends)) continue
      const known = open.get(customerId)
      if (known === undefined) open.set(customerId, [complaint])
      else known.push(complaint)
    }
    return open
  },
)

function ends(event: { kind: string }): boolean {
  return event.kind === 'closed' || event.kind === 'withdrawn'
}
