import { seededRandom, type Random } from '#shared/domain/seeded-random.ts'
import { createBroadcast } from './broadcast.ts'
import { watchEventLoop, type EventLoop } from './event-loop.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
import { simulatedCrypto } from './web-crypto.ts'

/** What the world of one history is made of. */
export interface World {
  clock: VirtualClock
  loop: EventLoop
  random: Random
}

/** When every history begins: a Monday morning in Shanghai. */
const start = Date.UTC(2026, 10, 2, 0, 30)

const loop = watchEventLoop()
let present = newWorld('none')

/**
 * Puts the virtual clock, the seeded chance and the channels of a new world in the place of the global ones. One world at a
 * time lives in a process: whatever an older one still waits for never happens.
 */
export function enterWorld(seed: string): World {
  present = newWorld(seed)
  globalThis.BroadcastChannel = createBroadcast()
  return present
}

function newWorld(seed: string): World {
  return {
    clock: createVirtualClock(start, loop.rest),
    loop,
    random: seededRandom(`world ${seed}`),
  }
}

/** Callers may compare timers, ask for their number or tell them not to hold the process. */
class VirtualTimer {
  cancel: () => void
  constructor(cancel: () => void) {
    this.cancel = cancel
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
  hasRef(): boolean {
    return false
  }
}

function setTimeoutHere(callback: (...values: unknown[]) => void, wait = 0, ...values: unknown[]) {
  return new VirtualTimer(present.clock.setTimer(() => callback(...values), wait))
}

function setIntervalHere(callback: (...values: unknown[]) => void, wait = 1, ...values: unknown[]) {
  const timer = new VirtualTimer(() => {})
  const again = () => {
    timer.cancel = present.clock.setTimer(() => {
      again()
      callback(...values)
    }, wait)
  }
  again()
  return timer
}

function clearHere(timer: unknown): void {
  if (timer instanceof VirtualTimer) timer.cancel()
}

Object.defineProperty(globalThis, 'crypto', {
  value: simulatedCrypto(() => present.random),
  configurable: true,
})
Object.assign(globalThis, {
  setTimeout: setTimeoutHere,
  clearTimeout: clearHere,
  setInterval: setIntervalHere,
  clearInterval: clearHere,
  BroadcastChannel: createBroadcast(),
})
