import type { RecordOf } from '#shared/domain/record-types.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import { patch, type ChangeRequest } from '#replica/replica.ts'

type Issue = RecordOf<'sync-issue'>
type Resolution = NonNullable<SyncIssue['resolution']>

/** What a press of a button commits, and what takes it back; empty where nothing can. */
export interface Settlement {
  requests: ChangeRequest[]
  undo: ChangeRequest[]
}

/**
 * ME3, ME4: a conflict settled: each field gets the value that was picked or put together, whatever became of it since.
 * One commit with the resolution: never one without the other.
 */
export function settleConflict(
  issue: Issue,
  values: readonly { field: string; from: unknown; to: unknown }[],
): Settlement {
  const swaps = values.filter(({ from, to }) => !sameValue(emptyAsAbsent(from), emptyAsAbsent(to)))
  const type = RecordType.safeParse(issue.data.recordType)
  if (swaps.length === 0 || !type.success) return settle(issue, 'kept-theirs')
  const { requests, undo } = settle(issue, 'took-mine')
  const { recordId } = issue.data
  const back = swaps.map(({ field, from, to }) => ({ field, from: to, to: from }))
  return {
    requests: [change(type.data, recordId, swaps), ...requests],
    undo: [change(type.data, recordId, back), ...undo],
  }
}

/** 知道了: seen, nothing else to do. */
export function dismissIssue(issue: Issue): Settlement {
  return settle(issue, 'dismissed')
}

/** SR2: 采用 or 不采用 of what a former owner typed. The server acts on it at once, so there is no way back. */
export function decideIssue(issue: Issue, resolution: 'taken' | 'dropped'): Settlement {
  return { requests: settle(issue, resolution).requests, undo: [] }
}

/** Whether a settled issue can be opened again: only what the server did not act on. */
export function canReopen({ data }: Issue): boolean {
  const { resolution } = data
  return resolution !== undefined && resolution !== 'taken' && resolution !== 'dropped'
}

/** Puts a settled issue back among those that need the person. */
export function reopenIssue({ id, data }: Issue): Settlement {
  const before = withoutAbsent({ resolution: data.resolution })
  return {
    requests: [patch('sync-issue', id, before, { resolution: undefined })],
    undo: [patch('sync-issue', id, {}, before)],
  }
}

/** CL7: a loss report is read, or put back. */
export function markLossSeen({ id, data }: RecordOf<'loss-report'>, seen: boolean): Settlement {
  const before = data.seen === undefined ? {} : { seen: data.seen }
  return {
    requests: [patch('loss-report', id, before, { seen })],
    undo: [patch('loss-report', id, { seen }, { seen: data.seen })],
  }
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

/** An absent text and an empty one say the same. */
function emptyAsAbsent(value: unknown): unknown {
  return value === '' || value === undefined ? null : value
}
