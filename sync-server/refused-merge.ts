import { mayWrite } from '#shared/domain/grants.ts'
import { isMergeableField } from '#shared/domain/merge-differences.ts'
import { openPutBack } from '#shared/domain/merge-put-back.ts'
import { MergedField } from '#shared/domain/profile.ts'
import { SyncIssue } from '#shared/domain/sync-issue.ts'
import { applyOperation } from '#shared/protocol/apply-operation.ts'
import { readPath } from '#shared/protocol/field-path.ts'
import { FieldChange, type Operation, type OperationDraft } from '#shared/protocol/operation.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { entriesOf } from '#shared/protocol/record-draft.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import * as z from 'zod/mini'
import { changed } from './changed-record.ts'
import { isTakenOver, withoutMergeLog, withoutTakenFrom } from './merge-traces.ts'
import type { Decision } from './run-operation.ts'
import type { Actor } from './sessions.ts'
import type { StoredRecord } from './store/record-table.ts'
import type { Transaction } from './store/store.ts'
import { withdrawTaken } from './withdraw-taken.ts'

const PatchArgs = z.object({ changes: z.record(z.string(), FieldChange) })

/**
 * ME8: a merge is several operations, and what it wrote on the one who was to be kept came before what is refused. Nobody could
 * undo it on a screen, because the two are two: so in the same transaction the values go back as in an undo, and neither keeps what
 * the other one said, in the history or the log. It is done with the rights of who merged, and on fields that he wrote.
 */
export async function putBackRefused(
  transaction: Pick<Transaction, 'records' | 'handovers'>,
  session: Actor,
  operation: Operation,
  { refusedInto: keptId }: Decision,
  at: number,
): Promise<void> {
  const { records } = transaction
  const { recordId: id } = operation
  if (keptId === undefined) return
  // What belongs to a merge that stands is undone with that one.
  if (await isOnTheWay(records, id, keptId)) return
  const profile = await records.get('profile', id)
  if (profile === undefined || !mayMerge(session, profile, at)) return
  const entries = [...entriesOf(profile.record.data['mergeLog']).values()].flatMap((value) => {
    const entry = MergedField.safeParse(value).data
    return entry?.keptId === keptId && isMergeableField(entry.record, entry.field) ? [entry] : []
  })
  if (entries.length === 0) return
  const there = {
    customer: await records.get('customer', keptId),
    profile: await records.get('profile', keptId),
  }
  // Nobody writes on somebody else's customer by what the log of his own says.
  const isOthers = (stored: StoredRecord | undefined) =>
    stored !== undefined && !mayMerge(session, stored, at)
  if (isOthers(there.customer) || isOthers(there.profile)) {
    // SR2: it was handed on meanwhile, and waits for who has no right to the other card.
    await withdrawTaken(transaction, entries, { author: operation.author, at })
    await records.put(withoutMergeLog(profile.record, keptId), profile.scope)
    return
  }
  for (const type of ['customer', 'profile'] as const) {
    const stored = there[type]
    if (stored === undefined) continue
    const own = entries.filter((entry) => entry.record === type && isBy(stored, entry, operation))
    const record = changesOf(own, stored.record).reduce((body, changes) => {
      const draft = patchDraft(session, body, changes, at)
      return applyOperation(body, draft, { receivedAt: at, clockOffset: 0 }).record ?? body
    }, stored.record)
    await records.put(withoutTakenFrom(record, entries, operation.author), stored.scope)
  }
  await records.put(withoutMergeLog(profile.record, keptId), profile.scope)
  await forgetTaken(records, entries, { author: operation.author, at })
}

/** What of it could not be written lies with its author; it is about nobody now, and the refused merge itself says so. */
async function forgetTaken(
  records: Transaction['records'],
  entries: readonly MergedField[],
  { author, at }: { author: string; at: number },
): Promise<void> {
  const [first] = entries
  if (first === undefined) return
  for (const { record } of await records.mentioningSoFar(first.keptId, 'sync-issue')) {
    const issue = SyncIssue.safeParse(record.data).data
    const stored = await records.get('sync-issue', record.id)
    if (issue?.recordId !== first.keptId || stored?.scope !== staffScope(author)) continue
    const args = PatchArgs.safeParse(issue.operation['args']).data
    if (args === undefined || issue.typedBy !== undefined) continue
    const ofIssue = entries.filter(({ record }) => record === issue.recordType)
    const isTaken = (field: string, value: unknown) => isTakenOver(ofIssue, field, value)
    const left = Object.entries(args.changes).filter(([field, { to }]) => !isTaken(field, to))
    if (left.length === Object.keys(args.changes).length) continue
    const changes = Object.fromEntries(left)
    const operation = { ...issue.operation, args: { changes } }
    const fields = issue.fields.filter(({ field, mine }) => !isTaken(field, mine))
    const cleaned = { ...stored.record, data: { ...stored.record.data, operation, fields } }
    const isOver =
      (left.length === 0 || (issue.outcome === 'conflict' && fields.length === 0)) &&
      issue.resolution === undefined
    const settled = isOver
      ? changed(cleaned, 'resolution', 'dismissed', { at, by: author })
      : cleaned
    await records.put(settled, stored.scope)
  }
}

/** Each by itself, so that one that cannot be taken leaves no other behind; how the card sounds comes last. */
function changesOf(
  entries: readonly MergedField[],
  { type, id, data }: RecordBody,
): Record<string, FieldChange>[] {
  const back = openPutBack((record, keptId) =>
    record === type && keptId === id ? { data } : undefined,
  )
  const changes = entries.flatMap((entry) => {
    const undone = back.putBack(entry)
    return typeof undone === 'string' ? [] : [{ [undone.field]: undone.change }]
  })
  const keys = back.renamed().map(({ present, fallback }) => ({
    searchKeys: { from: present, to: fallback },
  }))
  return [...changes, ...keys]
}

/** Whether the value that stands is the one that this merge wrote: somebody else can have said the same of this customer. */
function isBy(
  { record }: StoredRecord,
  { field, after }: MergedField,
  { author }: Operation,
): boolean {
  if (Array.isArray(after)) return true
  const by = record.stamps?.[field]?.by ?? record.createdBy
  return by === author || !sameValue(readPath(record.data, field) ?? null, after)
}

async function isOnTheWay(
  records: Transaction['records'],
  id: string,
  keptId: string,
): Promise<boolean> {
  const passed = new Set([id])
  for (const each of passed) {
    const into = (await records.get('customer', each))?.record.data['mergedInto']
    if (into === keptId) return true
    if (typeof into === 'string') passed.add(into)
  }
  return false
}

/** As for `mergedInto` itself: greetings alone are anybody's to change. */
function mayMerge(session: Actor, { record, scope }: StoredRecord, at: number): boolean {
  const draft = patchDraft(session, record, { mergedInto: { from: null, to: null } }, at)
  return mayWrite(session.grants, draft, record, { scope }).ok
}

function patchDraft(
  { account }: Actor,
  { type, id }: RecordBody,
  changes: Record<string, FieldChange>,
  at: number,
): OperationDraft {
  return {
    id,
    recordType: type === 'profile' ? 'profile' : 'customer',
    recordId: id,
    at,
    schemaVersion,
    author: account.id,
    kind: 'patch',
    args: { changes },
  }
}
