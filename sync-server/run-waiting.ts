import * as z from 'zod/mini'
import { idOf, type PushContext, runOperation } from './accept-operation.ts'
import { grantsOfAccount } from './account-grants.ts'
import { parseOperation } from './parse-operation.ts'
import type { Actor } from './sessions.ts'
import { LostRace } from './store/lost-race.ts'
import type { WaitingOperation } from './store/quarantine-table.ts'
import type { Transaction } from './store/store.ts'
import { keepSyncIssue, settleSyncIssue } from './sync-issues.ts'

const Raw = z.looseObject({ n: z.number() })

/**
 * PU4: what this device said in a version that the server did not know is run as soon as it does, before what the device
 * says now. Its number keeps the answer `deferred` that was given; the issue of its author is settled, or says what
 * became of it. Answers the ids of the records that it made.
 */
export async function runDeferred(
  transaction: Transaction,
  context: PushContext,
): Promise<Set<string>> {
  const made = new Set<string>()
  for (const kept of await transaction.quarantine.deferred(context.session.device)) {
    const id = await runKept(transaction, context, kept)
    if (id !== undefined) made.add(id)
  }
  return made
}

/**
 * GC2, I11: after a restored backup, devices offer again what they did, each in its own order: an edit may come before the
 * record that another device made. It is run when that has come, in the name of who made it. What is made by it may
 * be waited for in turn.
 */
export async function runWaitingFor(
  transaction: Transaction,
  context: PushContext,
  created: ReadonlySet<string>,
): Promise<void> {
  let arrived = created
  while (arrived.size > 0) {
    const made = new Set<string>()
    for (const kept of await transaction.quarantine.waitingFor(arrived)) {
      const id = await runKept(transaction, context, kept)
      if (id !== undefined) made.add(id)
    }
    arrived = made
  }
}

/** Runs it under its own savepoint (PU2). Answers the record that it made, if it made one. */
async function runKept(
  transaction: Transaction,
  context: PushContext,
  kept: WaitingOperation,
): Promise<string | undefined> {
  try {
    return await transaction.savepoint(() => runOne(transaction, context, kept))
  } catch (error) {
    if (error instanceof LostRace) throw error
    context.onBug(error)
    return undefined
  }
}

async function runOne(
  transaction: Transaction,
  { receivedAt, onBug }: PushContext,
  kept: WaitingOperation,
): Promise<string | undefined> {
  const raw = Raw.parse(kept.operation)
  const parsed = parseOperation(raw)
  const session = await actorOf(transaction, kept)
  if (!parsed.ok || session === undefined) return undefined
  const { operation } = parsed
  // As it came then; what the clock of its device was ahead is not known any more.
  const then = { session, epoch: kept.epoch, receivedAt: kept.at, clockOffset: 0, onBug }
  const { outcome, reason, fields, audited } = await runOperation(transaction, then, operation, raw)
  const stillWaits = reason === 'record-not-found' && kept.reason === 'record-missing'
  if (stillWaits) return undefined
  const by = { staffId: kept.staffId, device: kept.device, at: receivedAt }
  await settleSyncIssue(transaction, raw, by)
  const result = { n: raw.n, outcome, ...(reason === undefined ? {} : { reason }) }
  await keepSyncIssue(transaction, raw, result, fields, by)
  await transaction.quarantine.release(kept)
  transaction.audit.add({
    ...by,
    refType: idOf(raw['recordType']),
    refId: idOf(raw['recordId']),
    operationId: idOf(raw['id']),
    ...(audited ?? { what: 'late-operation', code: outcome }),
  })
  return operation.kind === 'create' ? operation.recordId : undefined
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
