import type { MergedField } from '#shared/domain/profile.ts'
import { SyncIssue } from '#shared/domain/sync-issue.ts'
import { readPath, writePath } from '#shared/protocol/field-path.ts'
import { FieldChange } from '#shared/protocol/operation.ts'
import * as z from 'zod/mini'
import { changed } from './changed-record.ts'
import { entriesInLogs, isTakenOver } from './merge-traces.ts'
import { customerPlace } from './record-place.ts'
import type { HandedOverWork } from './store/handover-table.ts'
import type { Transaction } from './store/store.ts'

const PatchArgs = z.object({ changes: z.record(z.string(), FieldChange) })
const CreateArgs = z.object({ data: z.record(z.string(), z.unknown()) })

type Stores = Pick<Transaction, 'records' | 'handovers'>

/**
 * SR2, ME8: what a merge took over from the card of one owner is not laid before another: of two cards that were merged offline the
 * one that was to be kept had been handed on. `entries` are of the log that says so; what else its author typed goes on
 * waiting. He learns of it by the merge itself, which is refused or waits.
 */
export async function withdrawTaken(
  stores: Stores,
  entries: readonly MergedField[],
  { author, at }: { author: string; at: number },
): Promise<void> {
  const { records, handovers } = stores
  for (const keptId of new Set(entries.map((entry) => entry.keptId))) {
    const owner = await ownerOf(records, keptId)
    if (owner === undefined || owner === author) continue
    for (const work of await handovers.openWorkOf(owner)) {
      if (work.author === author && work.recordId === keptId)
        await withdraw(stores, work, entries, at)
    }
  }
}

/** The same for what waits already, and goes with the customer to the next owner; whether nothing is left of it. */
export async function withdrawForNext(
  stores: Stores,
  work: HandedOverWork,
  { to, at }: { to: string; at: number },
): Promise<boolean> {
  const { records } = stores
  const { customer, recordId, recordType } = work
  if (recordId !== customer || (recordType !== 'customer' && recordType !== 'profile')) return false
  const said: MergedField[] = []
  for (const type of ['profile', 'sync-issue'] as const) {
    for (const { record } of await records.mentioningSoFar(customer, type)) {
      const logged = type === 'profile' ? record.id : String(record.data['recordId'])
      if (logged === customer || (await ownerOf(records, logged)) === to) continue
      said.push(...entriesInLogs(type === 'profile' ? record : record.data['operation']))
    }
  }
  return withdraw(
    stores,
    work,
    said.filter(({ keptId }) => keptId === customer),
    at,
  )
}

async function withdraw(
  { records, handovers }: Stores,
  work: HandedOverWork,
  entries: readonly MergedField[],
  at: number,
): Promise<boolean> {
  const { issue: id, recordType } = work
  const stored = await records.get('sync-issue', id)
  const issue = SyncIssue.safeParse(stored?.record.data).data
  if (stored === undefined || issue === undefined) return false
  const taken = entries.filter(({ record }) => record === recordType)
  const left = operationWithoutTaken(issue.operation, taken)
  if (left === 'as-it-was') return false
  if (left !== null) {
    const data = { ...stored.record.data, operation: left }
    await records.put({ ...stored.record, data }, stored.scope)
    return false
  }
  records.erase(stored)
  await handovers.decideWork(id, 'dropped')
  await settleForAuthor(records, work, at)
  return true
}

/** By its id: what is withdrawn last may be less than what was pushed, of which the issue of the author is. */
async function settleForAuthor(
  records: Transaction['records'],
  { authorIssue, author }: HandedOverWork,
  at: number,
): Promise<void> {
  const stored = await records.get('sync-issue', authorIssue)
  const { reason, resolution } = stored?.record.data ?? {}
  // What is a problem of its own now is still to be settled.
  if (stored === undefined || reason !== 'handed-over' || resolution !== undefined) return
  const stamp = { at, by: author }
  await records.put(changed(stored.record, 'resolution', 'dismissed', stamp), stored.scope)
}

/** The operation without these values; null when nothing is left of it. */
function operationWithoutTaken(
  operation: Record<string, unknown>,
  entries: readonly MergedField[],
): Record<string, unknown> | null | 'as-it-was' {
  const isTaken = (field: string, value: unknown) => isTakenOver(entries, field, value)
  const patched = operation['kind'] === 'patch' && PatchArgs.safeParse(operation['args']).data
  if (patched) {
    const all = Object.entries(patched.changes)
    const left = all.filter(([field, { to }]) => !isTaken(field, to))
    if (left.length === all.length) return 'as-it-was'
    return left.length === 0 ? null : { ...operation, args: { changes: Object.fromEntries(left) } }
  }
  // Who was to be kept had no profile yet.
  const created = operation['kind'] === 'create' && CreateArgs.safeParse(operation['args']).data
  if (!created) return 'as-it-was'
  const found = entries.filter(({ field }) => isTaken(field, readPath(created.data, field)))
  if (found.length === 0) return 'as-it-was'
  const { customerId, ...data } = found.reduce<Record<string, unknown>>(
    (made, { field }) => writePath(made, field, null),
    created.data,
  )
  const saysNothing = Object.values(data).every((value) => isEmpty(value))
  return saysNothing ? null : { ...operation, args: { data: { ...data, customerId } } }
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined || value === null
  return Object.values(value).every((member) => isEmpty(member))
}

async function ownerOf(
  records: Pick<Transaction['records'], 'get'>,
  customerId: string,
): Promise<string | undefined> {
  return customerPlace((await records.get('customer', customerId))?.record)?.ownerId
}
