import { ok, type Result } from '#shared/domain/result.ts'
import { mostRowsByName, type Cursor } from '#shared/protocol/pull-message.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { DeviceNumbers, Vault } from '#vault/vault.ts'
import type { Api } from './api.ts'
import { splitRows } from './compare-rows.ts'
import { pull, type Pulled, type PullError, type PullParts } from './pull.ts'
import { reportOf } from './push-and-heal.ts'
import type { SyncMemory } from './sync-memory.ts'

export interface RepairParts {
  vault: Vault
  replica: Replica & ReplicaFeed
  api: Pick<Api, 'pull'>
  /** Instant in ms. */
  now: () => number
  memory: SyncMemory
  signal: AbortSignal
  serverEpoch: string
  numbers: DeviceNumbers
  /** What the server knows at this moment will be pulled. */
  onPull?: () => void
  /** A pull was complete and reached this. */
  onPulled?: (cursor: Cursor) => void
  onProgress: (received: number, expected: number) => void
}

/** A scope whose rows differ is compared at most so often (ms): a repair that does not help is not repeated. */
const repairAtMost = 10 * 60_000

/**
 * Pulls, and where count and checksum of a scope show that its rows differ, has them named and asks for those that do
 * (PL4). Nothing is wiped, and what is right is not sent again.
 */
export async function pullAndRepair(parts: RepairParts): Promise<Result<Pulled, PullError>> {
  const { memory, replica, now } = parts
  // GC1: of a scope that was away for longer than the floor the server names the rows unasked.
  const pulled = await pullWithMissing(parts, [])
  if (!pulled.ok) return pulled
  const due = pulled.value.differing.filter(
    // The clock may have been set back since.
    (scope) => Math.abs(now() - (memory.repairedAt.get(scope) ?? -Infinity)) >= repairAtMost,
  )
  if (due.length === 0) return pulled
  const before = new Map(due.map((scope) => [scope, JSON.stringify(replica.checksum(scope))]))
  for (const scope of due) memory.repairedAt.set(scope, now())
  const repaired = await pullWithMissing(parts, due)
  for (const scope of due) {
    // One that broke off may go on with the next round if it made progress. One that is through and did not help waits,
    // however much moves in its scope meanwhile.
    const mayGoOn = repaired.ok
      ? !repaired.value.differing.includes(scope)
      : JSON.stringify(replica.checksum(scope)) !== before.get(scope)
    if (mayGoOn) memory.repairedAt.delete(scope)
  }
  return repaired
}

/** One pull, and as many more as it takes to fetch what it named and is not here. */
async function pullWithMissing(
  parts: RepairParts,
  compare: string[],
): Promise<Result<Pulled, PullError>> {
  let pulled = await pullOnce(parts, { compare })
  if (!pulled.ok) return pulled
  const { repair } = pulled.value
  let { missing } = repair
  while (missing.length > 0) {
    const { first, rest } = splitRows(missing, mostRowsByName)
    pulled = await pullOnce(parts, { fetch: first })
    if (!pulled.ok) return pulled
    missing = rest
  }
  return ok({ ...pulled.value, repair })
}

async function pullOnce(
  parts: RepairParts,
  ask: Pick<PullParts, 'compare' | 'fetch'>,
): Promise<Result<Pulled, PullError>> {
  const { numbers, now, memory, onPull, onPulled } = parts
  const { deviceId: device, epoch } = numbers
  onPull?.()
  const report = async () => ({
    device,
    epoch,
    schemaVersion,
    ...(await reportOf(parts, numbers)),
  })
  const pulled = await pull({ ...parts, ...ask, report, leaving: memory.leaving })
  if (!pulled.ok) return pulled
  onPulled?.(pulled.value.checkpoint.cursor)
  await memory.synced(now())
  return pulled
}
