import { isOfKilledTab } from './stray-rejections.ts'

/** Time that passes only when the simulation says so. Instants and durations in ms. */
export interface VirtualClock {
  now: () => number
  /** Calls back after so many ms; returns the way to call it off. */
  setTimer: (callback: () => void, milliseconds: number) => () => void
  sleep: (milliseconds: number) => Promise<void>
  /** Lets time pass: what is due is called back in its order, and each time everything comes to rest before the next. */
  pass: (milliseconds: number) => Promise<void>
  /** Lets time pass until the work is done; `false` when it was not after so many ms: somebody may have been killed. */
  until: (work: Promise<unknown>, patience: number) => Promise<boolean>
}

interface Timer {
  at: number
  order: number
  callback: () => void
}

/** `rest` resolves when nothing is under way but waiting. */
export function createVirtualClock(start: number, rest: () => Promise<void>): VirtualClock {
  let present = start
  let order = 0
  const timers = new Set<Timer>()

  function setTimer(callback: () => void, milliseconds: number): () => void {
    order += 1
    // A timer longer than 2^31 ms fires at once, in browsers and in Node alike.
    const isWithin = Number.isFinite(milliseconds) && milliseconds < 2 ** 31
    const wait = isWithin ? Math.max(0, Math.ceil(milliseconds)) : 1
    const timer = { at: present + wait, order, callback }
    timers.add(timer)
    return () => timers.delete(timer)
  }

  function nextDue(until: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of timers) {
      if (timer.at > until) continue
      const isEarlier =
        first === undefined ||
        timer.at < first.at ||
        (timer.at === first.at && timer.order < first.order)
      if (isEarlier) first = timer
    }
    return first
  }

  async function pass(milliseconds: number): Promise<void> {
    const until = present + milliseconds
    await rest()
    for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
      timers.delete(timer)
      present = Math.max(present, timer.at)
      timer.callback()
      await rest()
    }
    present = until
  }

  return {
    now: () => present,
    setTimer,
    pass,
    async until(work, patience) {
      const state: { ended: 'no' | 'well' | 'badly'; error: unknown } = { ended: 'no', error: null }
      const end = present + patience
      work.then(
        () => {
          state.ended = 'well'
        },
        (error: unknown) => Object.assign(state, { ended: 'badly', error }),
      )
      await rest()
      while (state.ended === 'no' && present < end) await pass(25)
      if (state.ended === 'badly' && !isOfKilledTab(state.error)) throw state.error
      return state.ended === 'well'
    },
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        setTimer(resolve, milliseconds)
      }),
  }
}
