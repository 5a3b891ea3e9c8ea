import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { DeviceReport } from '#shared/protocol/device-report.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { DeviceNumbering, DeviceNumbers, Vault } from '#vault/vault.ts'
import type { Api } from './api.ts'
import { pushPending, type PushEnd, type PushError } from './push.ts'
import type { SyncMemory } from './sync-memory.ts'

export interface HealParts {
  vault: Pick<Vault, 'journal' | 'numbering' | 'outbox'>
  replica: Replica & ReplicaFeed
  api: Pick<Api, 'push' | 'newEpoch'>
  /** Instant in ms. */
  now: () => number
  memory: Pick<SyncMemory, 'numbers' | 'outcomesOf'>
  onAnswer?: (() => void) | undefined
  signal: AbortSignal
}

export interface Pushed extends PushEnd {
  /** The numbers under which it went out. */
  numbers: DeviceNumbers
}

/** In one round a device counts anew so often; more would mean that it does not help. */
const mostEpochsPerRound = 2

/**
 * GC2: pushes, and where the server's numbers and those here do not go together, counts anew and offers again everything
 * that is still here. Each step is on the disk before the next, so a round that breaks off is taken up by the next one.
 * `again`: the server may lack operations that it had once.
 */
export async function pushAndHeal(
  parts: HealParts,
  { again = false }: { again?: boolean } = {},
): Promise<Result<Pushed, PushError>> {
  const { numbering } = parts.vault
  // If another tab counted anew since, the server refuses this epoch, and what is on the disk is gone on with.
  let numbers = parts.memory.numbers ?? (await numbering.read())
  let pushed = await pushUnder(parts, numbers, again)
  for (let begun = 0; begun < mostEpochsPerRound && !pushed.ok; begun += 1) {
    const next = await heal(numbering, numbers, pushed.error)
    if (next === null) break
    if (next.deviceId !== numbers.deviceId) return fail({ type: 'signed-out' })
    numbers = next
    parts.memory.numbers = null
    pushed = await pushUnder(parts, numbers, false)
  }
  return pushed.ok ? ok({ ...pushed.value, numbers }) : pushed
}

/** The numbers to go on with; null when counting anew is no remedy. */
async function heal(
  numbering: DeviceNumbering,
  { epoch, serverEpoch, offering }: DeviceNumbers,
  error: PushError,
): Promise<DeviceNumbers | null> {
  const isStale = isProblem(error, 'stale-epoch')
  if (!isStale && error.type !== 'gap' && !isProblem(error, 'operation-changed')) return null
  // A new epoch that is refused too: the profile was copied, and the other copy counted anew. This one becomes a device of
  // its own, whose outbox nobody has fenced, and somebody has to sign in. If another tab was faster, its epoch it is.
  return numbering.beginEpoch(epoch, { serverEpoch, asNewDevice: isStale && offering })
}

/** CL7: the outbox as it is at this moment, in the numbers of the server. */
export async function reportOf(
  { vault, replica }: Pick<HealParts, 'vault' | 'replica'>,
  { offset }: Pick<DeviceNumbers, 'offset'>,
): Promise<DeviceReport> {
  const pending = replica.pending()
  return {
    lastLocalN: (await vault.outbox.lastN()) - offset,
    unsyncedCount: pending.length,
    oldestUnsyncedAt: pending[0]?.operation.at ?? null,
  }
}

/**
 * CL7: the same without a look at the disk, for what is on its way with operations. What another tab has given out a
 * moment ago may be missing; the pull that follows says it.
 */
async function reportInPassing(
  parts: Pick<HealParts, 'vault' | 'replica'>,
  numbers: Pick<DeviceNumbers, 'offset'>,
): Promise<DeviceReport> {
  const pending = parts.replica.pending()
  const [oldest, latest] = [pending[0], pending.at(-1)]
  if (oldest === undefined || latest === undefined) return reportOf(parts, numbers)
  return {
    lastLocalN: latest.operation.n - numbers.offset,
    unsyncedCount: pending.length,
    oldestUnsyncedAt: oldest.operation.at,
  }
}

/** Pushes under these numbers, and counts nothing anew. `again` as above. */
export async function pushUnder(
  parts: HealParts,
  numbers: DeviceNumbers,
  again: boolean,
): Promise<Result<PushEnd, PushError>> {
  const { vault, replica, memory, api, now, signal } = parts
  // What was answered under another epoch, perhaps to another tab, says nothing of this one.
  if (memory.outcomesOf !== null && memory.outcomesOf !== numbers.epoch) replica.forgetOutcomes()
  memory.outcomesOf = numbers.epoch
  let offerFrom: number | null = null
  if (numbers.offering || again) {
    const announced = await announce(parts, numbers)
    if (!announced.ok) return announced
    offerFrom = announced.value + 1
    // What left the device after its 30 days is not here to be offered: the numbers begin behind it.
    if (offerFrom < (await vault.journal.first())) return fail({ type: 'gap', expected: offerFrom })
  }
  const pushed = await pushPending({
    api,
    replica,
    journal: vault.journal,
    numbers,
    offerFrom,
    report: () => reportInPassing(parts, numbers),
    onAnswer: parts.onAnswer,
    now,
    signal,
  })
  // PU3: after a pause that the server asked for, the next round goes on.
  const everythingIsOffered = pushed.ok && pushed.value.retryAfterMs === null
  if (numbers.offering && everythingIsOffered) await vault.numbering.offered(numbers.epoch)
  return pushed
}

/** The number here of the last operation that the server has of this epoch. The same request again answers the same. */
async function announce(
  { vault, api }: HealParts,
  { deviceId, epoch, former, offset }: DeviceNumbers,
): Promise<Result<number, PushError>> {
  const told = await api.newEpoch({ device: deviceId, former: former ?? epoch, next: epoch })
  if (!told.ok) return told
  if (former !== null) await vault.numbering.announced(epoch)
  return ok(told.value.lastN + offset)
}

function isProblem(error: PushError, name: 'stale-epoch' | 'operation-changed'): boolean {
  return error.type === 'problem' && error.problem.type === `/problems/${name}`
}
