import { describe, expect, it } from 'vitest'
import {
  type RoundEnd,
  afterClockChange,
  begin,
  confirmed,
  covered,
  finish,
  idleSchedule,
  isForWrites,
  nextRound,
  want,
  type Schedule,
  type Trigger,
} from '#sync/schedule.ts'

const start = 1_000_000
const quietFacts = { pending: false, live: true }
const succeeded: RoundEnd = { ok: true, retryAfterMs: null, paused: false }
const failed: RoundEnd = { ok: false, retryAfterMs: null, paused: false }

function afterRound(end = succeeded, now = start, random = 0.5): Schedule {
  return finish(begin(idleSchedule), end, { now, random })
}

describe('when the next round runs', () => {
  it('[CL5] a write runs at once when nothing is under way', () => {
    const schedule = want(afterRound(), 'write', start + 10)
    expect(nextRound(schedule, { pending: true, live: true })).toBe(start + 10)
  })

  it('[CL5] writes while busy are sent together, at most 300 ms after the first', () => {
    let schedule = begin(afterRound())
    for (let at = start; at <= start + 290; at += 10) schedule = want(schedule, 'write', at)
    expect(nextRound(schedule, { pending: true, live: true })).toBeNull()
    schedule = finish(schedule, succeeded, { now: start + 295, random: 0 })
    expect(nextRound(schedule, { pending: true, live: true })).toBe(start + 300)
  })

  it('[SE5] a pause that a refusal asked for stands, whatever wakes the device, and is never cut short', () => {
    const refused = { ok: false, retryAfterMs: 40_000, paused: false }
    const ends = [0, 1].map((random) =>
      finish(begin(idleSchedule), refused, { now: start, random }),
    )
    const [earliest, latest] = ends.map((schedule) => nextRound(schedule, quietFacts))
    expect(earliest).toBe(start + 40_000)
    // Devices that were refused together do not come again together.
    expect(latest).toBe(start + 50_000)
    for (const why of ['write', 'poke', 'focus', 'visible', 'online'] satisfies Trigger[]) {
      const woken = want(afterRound(refused, start, 0), why, start + 10)
      expect(nextRound(woken, { pending: true, live: false })).toBe(start + 40_000)
    }
    // A person may try.
    const asked = want(afterRound(refused, start, 0), 'manual', start + 10)
    expect(nextRound(asked, { pending: true, live: true })).toBe(start + 10)
  })

  it('[SE5] a refusal in a row waits at least as long as any other failure, and nobody is sent away for a day', () => {
    let schedule = idleSchedule
    for (let round = 0; round < 9; round += 1) {
      const end = { ok: false, retryAfterMs: 0, paused: false }
      schedule = finish(begin(schedule), end, { now: start, random: 1 })
    }
    expect(nextRound(schedule, quietFacts)).toBe(start + 60_000)
    const day = { ok: false, retryAfterMs: 86_400_000, paused: false }
    expect(nextRound(afterRound(day, start, 0), quietFacts)).toBe(start + 15 * 60_000)
  })

  it('[CL5] one write while busy waits no longer than it takes to see that no other follows', () => {
    let schedule = want(begin(afterRound()), 'write', start)
    schedule = finish(schedule, succeeded, { now: start + 10, random: 0 })
    expect(nextRound(schedule, { pending: true, live: true })).toBe(start + 20)
  })

  it('[CL5] a poke while busy is answered as soon as the round ends, also beside a write', () => {
    let schedule = want(begin(afterRound()), 'poke', start)
    schedule = finish(schedule, succeeded, { now: start + 10, random: 0 })
    expect(nextRound(schedule, quietFacts)).toBeLessThanOrEqual(start + 10)
    const both = want(want(begin(afterRound()), 'write', start), 'poke', start + 1)
    const ended = finish(both, succeeded, { now: start + 5, random: 0 })
    expect(nextRound(ended, { pending: true, live: true })).toBeLessThanOrEqual(start + 5)
  })

  it('[CL5] what was wished before the pull of a round began is answered by it, unless something still waits', () => {
    const busy = want(begin(afterRound()), 'focus', start)
    const answered = finish(covered(busy, { pending: false }), succeeded, { now: start, random: 0 })
    expect(nextRound(answered, quietFacts)).toBe(start + 300_000)
    const waiting = finish(covered(busy, { pending: true }), succeeded, { now: start, random: 0 })
    expect(nextRound(waiting, quietFacts)).toBe(start)
  })

  it('[CL5] the watchdog runs when something is pending and nothing moved for 30 s', () => {
    expect(nextRound(afterRound(), { pending: true, live: true })).toBe(start + 30_000)
  })

  it('[PL5] without live events it asks every 30 s, with them every five minutes', () => {
    expect(nextRound(afterRound(), { pending: false, live: false })).toBe(start + 30_000)
    expect(nextRound(afterRound(), quietFacts)).toBe(start + 300_000)
  })

  it('[CL5] failures wait longer each time, up to a minute, spread by chance', () => {
    let schedule = idleSchedule
    const waits: number[] = []
    for (let failure = 1; failure <= 9; failure += 1) {
      schedule = finish(begin(schedule), failed, { now: start, random: 1 })
      waits.push((nextRound(schedule, quietFacts) ?? 0) - start)
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
    const lucky = finish(begin(idleSchedule), failed, { now: start, random: 0 })
    expect(nextRound(lucky, quietFacts)).toBe(start + 500)
  })

  it.each<Trigger>(['online', 'focus', 'visible', 'poke', 'manual', 'signed-in'])(
    '[CL5] %s ends the waiting after a failure',
    (trigger) => {
      const schedule = want(afterRound(failed), trigger, start + 5)
      expect(nextRound(schedule, quietFacts)).toBe(start + 5)
    },
  )

  it.each<Trigger>(['online', 'focus', 'visible', 'poke'])(
    '[CL5] %s during a round that fails all the same is not lost in the long wait of earlier failures',
    (trigger) => {
      let schedule = idleSchedule
      for (let failure = 1; failure <= 7; failure += 1)
        schedule = finish(begin(schedule), failed, { now: start, random: 1 })
      const woken = want(begin(schedule), trigger, start + 5)
      // It sent everything and asked, and broke off then: what was wished before it asked counts as answered.
      for (const busy of [woken, covered(woken, { pending: false })]) {
        const ended = finish(busy, failed, { now: start + 10, random: 1 })
        expect(nextRound(ended, quietFacts)).toBe(start + 1010)
        // Once, and then longer each time again.
        const again = finish(begin(ended), failed, { now: start + 1100, random: 1 })
        expect(nextRound(again, quietFacts)).toBe(start + 3100)
      }
      const written = finish(want(begin(schedule), 'write', start + 5), failed, {
        now: start + 10,
        random: 1,
      })
      expect(nextRound(written, { pending: true, live: false })).toBe(start + 60_010)
    },
  )

  it('[CL5] a write does not hammer a server that was just unreachable', () => {
    const schedule = want(afterRound(failed, start, 1), 'write', start + 5)
    expect(nextRound(schedule, { pending: true, live: false })).toBe(start + 1000)
  })

  it('[PU3] a pause that the server asked for stands against everything but a person', () => {
    const asked = afterRound({ ok: true, retryAfterMs: 20_000, paused: false })
    expect(nextRound(want(asked, 'focus', start + 1), quietFacts)).toBe(start + 20_000)
    expect(nextRound(want(asked, 'manual', start + 1), quietFacts)).toBe(start + 1)
  })

  it('[PU2] after a 401 nothing runs until somebody signed in', () => {
    const paused = afterRound({ ok: false, retryAfterMs: null, paused: true })
    expect(nextRound(want(paused, 'write', start + 1), { pending: true, live: false })).toBeNull()
    expect(nextRound(want(paused, 'online', start + 1), { pending: true, live: false })).toBeNull()
    expect(nextRound(want(paused, 'signed-in', start + 2), quietFacts)).toBe(start + 2)
  })

  it('[CL5] a clock that is set back by ten years keeps nothing waiting until it has caught up', () => {
    const back = start - 10 * 365 * 86_400_000
    const wanted = want(afterRound(), 'write', start + 10)
    for (const schedule of [wanted, afterRound(failed)]) {
      const next = nextRound(afterClockChange(schedule, back), { pending: true, live: true })
      expect(next).toBeLessThanOrEqual(back + 30_000)
    }
  })

  it('[CL5] a clock that goes on as it should changes no plan', () => {
    const schedule = want(afterRound(), 'write', start + 10)
    expect(afterClockChange(schedule, start + 20)).toBe(schedule)
  })

  it('[PL5] only what was written goes out in passing, and its confirmation is asked for after a second', () => {
    const write = want(afterRound(), 'write', start + 10)
    expect(isForWrites(write, start + 10)).toBe(true)
    expect(isForWrites(want(write, 'poke', start + 11), start + 11)).toBe(false)
    expect(isForWrites(afterRound(), start)).toBe(false)
    const passed = finish(
      begin(write),
      { ...succeeded, inPassing: true },
      { now: start + 20, random: 0 },
    )
    expect(nextRound(passed, quietFacts)).toBe(start + 1_020)
    // Who writes on and on is confirmed, too.
    const again = finish(
      begin(want(passed, 'write', start + 900)),
      { ...succeeded, inPassing: true },
      { now: start + 910, random: 0 },
    )
    expect(nextRound(again, quietFacts)).toBe(start + 1_020)
    expect(isForWrites(want(again, 'write', start + 1_020), start + 1_020)).toBe(false)
    expect(nextRound(confirmed(again), quietFacts)).toBe(start + 300_000)
  })
})
