import * as z from 'zod/mini'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { formerChecksum } from '#shared/protocol/checksum.ts'
import {
  PullCheckpoint,
  PullIndex,
  PullPage,
  PullStart,
  type Cursor,
  type PullRequest,
  type Receipt,
} from '#shared/protocol/pull-message.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { DeviceNumbers, Vault } from '#vault/vault.ts'
import type { Api, ApiError } from './api.ts'
import type { RowsByName } from './compare-rows.ts'
import type { LeavingRecords } from './left-drafts.ts'
import { linesOf } from './ndjson.ts'
import { createPullStore, type PullStore, type Repair } from './pull-store.ts'

export interface PullParts {
  api: Pick<Api, 'pull'>
  vault: Pick<Vault, 'base' | 'drafts'>
  replica: Pick<Replica, 'pending'> & ReplicaFeed
  /** Of the server that answered `hello`. */
  serverEpoch: string
  /** How the server's numbers read here (GC2). */
  numbers: Pick<DeviceNumbers, 'offset'>
  /** Who asks, in which version, and what the device has to report at this moment (CL7). */
  report: () => Promise<Omit<PullRequest, 'cursor' | 'compare' | 'fetch' | 'receipts'>>
  signal: AbortSignal
  onProgress: (received: number, expected: number) => void
  /** SR2: what pulls that broke off said of records that left. */
  leaving?: LeavingRecords
  /** PL4: scopes of which the server shall name every row. */
  compare?: string[]
  /** PL4: rows that are missing here, or are here in another state. */
  fetch?: RowsByName
}

/** `other-history`: the server was put back to a backup since this device asked who it is (GC2). */
export type PullError = ApiError | { type: 'other-history' }

export interface Pulled {
  checkpoint: PullCheckpoint
  /** Scopes whose rows here are not those of the server (PL3). */
  differing: string[]
  repair: Repair
}

/** The most receipts that one request carries. */
const mostReceipts = 200

const PullLine = z.discriminatedUnion('kind', [PullStart, PullPage, PullIndex, PullCheckpoint])

/** Longest silence (ms) within a pull before it counts as cut; the cursor lets the next one go on where it stopped. */
const longestSilence = 30_000

/**
 * Asks for what changed and takes it in while it arrives. A pull that breaks off keeps what it stored (PL1).
 * Rejects only when this device cannot store.
 */
export async function pull(parts: PullParts): Promise<Result<Pulled, PullError>> {
  const { compare = [], fetch = [] } = parts
  const [{ cursor: stored, standing }, report] = await Promise.all([
    parts.vault.base.beginPull(),
    parts.report(),
  ])
  // GC2: what was pulled from another history of the server says nothing of this one.
  const cursor = stored?.serverEpoch === parts.serverEpoch ? stored : null
  const receipts = standing.receipts.slice(0, mostReceipts)
  const cut = new AbortController()
  const stop = (): void => cut.abort()
  parts.signal.addEventListener('abort', stop)
  let silence = setTimeout(stop, longestSilence)
  const onBytes = (): void => {
    clearTimeout(silence)
    silence = setTimeout(stop, longestSilence)
  }
  try {
    if (parts.signal.aborted) return fail({ type: 'unreachable' })
    const request: PullRequest = {
      ...report,
      cursor,
      ...(compare.length > 0 && { compare }),
      ...(fetch.length > 0 && { fetch }),
      ...(receipts.length > 0 && { receipts }),
    }
    const answer = await parts.api.pull(request, cut.signal)
    if (!answer.ok) return answer
    const lastLocalN = report.lastLocalN + parts.numbers.offset
    const begun = { cursor, receipts, membership: standing.membership, lastLocalN }
    return await take({ ...parts, ...begun }, answer.value, onBytes)
  } finally {
    clearTimeout(silence)
    parts.signal.removeEventListener('abort', stop)
  }
}

/** How it stood here when the pull began. */
interface Begun {
  cursor: Cursor | null
  receipts: Receipt[]
  membership: number | null
  /** The number here of the last operation. */
  lastLocalN: number
}

async function take(
  parts: PullParts & Begun,
  stream: ReadableStream<Uint8Array>,
  onBytes: () => void,
): Promise<Result<Pulled, PullError>> {
  const { replica, serverEpoch, onProgress } = parts
  const store = createPullStore({
    ...parts,
    cursor: parts.cursor ?? { serverEpoch, positions: {} },
    fetched: parts.fetch ?? [],
  })
  const decoder = new TextDecoder()
  const lines = readable(linesOf(stream, onBytes))
  let received = 0
  let expected = 0
  for (;;) {
    const bytes = await lines.next()
    // No checkpoint, no end: whatever was stored has its position, the rest comes with the next pull.
    if (bytes === null) {
      await store.settle()
      return fail({ type: 'unreachable' })
    }
    const line = lineOf(decoder.decode(bytes))
    if (line === null) {
      await store.settle()
      return fail({ type: 'unexpected', status: 200 })
    }
    if (line.kind === 'start') expected = line.records
    if (line.kind === 'page') {
      const rows = await store.addPage({ bytes, page: line })
      if (rows === null) {
        await store.settle()
        return fail({ type: 'unexpected', status: 200 })
      }
      received += rows
    }
    if (line.kind === 'index') store.addIndex(line)
    if (line.kind === 'checkpoint') return end(store, line, { replica, serverEpoch })
    onProgress(received, Math.max(received, expected))
  }
}

async function end(
  store: PullStore,
  checkpoint: PullCheckpoint,
  { replica, serverEpoch }: Pick<PullParts, 'replica' | 'serverEpoch'>,
): Promise<Result<Pulled, PullError>> {
  // SR1: somebody without a single scope is a server that could not tell; nothing is taken away for that.
  if (Object.keys(checkpoint.scopes).length === 0) {
    await store.settle()
    return fail({ type: 'unexpected', status: 200 })
  }
  if (checkpoint.cursor.serverEpoch !== serverEpoch) {
    await store.settle()
    return fail({ type: 'other-history' })
  }
  const repair = await store.finish(checkpoint)
  return ok({ checkpoint, differing: differing(replica, checkpoint), repair })
}

/** The next line, or null when the stream ended or was cut. */
function readable(lines: AsyncGenerator<Uint8Array<ArrayBuffer>>): {
  next(): Promise<Uint8Array<ArrayBuffer> | null>
} {
  return {
    async next() {
      try {
        const { done, value } = await lines.next()
        return done === true ? null : value
      } catch {
        // The connection broke while reading: the same as an answer that never came (PU2, PL1).
        return null
      }
    },
  }
}

/** `null` for a line that this version does not understand. */
function lineOf(text: string): z.infer<typeof PullLine> | null {
  const parsed = PullLine.safeParse(json(text))
  return parsed.success ? parsed.data : null
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function differing(replica: ReplicaFeed, { scopes }: PullCheckpoint): string[] {
  return Object.entries(scopes)
    .filter(([scope, theirs]) => {
      const mine = replica.checksum(scope)
      if (mine.count !== theirs.count) return true
      // A server of before has summed up other hashes; it may not know how to compare rows either.
      return (
        mine.checksum !== theirs.checksum &&
        formerChecksum(replica.places(scope)) !== theirs.checksum
      )
    })
    .map(([scope]) => scope)
}
