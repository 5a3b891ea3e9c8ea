import {
  longestWaitMs,
  type ScopePositions,
  type WaitAnswer,
  type WaitRequest,
} from '#shared/protocol/live-message.ts'
import type { LivePlaces } from './live-places.ts'
import { problem } from './problem.ts'
import type { Services } from './services.ts'

/**
 * So often (ms) a wait looks at session and counters by itself: a session may have ended, and another server process
 * may have written without a word to this one.
 */
const lookEveryMs = 5_000

/** The long polls under way (PL5). */
export interface LiveWaits {
  /**
   * Answers as soon as a scope stands elsewhere than `after` says, or when the time is over, the server stops or
   * `gone` is called off. `look` answers where the scopes of the session stand now, and throws when it is over. Throws
   * the problem `too-many-requests` when a newer connection of the device took this one's place.
   */
  wait(
    request: WaitRequest,
    look: () => Promise<ScopePositions>,
    gone: AbortSignal,
  ): Promise<WaitAnswer>
  close(): void
}

/**
 * PL5: what decides is always the counters in the database, read in one snapshot with the session; a commit of this
 * process only says when to look. So nothing is missed between two polls, nor with several processes.
 */
export function createLiveWaits({ store }: Pick<Services, 'store'>, places: LivePlaces): LiveWaits {
  const open = new Set<() => void>()
  return {
    async wait({ device, after, waitMs = longestWaitMs }, look, gone) {
      const bell = createBell()
      let over = false
      let replaced = false
      let seen: ScopePositions | null = null
      const end = () => {
        over = true
        bell.ring()
      }
      // Listens before it looks, so that nothing falls between.
      const stopListening = store.onMoved((moved) => {
        if (seen === null || moved.some((scope) => seen?.[scope] !== undefined)) bell.ring()
      })
      let leave: (() => void) | null = null
      const looking = setInterval(bell.ring, lookEveryMs)
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
          if (over || gone.aborted) return { scopes, seen }
          await bell.next()
          seen = await look()
        }
      } finally {
        stopListening()
        leave?.()
        clearInterval(looking)
        clearTimeout(timer)
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

/** Remembers one ring until somebody asks for the next. */
function createBell(): { ring: () => void; next: () => Promise<void> } {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring() {
      rung = true
      wake?.()
    },
    async next() {
      if (!rung) await new Promise<void>((resolve) => (wake = resolve))
      rung = false
      wake = null
    },
  }
}
