/** One instant as two clocks tell it, in ms. `steady` never jumps and may stand still while the device sleeps; `wall` the reverse. */
export interface Moment {
  wall: number
  steady: number
}

/** KE6: how long a vault stays open without anybody, in ms. */
export interface LockPolicy {
  /** Without a touch, a key or a wheel. */
  idle: number
  /** Out of sight. */
  hidden: number
  /** So long before an idle lock the person is told. */
  notice: number
}

/** KE6: the numbers of the rule; a device that several people use locks sooner. */
export function lockPolicy(sharedDevice: boolean): LockPolicy {
  return { idle: (sharedDevice ? 2 : 5) * 60_000, hidden: 60_000, notice: 20_000 }
}

/** What is known of the use of one open vault, as of `at`. */
export interface LockClock {
  at: Moment
  /** Since the last use, in ms. */
  idle: number
  /** Out of sight without a break, in ms. */
  hidden: number
  visible: boolean
}

/** `again`: look once more after so many ms. `left`: ms until the lock. */
export type LockDue =
  | { type: 'open'; again: number }
  | { type: 'notice'; left: number; again: number }
  | { type: 'lock' }

/** Looking this often (ms) keeps a clock that was put back, or a sleep, from hiding more than one such span. */
export const longestLook = 10_000

/** Somebody has just unlocked. */
export function startClock(now: Moment, visible: boolean): LockClock {
  return { at: now, idle: 0, hidden: 0, visible }
}

/** What is due. */
export function lockDue({ idle, hidden, visible }: LockClock, policy: LockPolicy): LockDue {
  if (idle >= policy.idle || hidden >= policy.hidden) return { type: 'lock' }
  const left = policy.idle - idle
  if (!visible) return { type: 'open', again: Math.min(longestLook, left, policy.hidden - hidden) }
  if (left > policy.notice) {
    return { type: 'open', again: Math.min(longestLook, left - policy.notice) }
  }
  // At every full second of what is left.
  return { type: 'notice', left, again: left % 1000 || 1000 }
}

/**
 * Time went by. Of two clocks the one that saw more is believed: a device that slept stops one, a clock that is put
 * back stops the other; a clock put forward locks early, which harms nobody.
 */
export function afterTime(clock: LockClock, now: Moment): LockClock {
  const span = Math.max(0, now.wall - clock.at.wall, now.steady - clock.at.steady)
  return {
    ...clock,
    at: now,
    idle: clock.idle + span,
    hidden: clock.visible ? clock.hidden : clock.hidden + span,
  }
}

/** A person did something. What is due already stays due: the touch that wakes a device is no use of the vault. */
export function afterUse(clock: LockClock, now: Moment, policy: LockPolicy): LockClock {
  const passed = afterTime(clock, now)
  return isDue(passed, policy) ? passed : { ...passed, idle: 0 }
}

/** The page went out of sight or came back. What is due already stays due. */
export function afterSight(
  clock: LockClock,
  now: Moment,
  policy: LockPolicy,
  visible: boolean,
): LockClock {
  const passed = { ...afterTime(clock, now), visible }
  return isDue(passed, policy) ? passed : { ...passed, hidden: visible ? 0 : passed.hidden }
}

/** CL4: use in one tab is use in all, and a vault that can be seen in one is not hidden. `idle` in ms. */
export function afterOtherTab(
  clock: LockClock,
  now: Moment,
  other: { idle: number; visible: boolean },
): LockClock {
  const passed = afterTime(clock, now)
  return {
    ...passed,
    idle: Math.min(passed.idle, Math.max(0, other.idle)),
    hidden: other.visible ? 0 : passed.hidden,
  }
}

function isDue(clock: LockClock, policy: LockPolicy): boolean {
  return lockDue(clock, policy).type === 'lock'
}
