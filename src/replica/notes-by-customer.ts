import type { RecordOf } from '#shared/domain/record-types.ts'
import { keptWithArray } from './kept-with-array.ts'

/** The notes about each customer; made once for an array of notes and kept with it. */
export const notesByCustomer = keptWithArray(
  (
    notes: readonly RecordOf<'interaction'>[],
  ): ReadonlyMap<string, readonly RecordOf<'interaction'>[]> => {
    const all = new Map<string, RecordOf<'interaction'>[]>()
    for (const note of notes) {
      for (const id of note.data.customerIds) {
        const known = all.get(id)
        if (known === undefined) all.set(id, [note])
        else known.push(note)
      }
    }
    return all
  },
)
