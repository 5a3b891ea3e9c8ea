import { fail, type Result } from '#shared/domain/result.ts'
import type { Cursor } from '#shared/protocol/pull-message.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { Vault } from '#vault/vault.ts'
import type { Api } from './api.ts'
import { pull, type Pulled, type PullError, type PullParts } from './pull.ts'
import { reportOf } from './push-and-heal.ts'
import type { SyncMemory } from './sync-memory.ts'

/** PL5: an open request that waits for what colleagues write, so that nobody has to ask for it once it is there. */
export interface NewsWatch {
  readonly open: boolean
  /** Waits from now on, until `end` or a failure; does nothing where waiting has not helped. */
  begin: () => void
  /** Resolves when nothing of it runs any more; what had arrived is taken in. */
  end: () => Promise<void>
}

export interface NewsParts {
  vault: Vault
  replica: Replica & ReplicaFeed
  api: Pick<Api, 'news'>
  memory: SyncMemory
  /** Instant in ms. */
  now: () => number
  /** News is taken in and reaches this; `inStep`: the rows here are those of the server. */
  onNews: (cursor: Cursor, inStep: boolean) => void
  /** A wait broke off. */
  onOver: () => void
  /** This device cannot store. */
  onError: (error: unknown) => void
}

/** After so many waits in a row that brought nothing, something on the way does not let them through. */
const mostFailures = 3

/** Correctness never depends on it: what a wait misses is announced by a poke, and the next round brings it. */
export function createNewsWatch(parts: NewsParts): NewsWatch {
  let failures = 0
  let waiting: AbortController | null = null
  let running: Promise<void> = Promise.resolve()

  async function keepWaiting(signal: AbortSignal): Promise<void> {
    for (;;) {
      const taken = await takeNews(parts, signal)
      if (signal.aborted) return
      failures = taken.ok ? 0 : failures + 1
      if (!taken.ok) return
      const { checkpoint, differing } = taken.value
      await parts.memory.synced(parts.now())
      parts.onNews(checkpoint.cursor, differing.length === 0)
    }
  }

  async function run(own: AbortController): Promise<void> {
    try {
      await keepWaiting(own.signal)
    } catch (error) {
      failures += 1
      // A vault that was locked meanwhile is no failure: nobody waits any more.
      if (!own.signal.aborted) parts.onError(error)
    }
    if (own.signal.aborted) return
    waiting = null
    parts.onOver()
  }

  return {
    get open() {
      return waiting !== null
    },
    begin() {
      if (waiting !== null || failures >= mostFailures) return
      waiting = new AbortController()
      running = run(waiting)
    },
    async end() {
      waiting?.abort()
      waiting = null
      await running
    },
  }
}

/** One wait. What it cannot say in its request, and what it finds out of step, is the matter of a round. */
async function takeNews(
  { vault, replica, api, memory }: NewsParts,
  signal: AbortSignal,
): Promise<Result<Pulled, PullError>> {
  const { numbers, serverEpoch, leaving } = memory
  if (numbers === null || serverEpoch === null) return fail({ type: 'unreachable' })
  const { deviceId: device, epoch } = numbers
  const ask: PullParts['api']['pull'] = async (request, cut) => {
    const { cursor, receipts, ...rest } = request
    if (cursor === null || receipts !== undefined) return fail({ type: 'unreachable' })
    return api.news({ ...rest, cursor }, cut)
  }
  return pull({
    vault,
    replica,
    api: { pull: ask },
    serverEpoch,
    numbers,
    leaving,
    report: async () => ({
      device,
      epoch,
      schemaVersion,
      ...(await reportOf({ vault, replica }, numbers)),
    }),
    signal,
    onProgress: () => {},
  })
}
