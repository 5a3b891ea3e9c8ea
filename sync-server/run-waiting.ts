import * as z from 'zod/mini'
import { idOf, type PushContext, runOperation } from './accept-operation.ts'
import { grantsOfAccount } from './account-grants.ts'
import { parseOperation } from './parse-operation.ts'
import { customerNamedBy } from './record-place.ts'
import type { Actor } from './sessions.ts'
import { LostRace } from './store/lost-race.ts'
import type { WaitingOperation } from './store/quarantine-table.ts'
import type { Transaction } from './store/store.ts'
import { keepSyncIssue, settleSyncIssue } from './sync-issues.ts'

const Raw = z.looseObject({ n: z.number() })

/**
 * PU4: what this device said in a version that the server did not know is run as soon as it does, before what the device
 * says now. Its number keeps the answer `deferred` that was given; the issue of its author is settled, or says what
 * became of it.
 */
export async function runDeferred(transaction: Transaction, context: PushContext): Promise<void> {
  for (const kept of await transaction.quarantine.deferred(context.session.device)) {
    await runKept(transaction, context, kept)
  }
}

/**
 * GC2, I11: after a restored backup, devices offer again what they did, each in its own order: an edit may come before the
 * record that another device made. It is run when that has come, in the name of who made it.
 */
export async function runWaitingFor(
  transaction: Transaction,
  context: PushContext,
  created: ReadonlySet<string>,
): Promise<void> {
  let arrived = created
  while (arrived.size > 0) {
    const next = new Set<string>()
    for (const kept of await transaction.quarantine.missing()) {
      const subject = subjectOf(kept)
      if (subject === undefined || !arrived.has(subject.waitsFor)) continue
      const session = await actorOf(transaction, kept)
      if (session === undefined) continue
      const arrival = { ...context, session, receivedAt: kept.at, clockOffset: 0 }
      const isDone = await runKept(transaction, arrival, kept)
      if (isDone && subject.creates !== undefined) next.add(subject.creates)
    }
    arrived = next
  }
}

/** Runs it under its own savepoint (PU2); false when it goes on waiting. */
async function runKept(
  transaction: Transaction,
  context: PushContext,
  kept: WaitingOperation,
): Promise<boolean> {
  try {
    return await transaction.savepoint(() => runOne(transaction, context, kept))
  } catch (error) {
    if (error instanceof LostRace) throw error
    context.onBug(error)
    return false
  }
}

async function runOne(
  transaction: Transaction,
  context: PushContext,
  kept: WaitingOperation,
): Promise<boolean> {
  const raw = Raw.parse(kept.operation)
  const parsed = parseOperation(raw)
  if (!parsed.ok) return false
  const { outcome, reason, fields } = await runOperation(
    transaction,
    context,
    parsed.operation,
    raw,
  )
  if (reason === 'record-not-found') return false
  const by = { staffId: kept.staffId, device: kept.device, at: context.receivedAt }
  await settleSyncIssue(transaction, raw, by)
  const result = { n: raw.n, outcome, ...(reason === undefined ? {} : { reason }) }
  await keepSyncIssue(transaction, raw, result, fields, by)
  await transaction.quarantine.release(kept)
  transaction.audit.add({
    ...by,
    what: 'late-operation',
    refType: idOf(raw['recordType']),
    refId: idOf(raw['recordId']),
    operationId: idOf(raw['id']),
    code: outcome,
  })
  return true
}

/** The record that has to be there first, and the one that is made. */
function subjectOf({
  operation,
}: WaitingOperation): { waitsFor: string; creates?: string } | undefined {
  const parsed = parseOperation(Raw.parse(operation))
  if (!parsed.ok) return undefined
  const { recordType: type, recordId: id, ...change } = parsed.operation
  if (change.kind !== 'create') return { waitsFor: id }
  const waitsFor = customerNamedBy({ type, id, data: change.args.data })
  return waitsFor === undefined ? undefined : { waitsFor, creates: id }
}

/** Who made it, with what this person may do now (SC5); undefined when the account has ended. */
async function actorOf(
  { staff }: Transaction,
  { staffId, device }: WaitingOperation,
): Promise<Actor | undefined> {
  const account = await staff.byId(staffId)
  if (account === undefined || !account.active) return undefined
  return { account, device, grants: await grantsOfAccount(account, staff) }
}
