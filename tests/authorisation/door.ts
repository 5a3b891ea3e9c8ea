import { PushResponse } from '#shared/protocol/push-message.ts'
import { PullRequest } from '#shared/protocol/pull-message.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import { acceptOperation } from '#server/accept-operation.ts'
import { grantsOfAccount } from '#server/account-grants.ts'
import { parseOperation } from '#server/parse-operation.ts'
import { pullLines } from '#server/pull-lines.ts'
import { decideOperation } from '#server/run-operation.ts'
import { hashToken, type Session } from '#server/sessions.ts'
import type { Reader, Store, Transaction } from '#server/store/store.ts'
import type { PullWishes } from './judge-pull.ts'
import type { Attempt } from './planned-operation.ts'
import { type WorldPerson, worldBegins } from './world.ts'

/** What an operation came to. */
export type Answer = Pick<OperationResult, 'outcome' | 'reason' | 'details'>

/** How the people of a world reach the server. A session that is over is answered by nothing. */
export interface Door {
  /** What each would be answered in this very state; nothing is changed. Without it each is done to be seen. */
  attempt?(attempts: readonly Attempt[]): Promise<(Answer | undefined)[]>
  /** Does it. */
  push(attempt: Attempt): Promise<OperationResult | undefined>
  pull(person: WorldPerson, wishes: PullWishes): Promise<string[] | undefined>
}

/** The instant (ms) of everything that is done in a world. */
export const worldNow = worldBegins + 60 * 60_000

class Undone extends Error {}

/** Straight to what a push and a pull do in a transaction and in a snapshot, without HTTP. */
export function directDoor(store: Store, onBug: (error: unknown) => void): Door {
  async function accept(transaction: Transaction, session: Session, { operation, by }: Attempt) {
    const context = { session, receivedAt: worldNow, clockOffset: 0, epoch: by.epoch, onBug }
    return acceptOperation(transaction, context, operation)
  }
  async function answer(
    transaction: Transaction,
    session: Session,
    attempt: Attempt,
  ): Promise<Answer> {
    const parsed = parseOperation(attempt.operation)
    if (!parsed.ok || attempt.depth === 'undone') {
      return undone(transaction, () => accept(transaction, session, attempt))
    }
    const arrival = { receivedAt: worldNow, clockOffset: 0 }
    const { outcome, reason, details } = await decideOperation(
      transaction,
      session,
      parsed.operation,
      arrival,
    )
    return { outcome, ...(reason && { reason }), ...(details && { details }) }
  }
  return {
    attempt: (attempts) =>
      store.write(worldNow, async (transaction) => {
        const sessions = new Map<string, Promise<Session | undefined>>()
        const answers: (Answer | undefined)[] = []
        for (const attempt of attempts) {
          const { by } = attempt
          const found = sessions.get(by.id) ?? sessionOf(transaction, by)
          sessions.set(by.id, found)
          const session = await found
          answers.push(session && (await answer(transaction, session, attempt)))
        }
        return answers
      }),
    push: (attempt) =>
      store.write(worldNow, async (transaction) => {
        const session = await sessionOf(transaction, attempt.by)
        return session && accept(transaction, session, attempt)
      }),
    async pull(person, wishes) {
      const snapshot = await store.snapshot()
      try {
        const session = await sessionOf(snapshot, person)
        if (session === undefined) return undefined
        const request = PullRequest.parse(pullRequest(person, wishes))
        const lines: string[] = []
        for await (const line of pullLines(snapshot, session, request, worldNow)) lines.push(line)
        return lines
      } finally {
        await snapshot.close()
      }
    },
  }
}

/** What the work comes to, and then nothing of it. */
async function undone<Value>(transaction: Transaction, work: () => Promise<Value>): Promise<Value> {
  let value: { is: Value } | undefined
  try {
    await transaction.savepoint(async () => {
      value = { is: await work() }
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  if (value === undefined) throw new Error('The work was not done.')
  return value.is
}

async function sessionOf(
  { sessions, staff }: Pick<Reader, 'sessions' | 'staff'>,
  { token }: WorldPerson,
): Promise<Session | undefined> {
  const tokenHash = hashToken(token)
  const found = await sessions.find(tokenHash, worldNow)
  const account = found && (await staff.byId(found.staffId))
  if (found === undefined || account === undefined || !account.active) return undefined
  const grants = await grantsOfAccount(account, staff)
  return { account, device: found.device, grants, tokenHash }
}

/** Over real HTTP, with the session as a cookie. */
export function httpDoor(url: string): Door {
  async function post(path: string, { token }: WorldPerson, body: unknown) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-branchbook': '1',
        cookie: `branchbook=${encodeURIComponent(token)}`,
      },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (response.status === 401) return undefined
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return text
  }
  return {
    async push({ by, operation }) {
      const { device, epoch } = by
      const body = { device, epoch, sentAt: worldNow, operations: [{ ...operation, n: by.nextN }] }
      const text = await post('/sync/push', by, body)
      if (text === undefined) return undefined
      by.nextN += 1
      const [result] = PushResponse.parse(JSON.parse(text)).results
      if (result === undefined) throw new Error('An operation has no outcome.')
      return result
    },
    async pull(person, wishes) {
      const text = await post('/sync/pull', person, pullRequest(person, wishes))
      return text?.split('\n').slice(0, -1)
    },
  }
}

function pullRequest({ device, epoch }: WorldPerson, wishes: PullWishes) {
  return { device, epoch, ...wishes, lastLocalN: 0, unsyncedCount: 0, oldestUnsyncedAt: null }
}
