import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { Vault } from '#vault/vault.ts'
import type { Api, ApiError } from './api.ts'
import type { SyncMemory } from './sync-memory.ts'
import { pull, type Pulled } from './pull.ts'
import { pushPending, type PushError } from './push.ts'

export interface RoundParts {
  vault: Vault
  replica: Replica & ReplicaFeed
  api: Api
  now: () => number
  memory: SyncMemory
  signal: AbortSignal
  onProgress: (received: number, expected: number) => void
}

/** `wrong-server`: not the one, or not the history, that this vault belongs to. */
export type RoundError = PushError | { type: 'wrong-server' }

/** A scope whose rows differ is asked for as a whole at most so often (ms): a repair that does not help is not repeated. */
const repairAtMost = 10 * 60_000

/**
 * One contact with the server: who it is, what was done here, what changed there. A push that is refused does not
 * keep the pull from running; its error is the answer all the same. Rejects when this device cannot store.
 */
export async function runRound(
  parts: RoundParts,
): Promise<Result<{ retryAfterMs: number | null }, RoundError>> {
  const known = await knownServer(parts)
  if (!known.ok) return known
  const { vault, replica, api, now, signal } = parts
  const pushed = await pushPending({
    api,
    replica,
    device: vault.deviceId,
    epoch: vault.epoch,
    now,
    signal,
  })
  if (!pushed.ok && endsTheRound(pushed.error)) return pushed
  const pulled = await pullAndRepair(parts, known.value)
  return pulled.ok ? pushed : pulled
}

/** The server that this vault belongs to, or nothing is sent to it and nothing is taken from it. */
async function knownServer({
  vault,
  api,
  replica,
  memory,
}: RoundParts): Promise<Result<string, RoundError>> {
  if (memory.serverEpoch !== null) return ok(memory.serverEpoch)
  const hello = await api.hello()
  if (!hello.ok) return hello
  const { serverId, serverEpoch } = hello.value
  const cursor = await vault.base.cursor()
  // GC2: another server, or another history of ours. Nothing here is touched until a person decides.
  const sameHistory = cursor === null || cursor.serverEpoch === serverEpoch
  if (serverId !== replica.session.serverId || !sameHistory) return fail({ type: 'wrong-server' })
  memory.serverEpoch = serverEpoch
  return ok(serverEpoch)
}

function endsTheRound(error: PushError): boolean {
  return error.type === 'unreachable' || error.type === 'signed-out' || isOtherDevice(error)
}

/** The browser's session is that of a colleague who signed in here since: for this vault the same as none. */
export function isOtherDevice(error: RoundError): boolean {
  return error.type === 'problem' && error.problem.type === '/problems/other-device'
}

async function pullAndRepair(
  parts: RoundParts,
  serverEpoch: string,
): Promise<Result<Pulled, ApiError>> {
  const { memory, vault, now } = parts
  const pulled = await pullOnce(parts, serverEpoch, [])
  if (!pulled.ok) return pulled
  const due = pulled.value.differing.filter(
    (scope) => now() - (memory.repairedAt.get(scope) ?? -Infinity) >= repairAtMost,
  )
  if (due.length === 0) return pulled
  // PL4: never wiped; asked for again and compared row by row.
  for (const scope of due) memory.repairedAt.set(scope, now())
  await vault.base.forgetPositions(due)
  return pullOnce(parts, serverEpoch, due)
}

async function pullOnce(
  { vault, replica, api, now, memory, signal, onProgress }: RoundParts,
  serverEpoch: string,
  rebuild: string[],
): Promise<Result<Pulled, ApiError>> {
  const pending = replica.pending()
  const lastLocalN = Math.max(memory.lastN, ...pending.map(({ operation }) => operation.n))
  const pulled = await pull({
    api,
    vault,
    replica,
    serverEpoch,
    report: {
      device: vault.deviceId,
      epoch: vault.epoch,
      lastLocalN,
      unsyncedCount: pending.length,
      oldestUnsyncedAt: pending[0]?.operation.at ?? null,
    },
    signal,
    onProgress,
    rebuild: new Set(rebuild),
  })
  if (pulled.ok) await memory.synced(now(), Math.max(lastLocalN, pulled.value.checkpoint.lastN))
  return pulled
}
