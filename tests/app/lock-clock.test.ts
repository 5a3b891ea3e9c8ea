import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterOtherTab,
  afterSight,
  afterTime,
  afterUse,
  lockDue,
  lockPolicy,
  longestLook,
  startClock,
  type LockClock,
  type LockPolicy,
  type Moment,
} from '#app/lock-clock.ts'

const policy = lockPolicy(false)
const at = (wall: number, steady = wall): Moment => ({ wall, steady })

test('[KE6] five minutes without use lock, two on a shared device, one out of sight', () => {
  expect(lockPolicy(false)).toEqual({ idle: 300_000, hidden: 60_000, notice: 20_000 })
  expect(lockPolicy(true)).toEqual({ idle: 120_000, hidden: 60_000, notice: 20_000 })
  const open = startClock(at(0), true)
  expect(lockDue(afterTime(open, at(299_999)), policy)).toMatchObject({ type: 'notice' })
  expect(lockDue(afterTime(open, at(300_000)), policy)).toEqual({ type: 'lock' })
  expect(lockDue(afterTime(open, at(120_000)), lockPolicy(true))).toEqual({ type: 'lock' })
  const hidden = afterSight(open, at(1000), policy, false)
  expect(lockDue(afterTime(hidden, at(60_999)), policy)).toMatchObject({ type: 'open' })
  expect(lockDue(afterTime(hidden, at(61_000)), policy)).toEqual({ type: 'lock' })
})

test('[KE6] the notice comes twenty seconds before and is looked at each second', () => {
  const open = startClock(at(0), true)
  expect(lockDue(afterTime(open, at(279_000)), policy)).toEqual({ type: 'open', again: 1000 })
  expect(lockDue(afterTime(open, at(280_400)), policy)).toEqual({
    type: 'notice',
    left: 19_600,
    again: 600,
  })
  // Out of sight nobody reads a notice.
  const hidden = afterSight(open, at(280_000), policy, false)
  expect(lockDue(hidden, policy)).toMatchObject({ type: 'open' })
})

test('[KE6] the touch that wakes a device which slept too long is no use of the vault', () => {
  const open = startClock(at(0), true)
  // The steady clock stood still while the device slept.
  const woken = afterUse(open, at(3_600_000, 5000), policy)
  expect(lockDue(woken, policy)).toEqual({ type: 'lock' })
  const hidden = afterSight(open, at(0), policy, false)
  expect(lockDue(afterSight(hidden, at(61_000, 10), policy, true), policy)).toEqual({
    type: 'lock',
  })
})

test('[KE6] a clock that is put back keeps nothing open', () => {
  let clock = startClock(at(0), true)
  for (let minute = 1; minute <= 5; minute++) {
    clock = afterTime(clock, at(minute * 60_000 - 3_600_000, minute * 60_000))
  }
  expect(lockDue(clock, policy)).toEqual({ type: 'lock' })
})

test('[KE6][CL4] use in one tab is use in all, and a vault that is seen in one is not hidden', () => {
  const hidden = afterSight(startClock(at(0), true), at(0), policy, false)
  const told = afterOtherTab(hidden, at(400_000), { idle: 3000, visible: true })
  expect(told).toMatchObject({ idle: 3000, hidden: 0 })
  expect(lockDue(told, policy)).toMatchObject({ type: 'open' })
  // A tab that is itself idle for longer makes nobody older.
  expect(afterOtherTab(told, at(400_000), { idle: 200_000, visible: false }).idle).toBe(3000)
})

interface Step {
  /** True ms until it happens. */
  after: number
  what: 'use' | 'hide' | 'show' | 'sleep' | 'touch after sleep' | 'clock back' | 'nothing'
  /** How much the wall clock is put back at that moment, in ms. */
  back: number
}

/** What happens to one tab: time goes by and somebody does something, or looks away, or the clocks go wrong. */
const step: fc.Arbitrary<Step> = fc.record({
  after: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 30_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 900_000 }) },
  ),
  what: fc.constantFrom<Step['what'][]>(
    'use',
    'use',
    'hide',
    'show',
    'sleep',
    'touch after sleep',
    'clock back',
    'nothing',
  ),
  back: fc.integer({ min: 0, max: 7_200_000 }),
})

test('[KE6] in 3,000 random histories a vault is never open later than its policy and one look, and never locks while it is used', () => {
  let locked = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, shared) => {
      const told = history(steps, lockPolicy(shared))
      if (told === 'locked in time') locked += 1
      expect(['locked in time', 'open at its end']).toContain(told)
    }),
    { numRuns: 3000 },
  )
  expect(locked).toBeGreaterThan(500)
})

/** Plays one history, with the true time beside what the clocks of the device say; ends with its first lock. */
function history(steps: readonly Step[], policy: LockPolicy): string {
  let real = 0
  let moment = at(1_000_000_000_000, 0)
  let clock: LockClock = startClock(moment, true)
  let lookAt = nextLook()
  let lastUse = 0
  let hiddenSince: number | null = null

  function nextLook(): number {
    const due = lockDue(clock, policy)
    return real + (due.type === 'lock' ? 0 : due.again)
  }
  function isDue(now: number): boolean {
    const isHidden = hiddenSince !== null && now - hiddenSince >= policy.hidden
    return now - lastUse >= policy.idle || isHidden
  }
  function passTo(then: number, isAsleep: boolean): void {
    const span = then - real
    moment = at(moment.wall + span, moment.steady + (isAsleep ? 0 : span))
    real = then
  }
  /** What is wrong with the decision of this instant, or that it is a lock. */
  function judge(mayBeLate: number): string | null {
    if (lockDue(clock, policy).type === 'lock')
      return isDue(real) ? 'locked in time' : `locked while in use at ${real}`
    return isDue(real - mayBeLate) ? `open too long at ${real}` : null
  }

  for (const { after, what, back } of steps) {
    const then = real + after
    // Nothing runs while a device sleeps; else the planned looks come when they were planned.
    const slept = what === 'sleep' || what === 'touch after sleep'
    const awakeUntil = slept ? real - 1 : then
    for (; lookAt <= awakeUntil; lookAt = nextLook()) {
      passTo(lookAt, false)
      clock = afterTime(clock, moment)
      const verdict = judge(longestLook)
      if (verdict !== null) return verdict
    }
    passTo(then, slept)
    if (what === 'clock back') moment = { ...moment, wall: moment.wall - back }
    clock = played(clock, what, moment, policy)
    const verdict = judge(1)
    if (verdict !== null) return verdict
    if (isTouch(what)) lastUse = real
    if (what === 'hide') hiddenSince ??= real
    if (what === 'show') hiddenSince = null
    lookAt = nextLook()
  }
  return 'open at its end'
}

function played(
  clock: LockClock,
  what: Step['what'],
  moment: Moment,
  policy: LockPolicy,
): LockClock {
  if (isTouch(what)) return afterUse(clock, moment, policy)
  if (what === 'hide') return afterSight(clock, moment, policy, false)
  if (what === 'show') return afterSight(clock, moment, policy, true)
  return afterTime(clock, moment)
}

function isTouch(what: Step['what']): boolean {
  return what === 'use' || what === 'touch after sleep'
}
