import { buggify } from '#shared/faults/buggify.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { Cursor } from '#shared/protocol/pull-message.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { DeviceNumbers, Vault } from '#vault/vault.ts'
import type { Api } from './api.ts'
import { pullAndRepair } from './pull-and-repair.ts'
import type { Pulled, PullError } from './pull.ts'
import { pushAndHeal, type Pushed, pushUnder } from './push-and-heal.ts'
import type { PushError } from './push.ts'
import type { SyncMemory } from './sync-memory.ts'

export interface RoundParts {
  vault: Vault
  replica: Replica & ReplicaFeed
  api: Api
  now: () => number
  memory: SyncMemory
  signal: AbortSignal
  /** Everything that can be sent is sent; what the server knows at this moment will be pulled. */
  onPull?: () => void
  /** A pull was complete and reached this. */
  onPulled?: (cursor: Cursor) => void
  /** A short pause between the push and the pull of one round; something that is written ends it. */
  letOthersFirst?: () => Promise<void>
  onProgress: (received: number, expected: number) => void
  /** Something was answered: the server is there, and knows who asks. */
  onAnswer?: (() => void) | undefined
}

/** `wrong-server`: not the one that this vault belongs to. */
export type RoundError = PushError | PullError | { type: 'wrong-server' }

type RoundResult = Result<{ retryAfterMs: number | null }, RoundError>

/**
 * One contact with the server: who it is, what was done here, what changed there. A push that is refused does not
 * keep the pull from running; its error is the answer all the same. Rejects when this device cannot store.
 */
export async function runRound(parts: RoundParts): Promise<RoundResult> {
  const { memory } = parts
  const remembered = memory.numbers
  const ending = await contact(parts)
  if (ending.ok) return ending
  memory.numbers = null
  // GC2: the server was put back to a backup since this tab asked who it is.
  const isOtherHistory = ending.error.type === 'other-history'
  if (isOtherHistory) memory.serverEpoch = null
  // Another tab became a device of its own since.
  const mayBeOutdated = remembered !== null && isOtherDevice(ending.error)
  return isOtherHistory || mayBeOutdated ? contact(parts) : ending
}

/** Who writes without a pause still pulls after so many pushes. */
const mostTurns = 20

async function contact(parts: RoundParts): Promise<RoundResult> {
  const known = await knownServer(parts)
  if (!known.ok) return known
  const serverEpoch = known.value
  const hadWork = hasWork(parts)
  const [firstPush, confirmedBefore] = await Promise.all([pushAndHeal(parts), confirmedHere(parts)])
  let pushed = firstPush
  // What was sent is shown here already, and news to the others: their pulls go first, and so does what is written meanwhile.
  for (let sent = hadWork, turn = 0; sent && isThrough(pushed) && turn < mostTurns; turn += 1) {
    await parts.letOthersFirst?.()
    sent = hasWork(parts)
    if (sent) pushed = await pushAndHeal(parts)
  }
  if (!pushed.ok && endsTheRound(pushed.error)) return pushed
  const numbers = pushed.ok ? pushed.value.numbers : await parts.vault.numbering.read()
  await buggify('pushed', parts.vault.deviceId)
  const sentSomething = hadWork || numbers.offering
  const confirmed = sentSomething ? await confirmedHere(parts) : confirmedBefore
  const pulled = await pullAndRepair({ ...parts, serverEpoch, numbers })
  if (!pulled.ok) return pulled
  if (!pushed.ok || pushed.value.retryAfterMs !== null) return pushed
  const isOut = await isOutOfStep(parts, pulled.value, { numbers, confirmed })
  parts.memory.numbers = isOut || numbers.offering ? null : numbers
  return isOut ? catchUp(parts, serverEpoch) : pushed
}

/**
 * PL5: sends what was written here while an open request waits for news, which brings the confirmation too. Null where a whole
 * round has to say what is the matter; nothing was pulled then.
 */
export async function pushInPassing(
  parts: Omit<RoundParts, 'onPull' | 'onPulled' | 'letOthersFirst' | 'onProgress'>,
): Promise<RoundResult | null> {
  const { numbers, serverEpoch } = parts.memory
  if (numbers === null || serverEpoch === null || numbers.offering) return null
  let pushed = await pushUnder(parts, numbers, false)
  for (let turn = 1; pushed.ok && hasWork(parts) && turn < mostTurns; turn += 1) {
    if (pushed.value.retryAfterMs !== null) return pushed
    pushed = await pushUnder(parts, numbers, false)
  }
  return pushed.ok || isNoAnswer(pushed.error) ? pushed : null
}

function isThrough(pushed: Result<Pushed, PushError>): boolean {
  return pushed.ok && pushed.value.retryAfterMs === null && !pushed.value.more
}

function hasWork({ replica }: Pick<RoundParts, 'replica'>): boolean {
  return replica.pending().some(({ state }) => state === 'waiting')
}

/** GC2: what the server lacks is offered again, and what came of it is pulled. */
async function catchUp(
  parts: RoundParts,
  serverEpoch: string,
): Promise<Result<Pushed, RoundError>> {
  const pushed = await pushAndHeal(parts, { again: true })
  if (!pushed.ok) return pushed
  const pulled = await pullAndRepair({ ...parts, serverEpoch, numbers: pushed.value.numbers })
  return pulled.ok ? pushed : pulled
}

/** The highest number here that the server once said to have. */
async function confirmedHere({ vault, replica }: RoundParts): Promise<number> {
  const { confirmedThrough } = await vault.base.standing()
  let highest = confirmedThrough
  for (const { operation, result } of replica.pending()) {
    if (result !== null) highest = Math.max(highest, operation.n)
  }
  return highest
}

/**
 * GC2: the server has fewer operations of this device than it said (a backup was put back), or more than were made here
 * (this profile is a copy, or was put back itself). In the second case the next number is another one's: it counts anew.
 */
async function isOutOfStep(
  { vault }: RoundParts,
  { checkpoint }: Pulled,
  { numbers, confirmed }: { numbers: DeviceNumbers; confirmed: number },
): Promise<boolean> {
  const theirs = checkpoint.lastN + numbers.offset
  const isAhead = theirs > (await vault.outbox.lastN())
  if (isAhead) await vault.numbering.beginEpoch(numbers.epoch, numbers)
  return isAhead || theirs < confirmed
}

/** The server that this vault belongs to, or nothing is sent to it and nothing is taken from it; its history. */
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
  // GC2: another server. Nothing here is touched until a person decides.
  if (serverId !== replica.session.serverId) return fail({ type: 'wrong-server' })
  const numbers = await vault.numbering.read()
  const known = numbers.serverEpoch ?? (await vault.base.cursor())?.serverEpoch ?? serverEpoch
  if (known !== serverEpoch) {
    // GC2: a backup was put back: what this device did since then is offered again, and then all is pulled.
    await vault.numbering.beginEpoch(numbers.epoch, { serverEpoch })
    memory.repairedAt.clear()
  }
  memory.serverEpoch = serverEpoch
  return ok(serverEpoch)
}

function endsTheRound(error: PushError): boolean {
  return isNoAnswer(error) || isOtherDevice(error)
}

/** Whoever asks on gets no answer either. SE5: who is asked to come later asks for nothing else. */
function isNoAnswer({ type }: PushError): boolean {
  return type === 'unreachable' || type === 'signed-out' || type === 'busy'
}

/** The browser's session is that of a colleague who signed in here since: for this vault the same as none. */
export function isOtherDevice(error: RoundError): boolean {
  return error.type === 'problem' && error.problem.type === '/problems/other-device'
}
