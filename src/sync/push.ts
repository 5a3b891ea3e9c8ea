import { buggify } from '#shared/faults/buggify.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { DeviceReport } from '#shared/protocol/device-report.ts'
import {
  maximumOperationsPerPush,
  maximumPushBytes,
  type PushResponse,
} from '#shared/protocol/push-message.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { DeviceNumbers, Journal } from '#vault/vault.ts'
import type { Api, ApiError } from './api.ts'

/** `gap`: the server expects an operation that this device does not hold; `no-outcome`: it took none of those sent. */
export type PushError = ApiError | { type: 'gap'; expected: number } | { type: 'no-outcome' }

export interface PushParts {
  api: Pick<Api, 'push'>
  replica: Pick<Replica, 'pending'> & ReplicaFeed
  journal: Journal
  /** GC2: device and epoch, and what the server's numbers are less than those here. */
  numbers: Pick<DeviceNumbers, 'deviceId' | 'epoch' | 'offset'>
  /** GC2: offers everything again that is still here from this number on; null: what has no outcome yet. */
  offerFrom: number | null
  /** CL7: how it stands with the outbox at this moment. */
  report: () => Promise<DeviceReport>
  /** The server is there, and knows who asks. */
  onAnswer?: (() => void) | undefined
  /** Instant in ms. */
  now: () => number
  signal: AbortSignal
}

/** An operation on its way: `n` is the number here, `json` says the server's. */
interface Line {
  n: number
  json: string
  bytes: number
}

export interface PushEnd {
  /** So long (ms) the server wants to be left alone. */
  retryAfterMs: number | null
  /** Something waits that the next push is to send, after a pull has confirmed what this one sent. */
  more: boolean
}

/**
 * Requests of one push. Of a hundred thousand operations some thousands at a time are confirmed and leave the outbox, so that
 * the device never has to reseal all of them in one transaction, and a round that is cut off has not been for nothing.
 */
const mostRequests = 10

/** What device, epoch, instant, report and brackets take. */
const envelopeBytes = 512
const encoder = new TextEncoder()

/**
 * Sends what has no outcome yet, in order, ten requests at most, or all of what is offered again, and passes each outcome to the
 * replica (PU1–PU3). Answers how it ended, or why it stopped; what has no explicit outcome by then waits again.
 */
export async function pushPending(parts: PushParts): Promise<Result<PushEnd, PushError>> {
  let most = maximumOperationsPerPush
  let from = parts.offerFrom
  let retryAfterMs: number | null = null
  for (let requests = 0; ; requests += 1) {
    const batch = await nextBatch(parts, from, most)
    const first = batch[0]?.n
    if (first === undefined) return ok({ retryAfterMs, more: false })
    if (from === null && requests >= mostRequests) return ok({ retryAfterMs, more: true })
    const answer = await send(parts, batch)
    if (!answer.ok) {
      if (answer.error.type !== 'too-large' || batch.length === 1) return answer
      // PU2: 413 halves the batch.
      most = Math.ceil(batch.length / 2)
      continue
    }
    const { lastN, results } = answer.value
    retryAfterMs = answer.value.retryAfterMs ?? retryAfterMs
    if (!results.some((result) => result.n >= first)) {
      // PU1: a gap. The server names the last one it has; go on behind that, also with what had been sent before.
      const expected = lastN + 1
      if (expected === first || expected === from) return fail({ type: 'no-outcome' })
      if (expected < (await parts.journal.first())) return fail({ type: 'gap', expected })
      from = expected
      continue
    }
    if (retryAfterMs !== null) return ok({ retryAfterMs, more: true })
    if (from !== null) from = Math.max(from, lastN + 1)
  }
}

/** The answer in the numbers of this device. */
async function send(
  { api, replica, numbers, report, onAnswer, now, signal }: PushParts,
  batch: readonly Line[],
): Promise<Result<PushResponse, ApiError>> {
  const ns = batch.map((line) => line.n)
  replica.markSending(ns)
  const { deviceId: device, epoch, offset } = numbers
  const envelope = { device, epoch, sentAt: now(), report: await report() }
  const head = JSON.stringify(envelope).slice(0, -1)
  const answer = await api.push(
    `${head},"operations":[${batch.map((line) => line.json).join()}]}`,
    signal,
  )
  await buggify('push-answered', device)
  if (!answer.ok) {
    replica.markWaiting(ns)
    return answer
  }
  onAnswer?.()
  const sent = new Set(ns)
  const results = answer.value.results
    .map((result) => ({ ...result, n: result.n + offset }))
    .filter((result) => sent.has(result.n))
  replica.markSent(results)
  // Whatever got no outcome is not sent, however the request ended (PU2).
  replica.markWaiting(ns)
  return ok({ ...answer.value, lastN: answer.value.lastN + offset, results })
}

/** The next operations in a row: without an outcome, or, from a number on, all that are here. */
async function nextBatch(parts: PushParts, from: number | null, most: number): Promise<Line[]> {
  const batch: Line[] = []
  let bytes = envelopeBytes
  for (const line of from === null ? waiting(parts) : await held(parts, from, most)) {
    const last = batch.at(-1)
    if (batch.length === most || (last !== undefined && line.n !== last.n + 1)) break
    const json = line.json()
    const length = encoder.encode(json).length + 1
    if (last !== undefined && bytes + length > maximumPushBytes) break
    bytes += length
    batch.push({ n: line.n, json, bytes: length })
  }
  return batch
}

interface Queued {
  n: number
  json: () => string
}

/** One by one: of all that waits a request takes 500. */
function* waiting({ replica, numbers }: PushParts): Iterable<Queued> {
  for (const { state, operation } of replica.pending()) {
    if (state !== 'sent') yield queued(operation, numbers)
  }
}

/** GC2: read from the disk, where acknowledged operations are too. */
async function held(
  { journal, numbers }: PushParts,
  from: number,
  most: number,
): Promise<Queued[]> {
  const { operations, unreadable } = await journal.from(from, most)
  // VA3: where the server waits for an operation whose row does not open, a bare `n` goes in its place: the server
  // records the loss, and the operations behind it are not held up for ever.
  const marks = unreadable.map((n) => ({
    n,
    json: () => JSON.stringify({ n: n - numbers.offset }),
  }))
  const lines = operations.map((operation) => queued(operation, numbers))
  return [...lines, ...marks].toSorted((one, other) => one.n - other.n)
}

function queued(operation: Operation, { offset }: Pick<DeviceNumbers, 'offset'>): Queued {
  const { n } = operation
  return { n, json: () => JSON.stringify({ ...operation, n: n - offset }) }
}
