import { useMemo } from 'react'
import type { CustomerFilter, CustomerSort } from '#shared/domain/customer-filter.ts'
import { create, patch } from '#replica/replica.ts'
import { useAll, useCommit, useNewId, useReplica, useSession } from '#replica/use-replica.ts'

/** More would be a list to search in by itself. */
export const mostSavedFilters = 30

/** 已存筛选 a filter by a name, R25. */
export interface SavedFilter {
  id: string
  name: string
  filter: CustomerFilter
  /** Absent: in the usual order. */
  sort: CustomerSort | undefined
}

/** What is to be saved under which name; a name that is there already is given the present conditions. */
export type FilterToSave = Omit<SavedFilter, 'id'>

/** The saved filters of this person, on every device of his, the oldest first. */
export function useSavedFilters(): readonly SavedFilter[] {
  const all = useAll('preference')
  return useMemo(
    () =>
      all
        .filter(({ data }) => data.kind === 'saved-filter')
        .toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))
        .map(({ id, data: { name = '', filter = {}, sort } }) => ({ id, name, filter, sort })),
    [all],
  )
}

/** How saved filters change; each answers whether it is stored. */
export function useSavedFilterActions(): {
  save: (wanted: FilterToSave, known: SavedFilter | undefined) => Promise<boolean>
  remove: (id: string) => Promise<boolean>
  restore: (id: string) => Promise<boolean>
} {
  const commit = useCommit()
  const replica = useReplica()
  const newId = useNewId()
  const { staffId } = useSession()
  const move = async (recordId: string, kind: 'archive' | 'restore') =>
    (await commit([{ recordType: 'preference', recordId, kind, args: {} }])).ok
  return {
    async save(wanted, known) {
      const record = known && replica.get('preference', known.id)
      const request =
        record === undefined
          ? create('preference', newId(), { staffId, kind: 'saved-filter', ...defined(wanted) })
          : patch('preference', record.id, record.data, wanted)
      return (await commit([request])).ok
    },
    remove: (id) => move(id, 'archive'),
    restore: (id) => move(id, 'restore'),
  }
}

function defined({ sort, ...wanted }: FilterToSave) {
  return sort === undefined ? wanted : { ...wanted, sort }
}
