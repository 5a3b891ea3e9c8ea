import type { RecordOf } from '#shared/domain/record-types.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { useLook, useReplica } from '#replica/use-replica.ts'

/** Notes looks at masked fields of what an issue holds; false: they must not be shown. */
export type IssueLook = (fields: readonly string[]) => Promise<boolean>

/**
 * SE7: of the record that the issue is about, so that the looks at a customer are found in one place; of the issue itself
 * where that record was never made, or is not here.
 */
export function useIssueLook({ id, data }: RecordOf<'sync-issue'>): IssueLook {
  const replica = useReplica()
  const look = useLook()
  return (fields) => {
    const type = RecordType.safeParse(data.recordType)
    const isHere = type.success && replica.get(type.data, data.recordId) !== undefined
    return look(
      fields.map((field) =>
        isHere && field !== 'raw'
          ? { recordType: type.data, recordId: data.recordId, field }
          : { recordType: 'sync-issue', recordId: id, field },
      ),
    )
  }
}
