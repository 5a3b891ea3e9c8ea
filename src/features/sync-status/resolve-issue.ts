import type { RecordOf } from '#shared/domain/record-types.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { readPath } from '#shared/protocol/field-path.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { patch, type ChangeRequest } from '#replica/replica.ts'

export type Picked = 'mine' | 'theirs'
type Issue = RecordOf<'sync-issue'>
type Resolution = NonNullable<SyncIssue['resolution']>

/** What a press of a button commits, and what takes it back. */
export interface Settlement {
  requests: ChangeRequest[]
  undo: ChangeRequest[]
}

/**
 * ME3, ME4: a conflict settled field by field. What was picked of mine replaces the present value, whatever became of
 * it since; the rest stays. One commit with the resolution: never one without the other.
 */
export function settleConflict(
  issue: Issue,
  picks: Readonly<Record<string, Picked>>,
  current: object,
): Settlement {
  const mine = issue.data.fields.filter(({ field }) => picks[field] === 'mine')
  const type = RecordType.safeParse(issue.data.recordType)
  if (mine.length === 0 || !type.success) return settle(issue, 'kept-theirs')
  const swaps = mine.map(({ field, mine: to }) => ({
    field,
    from: readPath({ ...current }, field) ?? null,
    to: to ?? null,
  }))
  const { requests, undo } = settle(issue, 'took-mine')
  const { recordId } = issue.data
  return {
    requests: [change(type.data, recordId, swaps), ...requests],
    undo: [
      change(
        type.data,
        recordId,
        swaps.map(({ field, from, to }) => ({ field, from: to, to: from })),
      ),
      ...undo,
    ],
  }
}

/** 知道了: seen, nothing else to do. */
export function dismissIssue(issue: Issue): Settlement {
  return settle(issue, 'dismissed')
}

function settle({ id, data }: Issue, resolution: Resolution): Settlement {
  const before = { resolution: data.resolution }
  return {
    requests: [patch('sync-issue', id, withoutAbsent(before), { resolution })],
    undo: [patch('sync-issue', id, { resolution }, before)],
  }
}

function withoutAbsent({ resolution }: { resolution: Resolution | undefined }): Partial<SyncIssue> {
  return resolution === undefined ? {} : { resolution }
}

function change(
  recordType: RecordType,
  recordId: string,
  swaps: readonly { field: string; from: unknown; to: unknown }[],
): ChangeRequest {
  const changes = Object.fromEntries(swaps.map(({ field, from, to }) => [field, { from, to }]))
  return { recordType, recordId, kind: 'patch', args: { changes } }
}
