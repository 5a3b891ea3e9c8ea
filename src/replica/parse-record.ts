import { recordTypeDefinitions, type RecordOf } from '#shared/domain/record-types.ts'
import type { PlacedRecord, RecordType } from '#shared/protocol/record.ts'

/**
 * Whether the data of a stored record fits the schema of its type. Nothing is copied: what is shown is the stored
 * object, and keeps its identity as long as that.
 */
export function fitsSchema<Type extends RecordType>(
  type: Type,
  record: PlacedRecord,
): record is PlacedRecord & RecordOf<Type> {
  const parsed = recordTypeDefinitions[type].schema.safeParse(record.data)
  // PL4: a field that this version does not know is no fault; it stays in the data.
  return parsed.success || parsed.error.issues.every((issue) => issue.code === 'unrecognized_keys')
}
