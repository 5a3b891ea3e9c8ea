import type { OperationResult } from '#shared/protocol/outcome.ts'
import {
  maximumOperationsPerPush,
  type PushRequest,
  type PushResponse,
} from '#shared/protocol/push-message.ts'
import { acceptOperation, idOf, type PushContext } from './accept-operation.ts'
import { pushLimits } from './answer-problems.ts'
import { isAboutErased } from './erased-records.ts'
import { operationHash } from './operation-hash.ts'
import { type HttpProblem, problem } from './problem.ts'
import { runDeferred, runWaitingFor } from './run-waiting.ts'
import type { Session } from './sessions.ts'
import type { DeviceRow } from './store/device-table.ts'
import { isSameBody } from './store/result-table.ts'
import type { Transaction } from './store/store.ts'

export type PushAnswer = { ok: true; response: PushResponse } | { ok: false; problem: HttpProblem }

/**
 * PU1: runs the operations of one push in the caller's transaction. A refusal is returned and not
 * thrown, because the audit row and the kept operations of a refusal must be stored too.
 */
export async function acceptPush(
  transaction: Transaction,
  session: Session,
  request: PushRequest,
  { receivedAt, onBug }: { receivedAt: number; onBug: (error: unknown) => void },
): Promise<PushAnswer> {
  if (request.operations.length > maximumOperationsPerPush) {
    return { ok: false, problem: problem('too-large', { limits: pushLimits }) }
  }
  const device = await transaction.devices.byId(session.device)
  if (device === undefined || request.device !== device.device) {
    return { ok: false, problem: problem('other-device') }
  }
  if (request.epoch !== device.epoch) return fence(transaction, session, request, receivedAt)
  const changed = await findChanged(transaction, device, request)
  if (changed !== undefined) {
    const { account } = session
    transaction.audit.add({
      at: receivedAt,
      what: 'operation-changed',
      staffId: account.id,
      device: device.device,
      operationId: changed,
    })
    return { ok: false, problem: problem('operation-changed') }
  }
  const context = {
    session,
    receivedAt,
    // ME2: what to add to the device's times; the time of the travel is in it too.
    clockOffset: receivedAt - request.sentAt,
    epoch: request.epoch,
    onBug,
  }
  const made = await runDeferred(transaction, context)
  const { results, created, lastN } = await runInOrder(transaction, context, device, request)
  await runWaitingFor(transaction, context, new Set([...made, ...created]))
  await transaction.devices.setLastN(device.device, lastN, receivedAt)
  // CL7: how far it got is told beside what it sends.
  if (request.report !== undefined) {
    await transaction.devices.setReport(device, request.report, receivedAt)
  }
  return { ok: true, response: { lastN, results, serverTime: receivedAt } }
}

/**
 * `n ≤ lastN` is answered as before. A gap ends the run: the device sees `lastN` and sends again from
 * the number after it.
 */
async function runInOrder(
  transaction: Transaction,
  context: PushContext,
  device: DeviceRow,
  { operations }: PushRequest,
): Promise<{ results: OperationResult[]; created: string[]; lastN: number }> {
  const results: OperationResult[] = []
  const created: string[] = []
  let { lastN } = device
  for (const operation of operations) {
    const { n } = operation
    if (n > lastN + 1) break
    if (n === lastN + 1) {
      const result = await acceptOperation(transaction, context, operation)
      if (operation['kind'] === 'create') created.push(idOf(operation['recordId']))
      results.push(result)
      lastN = n
      continue
    }
    const stored = await transaction.results.byNumber(device.device, device.epoch, n)
    // GC2: an answer that is no longer kept was given; there is nothing left to do.
    results.push(stored?.result ?? { n, outcome: 'noop' })
  }
  return { results, created, lastN }
}

/** The id of an operation under whose number another one was accepted, or is sent beside it. */
async function findChanged(
  { results }: Transaction,
  { device, epoch, lastN }: DeviceRow,
  { operations }: PushRequest,
): Promise<string | undefined> {
  const sent = new Map<number, PushRequest['operations'][number]>()
  for (const operation of operations) {
    const { n } = operation
    const other = sent.get(n) ?? operation
    sent.set(n, operation)
    // Within one request, too: the second of two contents would be answered as the first, and never run.
    if (other !== operation && operationHash(other) !== operationHash(operation)) {
      return idOf(operation['id'])
    }
    if (n > lastN) continue
    const stored = await results.byNumber(device, epoch, n)
    if (stored !== undefined && !isSameBody(stored, operationHash(operation))) {
      return stored.operationId
    }
  }
  return undefined
}

/** PU1: what a device says from an epoch that is over is kept for a person to look at, never run. */
async function fence(
  transaction: Transaction,
  { account, device }: Session,
  { epoch, operations }: PushRequest,
  at: number,
): Promise<PushAnswer> {
  const { quarantine, audit } = transaction
  for (const operation of operations) {
    // SE7: of a person who was erased nothing is kept, for whatever reason.
    if (await isAboutErased(transaction, operation)) continue
    const kept = { device, epoch, n: operation.n, staffId: account.id, operation }
    await quarantine.keep({ ...kept, reason: 'stale-epoch' }, at)
  }
  audit.add({ at, what: 'stale-epoch', staffId: account.id, device })
  return { ok: false, problem: problem('stale-epoch', { kept: operations.length }) }
}
