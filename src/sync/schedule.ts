/** Why a round is wanted (CL5). */
export type Trigger =
  | 'start'
  | 'write'
  | 'poke'
  | 'focus'
  | 'visible'
  | 'online'
  | 'signed-in'
  | 'manual'

/** How a round ended. `retryAfterMs`: the server asks for a pause (PU3, SE5); `paused`: a person has to act first. */
export interface RoundEnd {
  ok: boolean
  /** Only sent what was written, while news was waited for: nothing was asked. */
  inPassing?: boolean
  retryAfterMs: number | null
  paused: boolean
}

/** Everything the decision depends on; instants in ms. */
export interface Schedule {
  running: boolean
  paused: boolean
  /** First and latest wish that no round has answered yet. */
  wanted: { first: number; latest: number; whileBusy: boolean; onlyWrites: boolean } | null
  /** Rounds in a row that failed. */
  failures: number
  /** Nothing before this instant. */
  notBefore: number
  /** The server named it, so only a person may come earlier. */
  asked: boolean
  /** The end of the last whole round. */
  finishedAt: number | null
  /** Since when something that was sent in passing waits for its confirmation. */
  unconfirmedSince: number | null
  /** Something other than a write came while the round was under way, which may have begun in another world. */
  woken: boolean
}

/** A write that comes while a round is under way waits so long for others, and never longer than the second (CL5). */
const quiet = 20
const longestCoalescing = 300
/** What was sent in passing is confirmed by the news of it; a whole round asks when that has not come (ms). */
const longestUnconfirmed = 1_000
/** CL5: something is pending and nothing moved. Also how often is asked when no live events arrive. */
const watchdog = 30_000
/** How often is asked while live events arrive: correctness never depends on them (PL5). */
const pollWithLive = 5 * 60_000
const backoff = { first: 1_000, longest: 60_000 } as const
/** Nobody is kept away for longer (ms) by one answer: a proxy may say a day. */
const longestAskedPause = 15 * 60_000
/** SE5: who was refused comes up to this share later than asked, so that not all come at once. */
const spread = 0.25

/** Before the first round. */
export const idleSchedule: Schedule = {
  running: false,
  paused: false,
  wanted: null,
  failures: 0,
  notBefore: 0,
  asked: false,
  finishedAt: null,
  unconfirmedSince: null,
  woken: false,
}

/** Notes a wish. */
export function want(schedule: Schedule, trigger: Trigger, now: number): Schedule {
  const { wanted, running } = schedule
  const next = {
    ...schedule,
    wanted: {
      first: wanted?.first ?? now,
      latest: now,
      // Only writes wait for others: a poke or a person is answered as soon as the round under way has ended.
      whileBusy: trigger === 'write' && (wanted?.whileBusy ?? running),
      onlyWrites: trigger === 'write' && (wanted?.onlyWrites ?? true),
    },
    woken: schedule.woken || (running && trigger !== 'write'),
  }
  if (trigger === 'manual' || trigger === 'signed-in')
    return { ...next, paused: false, notBefore: now, asked: false }
  // A pause that the server asked for stands; one after a failure ends when the world has changed.
  const changed = trigger !== 'write' && schedule.failures > 0 && !schedule.asked
  return changed ? { ...next, notBefore: now } : next
}

/**
 * CL5: a clock that was set back must not make a device wait until it shows the former time again: whatever was planned
 * by it is due now.
 */
export function afterClockChange(schedule: Schedule, now: number): Schedule {
  const { finishedAt, unconfirmedSince, wanted } = schedule
  const latest = Math.max(
    finishedAt ?? -Infinity,
    unconfirmedSince ?? -Infinity,
    wanted?.latest ?? -Infinity,
  )
  if (latest <= now) return schedule
  const passed = (at: number | null): number | null => (at === null ? null : Math.min(at, now))
  return {
    ...schedule,
    notBefore: now,
    finishedAt: passed(finishedAt),
    unconfirmedSince: passed(unconfirmedSince),
    wanted: wanted === null ? null : { ...wanted, first: now, latest: now },
  }
}

/** Whether nothing is wanted but to send, and nothing sent before waits too long for its confirmation. */
export function isForWrites({ wanted, unconfirmedSince }: Schedule, now: number): boolean {
  const isOverdue = unconfirmedSince !== null && now >= unconfirmedSince + longestUnconfirmed
  return wanted?.onlyWrites === true && !isOverdue
}

/** Everything that was sent is confirmed. */
export function confirmed(schedule: Schedule): Schedule {
  return { ...schedule, unconfirmedSince: null }
}

/** A round begins: it answers the wishes so far. */
export function begin(schedule: Schedule): Schedule {
  return { ...schedule, running: true, wanted: null, woken: false }
}

/**
 * The round under way sends nothing more and now asks what is new: wishes so far are answered by it, the poke for this
 * device's own push among them, unless something is `pending` still.
 */
export function covered(schedule: Schedule, { pending }: { pending: boolean }): Schedule {
  return pending ? schedule : { ...schedule, wanted: null }
}

/**
 * A round ended. `random` (0 to 1) spreads devices that failed together. CL5: how often rounds failed before somebody woke the
 * device says nothing of what it finds now, also where the round under way could not profit from it.
 */
export function finish(
  schedule: Schedule,
  end: RoundEnd,
  { now, random }: { now: number; random: number },
): Schedule {
  const failedBefore = schedule.woken ? 0 : schedule.failures
  const failures = end.ok ? 0 : failedBefore + 1
  const pause = Math.max(askedPause(end, random), end.ok ? 0 : backoffAfter(failures, random))
  const retry = { first: now, latest: now, whileBusy: false, onlyWrites: false }
  return {
    running: false,
    paused: end.paused,
    wanted: end.ok ? schedule.wanted : (schedule.wanted ?? retry),
    failures,
    notBefore: now + pause,
    asked: end.retryAfterMs !== null,
    woken: false,
    ...(end.inPassing === true
      ? { finishedAt: schedule.finishedAt, unconfirmedSince: schedule.unconfirmedSince ?? now }
      : { finishedAt: now, unconfirmedSince: null }),
  }
}

/** The instant (ms) of the next round; one that has passed means now, null means not before somebody acts. */
export function nextRound(
  { running, paused, wanted, notBefore, finishedAt, unconfirmedSince }: Schedule,
  { pending, live }: { pending: boolean; live: boolean },
): number | null {
  if (running || paused) return null
  const ask = (finishedAt ?? 0) + (pending || !live ? watchdog : pollWithLive)
  const poll = Math.min(ask, (unconfirmedSince ?? Infinity) + longestUnconfirmed)
  if (wanted === null) return Math.max(poll, notBefore)
  const due = wanted.whileBusy
    ? Math.min(wanted.first + longestCoalescing, wanted.latest + quiet)
    : wanted.first
  return Math.max(Math.min(due, poll), notBefore)
}

/** PU3: after a round that went well the server has spread the devices itself. */
function askedPause({ ok, retryAfterMs }: RoundEnd, random: number): number {
  const asked = Math.min(retryAfterMs ?? 0, longestAskedPause)
  return ok ? asked : asked * (1 + spread * random)
}

/** Doubles up to a minute; half of it is by chance. */
function backoffAfter(failures: number, random: number): number {
  const full = Math.min(backoff.longest, backoff.first * 2 ** (failures - 1))
  return full / 2 + (full / 2) * random
}
