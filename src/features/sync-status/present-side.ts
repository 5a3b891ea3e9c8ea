import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { readPath } from '#shared/protocol/field-path.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'
import { sameValue } from '#shared/protocol/same-value.ts'

/** What is known of the record as it is now. */
export interface RecordNow extends Pick<PlacedRecord, 'stamps' | 'createdAt' | 'createdBy'> {
  data: object
}

/** The other version of a field: what stands there now, by whom, and since when (ms). */
export interface PresentSide {
  value: unknown
  by: string | null
  at: number | null
  /** It was changed again after the conflict was found. */
  since: boolean
}

/** The value that a pick would keep is the present one, not the one that the conflict was found with. */
export function presentSide(
  { field, theirs, theirsAt, theirsBy }: SyncIssue['fields'][number],
  record: RecordNow,
): PresentSide {
  const value = readPath({ ...record.data }, field) ?? null
  if (sameValue(value, theirs))
    return { value: theirs, by: theirsBy ?? null, at: theirsAt ?? null, since: false }
  const stamp = record.stamps?.[field]
  return {
    value,
    by: stamp?.by ?? record.createdBy,
    at: stamp?.at ?? record.createdAt,
    since: true,
  }
}
