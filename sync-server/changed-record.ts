import { openDraft } from '#shared/protocol/record-draft.ts'
import type { RecordBody, Stamp } from '#shared/protocol/record.ts'
import { schemaVersion } from '#shared/protocol/version.ts'

/** The record with one field as the server sets it; the former value stays in the history (I5). */
export function changed(
  record: RecordBody,
  field: string,
  value: unknown,
  stamp: Stamp,
): RecordBody {
  const draft = openDraft(record)
  draft.set(field, value, stamp)
  return draft.finish(schemaVersion) ?? record
}
