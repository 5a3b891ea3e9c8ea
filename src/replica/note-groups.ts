import { useMemo } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { keptWithArray } from './kept-with-array.ts'
import { useAll } from './use-replica.ts'

type Note = RecordOf<'interaction'>

const none: readonly Note[] = []

/** The notes of each group; made once for an array of notes and kept with it. */
const notesByGroup = keptWithArray(
  (notes: readonly Note[]): ReadonlyMap<string, readonly Note[]> => {
    const all = new Map<string, Note[]>()
    for (const note of notes) {
      const { groupId } = note.data
      if (groupId === undefined) continue
      const known = all.get(groupId)
      if (known === undefined) all.set(groupId, [note])
      else known.push(note)
    }
    return all
  },
)

/** R4: the notes that were written together with this one, about other customers, as far as they lie here. */
export function siblingsOf(notes: readonly Note[], note: Note | undefined): readonly Note[] {
  const { groupId } = note?.data ?? {}
  if (groupId === undefined) return none
  return (
    notesByGroup(notes)
      .get(groupId)
      ?.filter(({ id }) => id !== note?.id) ?? none
  )
}

/** `siblingsOf` of a note, and again when they change. */
export function useSiblings(note: Note | undefined): readonly Note[] {
  const notes = useAll('interaction')
  return useMemo(() => siblingsOf(notes, note), [notes, note])
}
