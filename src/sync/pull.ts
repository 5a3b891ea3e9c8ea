import { fail, ok, type Result } from '#shared/domain/result.ts'
import {
  PullCheckpoint,
  PullPage,
  PullStart,
  type Cursor,
  type PullRequest,
} from '#shared/protocol/pull-message.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { Vault } from '#vault/vault.ts'
import type { Api, ApiError } from './api.ts'
import { linesOf } from './ndjson.ts'
import { createPullStore } from './pull-store.ts'

export interface PullParts {
  api: Pick<Api, 'pull'>
  vault: Pick<Vault, 'base'>
  replica: Pick<Replica, 'pending'> & ReplicaFeed
  /** Of the server that answered `hello`. */
  serverEpoch: string
  /** What the device has to report (CL7). */
  report: Omit<PullRequest, 'cursor'>
  signal: AbortSignal
  onProgress: (received: number, expected: number) => void
  /** Scopes asked for again as a whole (PL4): what the server does not name in them is not there any more. */
  rebuild: ReadonlySet<string>
}

export interface Pulled {
  checkpoint: PullCheckpoint
  /** Scopes whose rows here are not those of the server (PL3). */
  differing: string[]
}

/** Longest silence (ms) within a pull before it counts as cut; the cursor lets the next one go on where it stopped. */
const longestSilence = 30_000

/**
 * Asks for what changed and takes it in while it arrives. A pull that breaks off keeps what it stored (PL1).
 * Rejects only when this device cannot store.
 */
export async function pull(parts: PullParts): Promise<Result<Pulled, ApiError>> {
  const cursor = await parts.vault.base.cursor()
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
    const answer = await parts.api.pull({ ...parts.report, cursor }, cut.signal)
    if (!answer.ok) return answer
    return await take(parts, cursor, answer.value, onBytes)
  } finally {
    clearTimeout(silence)
    parts.signal.removeEventListener('abort', stop)
  }
}

async function take(
  { vault, replica, serverEpoch, onProgress, rebuild }: PullParts,
  cursor: Cursor | null,
  stream: ReadableStream<Uint8Array>,
  onBytes: () => void,
): Promise<Result<Pulled, ApiError>> {
  const store = createPullStore({
    vault,
    replica,
    cursor: cursor ?? { serverEpoch, positions: {} },
    rebuild,
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
    if (line.kind === 'checkpoint') {
      // SR1: somebody without a single scope is a server that could not tell; nothing is taken away for that.
      if (Object.keys(line.scopes).length === 0) return fail({ type: 'unexpected', status: 200 })
      await store.finish(line)
      return ok({ checkpoint: line, differing: differing(replica, line) })
    }
    onProgress(received, Math.max(received, expected))
  }
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
function lineOf(text: string): PullStart | PullPage | PullCheckpoint | null {
  const value = json(text)
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null
  const schema = kind === 'page' ? PullPage : kind === 'checkpoint' ? PullCheckpoint : PullStart
  const parsed = schema.safeParse(value)
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
      return mine.count !== theirs.count || mine.checksum !== theirs.checksum
    })
    .map(([scope]) => scope)
}
