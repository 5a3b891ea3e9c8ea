import { randomUUID } from 'node:crypto'
import { randomInteger } from '#shared/domain/seeded-random.ts'
import { EpochResponse } from '#shared/protocol/epoch-message.ts'
import type { Cursor } from '#shared/protocol/pull-message.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import type { Pulled, TestClient } from '#tests/support/test-client.ts'
import { type Seen, type Typist, typeSomething } from './replay-changes.ts'

/** What went over the wire in one history, in the columns of sql-replay.sql. */
export interface ReplayLog {
  requests: number
  sent: { request: number; device: string; sent_at: number; n: number; operation: object }[]
  answered: {
    request: number
    n: number
    server_time: number
    outcome: string
    reason: string | undefined
  }[]
  /** Ids of the records that somebody tried to make. */
  records: Set<string>
  repeats: number
  epochs: number
}

/** One device of one person: types, sends until everything is answered, repeats itself, counts anew (PU1, PU2, GC2). */
export interface ReplaySender {
  /** A new history: nothing is seen of the one before. */
  begin(log: ReplayLog): void
  type(count: number): void
  /** Sends until everything has an answer. */
  push(): Promise<void>
  /** A new epoch: everything of this history again, under new numbers. */
  countAnew(): Promise<void>
  /** Takes up what others did. */
  look(): Promise<void>
  /** Everything that changed since the history began. */
  changed(): Promise<Pulled['records']>
}

type Numberless = { id: string } & Record<string, unknown>

export function replaySender(
  client: TestClient,
  typist: Omit<Typist, 'seen' | 'origin' | 'role'> & Pick<Typist['origin'], 'ownerId'>,
): ReplaySender {
  const { random, ownerId, unique, policies } = typist
  const { staffId, branchId, role } = client.session
  /** ms; the clock of a device may be years off. */
  const skew = randomInteger(random, -1, 1) * randomInteger(random, 0, 10 * 365) * 86_400_000
  let { epoch } = client
  let log: ReplayLog
  let operations: Numberless[] = []
  /** The number of the first of them. */
  let firstN = 1
  let lastN = 0
  let clock = 0
  let start: Cursor | null = null
  let cursor: Cursor | null = null
  const seen = new Map<string, Seen>()

  /** Sends operations from a place in the list; the answer. */
  async function send(from: number, count: number, sentAt: number): Promise<PushResponse> {
    const request = (log.requests += 1)
    const batch = operations
      .slice(from, from + count)
      .map((operation, index) => ({ n: firstN + from + index, ...operation }))
    const response = await client.pushRaw(batch, { epoch, sentAt })
    if (!response.ok) throw new Error(`push: ${response.status} ${await response.text()}`)
    const answer = PushResponse.parse(await response.json())
    for (const operation of batch) {
      log.sent.push({ request, device: client.device, sent_at: sentAt, n: operation.n, operation })
    }
    for (const { n, outcome, reason } of answer.results) {
      log.answered.push({ request, n, server_time: answer.serverTime, outcome, reason })
    }
    lastN = Math.max(lastN, answer.lastN)
    return answer
  }

  async function pull(from: Cursor | null): Promise<Pulled> {
    return client.pull(from, { epoch })
  }

  return {
    begin(next) {
      log = next
      firstN = lastN + 1
      operations = []
      clock = Date.now() - randomInteger(random, 90, 300) * 60_000
      start = cursor
      seen.clear()
    },
    type(count) {
      for (let made = 0; made < count; made += 1) {
        const origin = { staffId, branchId, ownerId: role === 'rm' ? staffId : ownerId }
        const known = [...seen.values()]
        const typed = typeSomething({ random, unique, policies, origin, role, seen: known })
        const { type: recordType, id: recordId, data, kind, args } = typed
        clock += randomInteger(random, 1, 90_000)
        // ME2: what claims to be of tomorrow is of now.
        const isOfTomorrow = kind === 'complete' && random() < 0.2
        const at = clock + skew + (isOfTomorrow ? 86_400_000 : 0)
        const operation = {
          recordType,
          recordId,
          at,
          schemaVersion: 2,
          author: staffId,
          kind,
          args,
        }
        operations.push({ id: randomUUID(), ...operation })
        if (kind === 'create') log.records.add(`${recordType} ${recordId}`)
        const isKnown = kind === 'create' || seen.has(`${recordType} ${recordId}`)
        if (isKnown) seen.set(`${recordType} ${recordId}`, { type: recordType, id: recordId, data })
      }
    },
    async push() {
      while (lastN < firstN + operations.length - 1) {
        // What was answered is sometimes sent again, as after an answer that was lost.
        const done = lastN - firstN + 1
        const again = random() < 0.3 ? randomInteger(random, 0, Math.min(6, done)) : 0
        const count = randomInteger(random, 1, 15)
        const sentAt = Date.now() + skew
        const times = random() < 0.2 ? 2 : 1
        log.repeats += again + (times - 1) * count
        // A request that overtook the one before it: nothing of it runs.
        if (random() < 0.1) await send(done + 3, count, sentAt)
        const all = Array.from({ length: times }, () => send(done - again, count, sentAt))
        await Promise.all(all)
      }
    },
    async countAnew() {
      const next = randomUUID()
      const response = await client.post('/sync/epoch', {
        device: client.device,
        former: epoch,
        next,
      })
      lastN = EpochResponse.parse(await response.json()).lastN
      epoch = next
      firstN = 1
      log.epochs += 1
    },
    async look() {
      const { records, checkpoint } = await pull(cursor)
      cursor = checkpoint.cursor
      for (const { type, id, data } of records) {
        const key = `${type} ${id}`
        if (log?.records.has(key)) seen.set(key, { type, id, data })
      }
    },
    async changed() {
      const { records, checkpoint } = await pull(start)
      cursor = checkpoint.cursor
      return records
    },
  }
}
