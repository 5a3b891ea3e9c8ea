import { RecordType } from '#shared/protocol/record.ts'
import { useLook } from '#replica/use-replica.ts'
import type { HistoryChange } from './history-changes.ts'

/** SE7: notes that a value of a history is looked at; a former value is one of its field. */
export function useHistoryLook({
  record,
  path,
}: Pick<HistoryChange, 'record' | 'path'>): () => Promise<boolean> {
  const look = useLook()
  return async () => {
    const type = RecordType.safeParse(record.type)
    if (!type.success) return false
    return look([{ recordType: type.data, recordId: record.id, field: path }])
  }
}
