import type { Grants } from '#shared/domain/grants.ts'
import type { OperationDraft } from '#shared/protocol/operation.ts'
import { readPath } from '#shared/protocol/field-path.ts'
import { isAbsent, sameValue } from '#shared/protocol/same-value.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { permission, type RecordLookup } from '#replica/permission.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import type { HistoryChange } from './history-changes.ts'
import { policyOf, type RecordWithHistory } from './value-chains.ts'

/** A former value, the changes that bring it back, and those that undo it. */
export interface Restoration {
  path: string
  value: unknown
  requests: ChangeRequest[]
  undo: ChangeRequest[]
}

/**
 * What a change of the history offers to bring back: of an edit the value before it, else the value itself. Null where
 * there is nothing to bring back, or the field is not the person's to write.
 */
export function restorationOf(change: HistoryChange): Restoration | null {
  const { record, path } = change
  const value = formerValue(change)
  if (isAbsent(value) || value === '' || record.archivedAt !== undefined) return null
  const { type: recordType, id: recordId } = record
  const present = readPath({ ...record.data }, path) ?? null
  switch (policyOf(recordType, path)) {
    case 'latest':
    case 'ask':
    case 'text':
    case 'keyed-ask': {
      if (sameValue(present, value)) return null
      const swap = (from: unknown, to: unknown): ChangeRequest[] => [
        { recordType, recordId, kind: 'patch', args: { changes: { [path]: { from, to } } } },
      ]
      return { path, value, requests: swap(present, value), undo: swap(value, present) }
    }
    case 'set': {
      if (typeof value !== 'string' || includes(present, value)) return null
      const step = (kind: 'add' | 'remove'): ChangeRequest[] => [
        { recordType, recordId, kind, args: { field: path, items: [value] } },
      ]
      return { path, value, requests: step('add'), undo: step('remove') }
    }
    default:
      return null
  }
}

/** SC5: whether the person may make these changes, by the rules of the server. */
export function mayRestore(
  grants: Grants,
  { requests }: Restoration,
  record: RecordWithHistory,
  find: RecordLookup,
): boolean {
  return requests.every((request) => {
    const draft: OperationDraft = {
      id: record.id,
      at: record.createdAt,
      schemaVersion,
      author: grants.person.staffId,
      ...request,
    }
    return permission(grants, draft, find).ok
  })
}

function formerValue(change: HistoryChange): unknown {
  switch (change.kind) {
    case 'set':
      return change.from
    case 'lost':
    case 'typed':
    case 'removed-item':
    case 'conflict':
      return change.value
    case 'created':
    case 'first':
    case 'list':
    case 'archive':
      return null
  }
}

function includes(list: unknown, item: string): boolean {
  return Array.isArray(list) && list.includes(item)
}
