import {
  afterOtherTab,
  afterSight,
  afterTime,
  afterUse,
  lockDue,
  startClock,
  type LockClock,
  type LockPolicy,
  type Moment,
} from './lock-clock.ts'
import type { LockMessage, LockTabs } from './lock-tabs.ts'
import type { PrivacyCover } from './privacy-cover.ts'
import { isTouchSystem } from './touch-system.ts'

/** One use counts for this long (ms): a hand that moves costs one comparison for each event. */
const sameUse = 1000
/** Another tab that is in use says so within this time (ms). */
const answersWithin = 150

interface LockWatchParts {
  page: Window
  tabs: LockTabs
  cover: PrivacyCover
  now: () => Moment
  /** Calls back after so many ms; returns the way to call it off. */
  setTimer: (callback: () => void, milliseconds: number) => () => void
  /** Asked at every look: the person may change it meanwhile. */
  policy: () => LockPolicy
  /** Whole seconds until the lock, or null when nothing is to be said. */
  onNotice: (seconds: number | null) => void
  /** The vault is to be locked, here and in the other tabs. */
  onLock: () => void
  /** Another tab locked this vault. */
  onLockedElsewhere: () => void
}

export interface LockWatch {
  /** The person wants to go on. */
  goOn(): void
  stop(): void
}

/** KE6: watches the use of the open vault of this page, covers it when it is not looked at, and says when it is to be locked. */
export function watchForLock(parts: LockWatchParts): LockWatch {
  const { page, tabs, cover, now, setTimer, policy, onNotice, onLock } = parts
  const isVisible = () => page.document.visibilityState === 'visible'
  const stopping = new AbortController()
  let clock: LockClock = startClock(now(), isVisible())
  let noticed: number | null = null
  let asking: (() => void) | null = null
  let cancelLook: (() => void) | null = null

  /** Decides anew, and when to decide next. */
  function look(): void {
    cancelLook?.()
    if (stopping.signal.aborted) return
    clock = afterTime(clock, now())
    const due = lockDue(clock, policy())
    if (due.type === 'lock') return askOthers()
    notice(due.type === 'notice' ? Math.ceil(due.left / 1000) : null)
    cancelLook = setTimer(look, due.again)
  }

  function notice(seconds: number | null): void {
    if (seconds === noticed) return
    noticed = seconds
    onNotice(seconds)
  }

  /** A tab that slept through the use of another one must not lock both: it asks, covered, before it does. */
  function askOthers(): void {
    if (asking !== null) return
    cover.cover()
    tabs.tell({ kind: 'ask' })
    asking = setTimer(() => {
      asking = null
      clock = afterTime(clock, now())
      if (lockDue(clock, policy()).type !== 'lock') {
        look()
        uncoverIfSeen()
        return
      }
      stop()
      onLock()
    }, answersWithin)
  }

  function onUse(): void {
    const moment = now()
    // Between two looks nothing but this comparison is done for an event.
    const isSame = clock.idle === 0 && isWithin(moment, clock.at, sameUse)
    if (isSame && noticed === null) return
    use(moment)
  }

  function use(moment: Moment): void {
    clock = afterUse(clock, moment, policy())
    if (clock.idle === 0) {
      tabs.tell({ kind: 'used', at: moment.wall })
      uncoverIfSeen()
    }
    // The look that is planned comes too early at worst; only a notice has to go now.
    if (clock.idle > 0 || noticed !== null) look()
  }

  function onSight(): void {
    const visible = isVisible()
    if (!visible) cover.cover()
    clock = afterSight(clock, now(), policy(), visible)
    look()
    uncoverIfSeen()
  }

  /** What is due to be locked stays covered until it is. */
  function uncoverIfSeen(): void {
    if (isVisible() && lockDue(clock, policy()).type !== 'lock') cover.uncover()
  }

  function onMessage(message: LockMessage): void {
    const moment = now()
    if (message.kind === 'lock') {
      stop()
      parts.onLockedElsewhere()
    } else if (message.kind === 'ask') {
      clock = afterTime(clock, moment)
      const { idle, visible } = clock
      if (lockDue(clock, policy()).type !== 'lock') tabs.tell({ kind: 'here', idle, visible })
    } else {
      const other =
        message.kind === 'used' ? { idle: moment.wall - message.at, visible: false } : message
      clock = afterOtherTab(clock, moment, other)
      if (noticed !== null) look()
    }
  }

  function stop(): void {
    if (stopping.signal.aborted) return
    stopping.abort()
    cancelLook?.()
    asking?.()
    notice(null)
    unlisten()
    // What stands here next has nothing to hide; it is drawn before the screen is painted again.
    cover.uncover()
  }

  const unlisten = tabs.listen(onMessage)
  const { signal } = stopping
  const passive = { signal, passive: true, capture: true }
  const onInput = (event: Event): void => {
    if (event.isTrusted) onUse()
  }
  // What scrolls by itself is nobody's use, so wheel and finger are heard and not the scrolling.
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove', 'input'] as const) {
    page.addEventListener(kind, onInput, passive)
  }
  page.addEventListener('pointermove', movedBy(onInput), passive)
  page.document.addEventListener('visibilitychange', onSight, { signal })
  page.addEventListener('pageshow', onSight, { signal })
  page.addEventListener('focus', onSight, { signal })
  page.addEventListener('pagehide', cover.cover, { signal })
  if (isTouchSystem()) page.addEventListener('blur', cover.cover, { signal })

  if (!clock.visible) cover.cover()
  tabs.tell({ kind: 'used', at: clock.at.wall })
  look()
  return { goOn: () => use(now()), stop }
}

/** Whether `later` is less than so many ms after `earlier`, by both clocks. */
function isWithin(later: Moment, earlier: Moment, span: number): boolean {
  return [later.wall - earlier.wall, later.steady - earlier.steady].every(
    (passed) => passed >= 0 && passed < span,
  )
}

/** Browsers tell of a pointer that rests when the page moves under it; that is nobody's use. */
function movedBy(listener: (event: PointerEvent) => void): (event: PointerEvent) => void {
  let last: { x: number; y: number } | null = null
  return (event) => {
    const { screenX: x, screenY: y } = event
    const moved = last !== null && (last.x !== x || last.y !== y)
    last = { x, y }
    if (moved) listener(event)
  }
}
