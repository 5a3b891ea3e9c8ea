import type { ScopePositions, WaitAnswer, WaitRequest } from '#shared/protocol/live-message.ts'
import type { DevicePlaces } from './device-places.ts'
import type { Limits } from './limits.ts'
import { problem } from './problem.ts'
import type { Services } from './services.ts'

/**
 * So often (ms) a wait looks at session and counters by itself: a session may have ended, and another server process
 * may have written without a word to this one.
 */
const lookEveryMs = 5_000

/** What one wait is told: whose it is, what that device has seen, and how long (ms) it lasts at most. */
type Waiting = Pick<WaitRequest, 'device' | 'after'> & {
  waitMs: number
  /** Whoever answers looks at session and counters himself: a commit in one of the scopes is enough to be called. */
  atOnce?: boolean
}

/** The waits under way (PL5): long polls, and pulls that wait for news. */
export interface LiveWaits {
  /**
   * Answers as soon as a scope stands elsewhere than `after` says, or when the time is over, the server stops or
   * `gone` is called off. `look` answers where the scopes of the session stand now, and throws when it is over. Throws
   * the problem `too-many-requests` when a newer connection of the device took this one's place.
   */
  wait(
    request: Waiting,
    look: () => Promise<ScopePositions>,
    gone: AbortSignal,
  ): Promise<WaitAnswer>
  /** This device writes: the others are told first. */
  letOthersFirst(device: string): void
  close(): void
}

/**
 * PL5: what decides is always the counters in the database, read in one snapshot with the session; a commit of this
 * process only says when to look. So nothing is missed between two polls, nor with several processes.
 */
export function createLiveWaits(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  places: DevicePlaces,
  { politenessMs }: Pick<Limits, 'politenessMs'>,
): LiveWaits {
  const open = new Set<() => void>()
  /** By device, until when (instant in ms) it lets others go first; one entry for each device that ever wrote. */
  const politeUntil = new Map<string, number>()
  return {
    letOthersFirst(device) {
      politeUntil.set(device, clock() + politenessMs)
    },
    async wait({ device, after, waitMs, atOnce = false }, look, gone) {
      const bell = createBell()
      let over = false
      let replaced = false
      let seen: ScopePositions | null = null
      const end = () => {
        over = true
        bell.ring()
      }
      // Listens before it looks, so that nothing falls between.
      let polite: NodeJS.Timeout | undefined
      const stopListening = store.onMoved((moved) => {
        if (seen !== null && moved.every((scope) => seen?.[scope] === undefined)) return
        const politeMs = (politeUntil.get(device) ?? 0) - clock()
        if (politeMs <= 0) return bell.ring('moved')
        clearTimeout(polite)
        // A clock that was set back makes nobody wait for longer.
        polite = setTimeout(() => bell.ring('moved'), Math.min(politeMs, politenessMs))
      })
      let leave: (() => void) | null = null
      const looking = setInterval(() => bell.ring(), lookEveryMs)
      const timer = setTimeout(end, waitMs)
      gone.addEventListener('abort', end)
      open.add(end)
      try {
        seen = await look()
        // SE5: only a session takes a place, and only for its own device.
        leave = places.take(device, () => {
          replaced = true
          end()
        })
        for (;;) {
          const scopes = movedScopes(after, seen)
          if (scopes.length > 0) return { scopes, seen }
          if (replaced) throw problem('too-many-requests', {}, { 'retry-after': '1' })
          if (over) return { scopes, seen }
          const why = await bell.next()
          if (gone.aborted || (atOnce && why === 'moved')) return { scopes, seen }
          seen = await look()
        }
      } finally {
        stopListening()
        leave?.()
        clearInterval(looking)
        clearTimeout(timer)
        clearTimeout(polite)
        gone.removeEventListener('abort', end)
        open.delete(end)
      }
    },
    close() {
      for (const end of open) end()
    },
  }
}

/** Scopes that stand elsewhere, came or went. Lower counts too: a restored backup. */
function movedScopes(after: ScopePositions | null, now: ScopePositions): string[] {
  const known = after ?? {}
  const came = Object.keys(now).filter((scope) => now[scope] !== known[scope])
  const went = Object.keys(known).filter((scope) => now[scope] === undefined)
  return [...came, ...went]
}

/** Why somebody is called: a commit moved a scope, or it is time to look. */
type Ring = 'moved' | 'look'

/** Remembers rings until somebody asks for the next; a move is not forgotten for a look. */
function createBell(): { ring: (why?: Ring) => void; next: () => Promise<Ring> } {
  let rung: Ring | null = null
  let wake: (() => void) | null = null
  return {
    ring(why = 'look') {
      if (rung !== 'moved') rung = why
      wake?.()
    },
    async next() {
      if (rung === null) await new Promise<void>((resolve) => (wake = resolve))
      const why = rung ?? 'look'
      rung = null
      wake = null
      return why
    },
  }
}
