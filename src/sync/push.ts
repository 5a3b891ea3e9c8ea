import { fail, ok, type Result } from '#shared/domain/result.ts'
import {
  maximumOperationsPerPush,
  maximumPushBytes,
  type PushResponse,
} from '#shared/protocol/push-message.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { Api, ApiError } from './api.ts'

/** `gap`: the server expects an operation that this device does not hold; `no-outcome`: it took none of those sent. */
export type PushError = ApiError | { type: 'gap'; expected: number } | { type: 'no-outcome' }

export interface PushParts {
  api: Pick<Api, 'push'>
  replica: Pick<Replica, 'pending'> & ReplicaFeed
  device: string
  epoch: string
  /** Instant in ms. */
  now: () => number
  signal: AbortSignal
}

interface Line {
  n: number
  json: string
  bytes: number
}

/** What device, epoch, instant and brackets take. */
const envelopeBytes = 512
const encoder = new TextEncoder()

/**
 * Sends everything that has no outcome yet, in order, and passes each outcome to the replica (PU1–PU3). Answers how
 * long the server wants to be left alone, or why it stopped; what has no explicit outcome by then waits again.
 */
export async function pushPending(
  parts: PushParts,
): Promise<Result<{ retryAfterMs: number | null }, PushError>> {
  let most = maximumOperationsPerPush
  let from = 0
  let retryAfterMs: number | null = null
  for (;;) {
    const batch = nextBatch(parts.replica, from, most)
    if (batch.length === 0) return ok({ retryAfterMs })
    const answer = await send(parts, batch)
    if (!answer.ok) {
      if (answer.error.type !== 'too-large' || batch.length === 1) return answer
      // PU2: 413 halves the batch.
      most = Math.ceil(batch.length / 2)
      continue
    }
    const { lastN, results } = answer.value
    retryAfterMs = answer.value.retryAfterMs ?? retryAfterMs
    const first = batch[0]?.n ?? 0
    const answered = results.some((result) => result.n >= first)
    if (!answered) {
      // PU1: a gap. The server names the last one it has; go on behind that, also with what had been sent before.
      const expected = lastN + 1
      if (expected === first || expected === from) return fail({ type: 'no-outcome' })
      if (!holds(parts.replica, expected)) return fail({ type: 'gap', expected })
      from = expected
      continue
    }
    if (retryAfterMs !== null) return ok({ retryAfterMs })
    if (from > 0) from = Math.max(from, lastN + 1)
  }
}

async function send(
  { api, replica, device, epoch, now, signal }: PushParts,
  batch: readonly Line[],
): Promise<Result<PushResponse, ApiError>> {
  const ns = batch.map((line) => line.n)
  replica.markSending(ns)
  const head = JSON.stringify({ device, epoch, sentAt: now() }).slice(0, -1)
  const answer = await api.push(
    `${head},"operations":[${batch.map((line) => line.json).join()}]}`,
    signal,
  )
  const sent = new Set(ns)
  if (answer.ok) replica.markSent(answer.value.results.filter((result) => sent.has(result.n)))
  // Whatever got no outcome is not sent, however the request ended (PU2).
  replica.markWaiting(ns)
  return answer
}

/** The next operations in a row: without an outcome, or, after a gap, from `from` on whatever their state. */
function nextBatch(replica: PushParts['replica'], from: number, most: number): Line[] {
  const batch: Line[] = []
  let bytes = envelopeBytes
  for (const { n, json } of queued(replica, from)) {
    const last = batch.at(-1)
    if (batch.length === most || (last !== undefined && n !== last.n + 1)) break
    const line = { n, json: json(), bytes: 0 }
    line.bytes = encoder.encode(line.json).length + 1
    if (last !== undefined && bytes + line.bytes > maximumPushBytes) break
    bytes += line.bytes
    batch.push(line)
  }
  return batch
}

function queued(replica: PushParts['replica'], from: number): { n: number; json: () => string }[] {
  const afterGap = from > 0
  const lines = replica
    .pending()
    .filter(({ state, operation }) => (afterGap ? operation.n >= from : state !== 'sent'))
    .map(({ operation }) => ({ n: operation.n, json: () => JSON.stringify(operation) }))
  if (!afterGap) return lines
  // VA3: where the server waits for an operation whose row does not open, a bare `n` goes in its place: the server
  // records the loss, and the operations behind it are not held up for ever.
  const marks = replica.unreadableOperations
    .filter((n) => n >= from)
    .map((n) => ({ n, json: () => JSON.stringify({ n }) }))
  return [...lines, ...marks].toSorted((one, other) => one.n - other.n)
}

function holds(replica: PushParts['replica'], n: number): boolean {
  return (
    replica.pending().some(({ operation }) => operation.n === n) ||
    replica.unreadableOperations.includes(n)
  )
}
