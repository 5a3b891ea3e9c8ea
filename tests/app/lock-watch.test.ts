// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { lockPolicy, type Moment } from '#app/lock-clock.ts'
import type { LockMessage, LockTabs } from '#app/lock-tabs.ts'
import { watchForLock, type LockWatch } from '#app/lock-watch.ts'
import { createPrivacyCover } from '#app/privacy-cover.ts'

let watches: LockWatch[] = []
afterEach(() => {
  for (const watch of watches) watch.stop()
  watches = []
  look('visible')
  vi.unstubAllGlobals()
})

test('[KE6] an idle vault warns for twenty seconds and then locks', () => {
  const tab = openTab()
  tab.clock.pass(279_900)
  expect(tab.told).toEqual([])
  tab.clock.pass(20_000)
  expect(tab.told).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index))
  expect(tab.locks()).toBe(0)
  tab.clock.pass(1000)
  expect(tab.locks()).toBe(1)
})

test('[KE6] whoever goes on at the warning has the whole time again', () => {
  const tab = openTab()
  tab.clock.pass(290_000)
  expect(tab.told.at(-1)).toBe(10)
  tab.watch.goOn()
  expect(tab.told.at(-1)).toBe(null)
  tab.clock.pass(279_000)
  expect(tab.told.at(-1)).toBe(null)
  tab.clock.pass(30_000)
  expect(tab.locks()).toBe(1)
})

test('[KE6] a page out of sight is covered at once and locked after a minute', () => {
  const tab = openTab()
  look('hidden')
  expect(isCovered()).toBe(true)
  tab.clock.pass(59_000)
  expect(tab.locks()).toBe(0)
  tab.clock.pass(2000)
  expect(tab.locks()).toBe(1)
})

test('[KE6] who comes back in time finds the page as it was', () => {
  const tab = openTab()
  look('hidden')
  tab.clock.pass(50_000)
  look('visible')
  expect(isCovered()).toBe(false)
  tab.clock.pass(100_000)
  expect(tab.locks()).toBe(0)
})

test('[KE6] a device that slept shows nothing at wake until it is locked', () => {
  const tab = openTab()
  look('hidden')
  tab.clock.sleep(3_600_000)
  look('visible')
  expect(isCovered()).toBe(true)
  tab.clock.pass(200)
  expect(tab.locks()).toBe(1)
  expect(isCovered()).toBe(false)
})

test('[KE6][CL4] a tab that was frozen while another one was used asks before it locks both', () => {
  const tab = openTab({ answer: { kind: 'here', idle: 2000, visible: true } })
  look('hidden')
  tab.clock.sleep(3_600_000)
  look('visible')
  tab.clock.pass(200)
  expect(tab.locks()).toBe(0)
  expect(isCovered()).toBe(false)
})

test('[KE6][CL4] a lock in another tab locks this one, which does not tell it on', () => {
  const tab = openTab()
  tab.hear({ kind: 'lock' })
  expect(tab.lockedElsewhere()).toBe(1)
  expect(tab.locks()).toBe(0)
  tab.clock.pass(1_000_000)
  expect(tab.locks()).toBe(0)
})

test('[KE6][CL4] the use of another tab takes the warning away', () => {
  const tab = openTab()
  tab.clock.pass(285_000)
  expect(tab.told.at(-1)).toBe(15)
  tab.hear({ kind: 'used', at: tab.clock.now().wall - 1000 })
  expect(tab.told.at(-1)).toBe(null)
})

test('[KE6] a page that was locked while nobody looked is not covered any more', () => {
  const tab = openTab()
  look('hidden')
  expect(isCovered()).toBe(true)
  tab.watch.stop()
  expect(isCovered()).toBe(false)
})

test('[KE6] losing the focus covers a phone, and nothing flickers on a desktop', () => {
  openTab()
  dispatchEvent(new Event('blur'))
  expect(isCovered()).toBe(false)
  const phone = openTab({ isPhone: true })
  dispatchEvent(new Event('blur'))
  expect(isCovered()).toBe(true)
  dispatchEvent(new Event('focus'))
  expect(isCovered()).toBe(false)
  expect(phone.locks()).toBe(0)
})

/** A tab beside another one that answers, or says nothing. */
function openTab({ isPhone = false, answer }: { isPhone?: boolean; answer?: LockMessage } = {}) {
  vi.stubGlobal('matchMedia', () => ({ matches: isPhone }))
  const clock = createClock()
  const listeners = new Set<(message: LockMessage) => void>()
  const told: (number | null)[] = []
  let locks = 0
  let lockedElsewhere = 0
  const hear = (message: LockMessage): void => {
    for (const listener of listeners) listener(message)
  }
  const tabs: LockTabs = {
    tell({ kind }) {
      if (kind === 'ask' && answer !== undefined) hear(answer)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {},
  }
  const watch = watchForLock({
    page: window,
    tabs,
    cover: createPrivacyCover(document),
    now: clock.now,
    setTimer: clock.setTimer,
    policy: () => lockPolicy(false),
    onNotice: (seconds) => told.push(seconds),
    onLock: () => (locks += 1),
    onLockedElsewhere: () => (lockedElsewhere += 1),
  })
  watches.push(watch)
  return {
    clock,
    watch,
    told,
    hear,
    locks: () => locks,
    lockedElsewhere: () => lockedElsewhere,
  }
}

/** Time that goes by when the test says so; timers stand still while the device sleeps. */
function createClock() {
  let moment: Moment = { wall: 1_000_000, steady: 0 }
  let timers: { at: number; callback: () => void }[] = []
  return {
    now: () => moment,
    setTimer(callback: () => void, milliseconds: number) {
      const timer = { at: moment.steady + milliseconds, callback }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    pass(milliseconds: number) {
      const until = moment.steady + milliseconds
      for (;;) {
        const [next] = timers.toSorted((a, b) => a.at - b.at)
        const to = Math.min(until, next?.at ?? until)
        moment = { wall: moment.wall + to - moment.steady, steady: to }
        if (next === undefined || next.at > until) return
        timers = timers.filter((each) => each !== next)
        next.callback()
      }
    },
    sleep(milliseconds: number) {
      moment = { ...moment, wall: moment.wall + milliseconds }
    },
  }
}

function look(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

function isCovered(): boolean {
  return document.documentElement.dataset['covered'] !== undefined
}
