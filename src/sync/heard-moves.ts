import type { ScopePositions } from '#shared/protocol/live-message.ts'
import type { Cursor } from '#shared/protocol/pull-message.ts'

/** Pokes that came while a round was under way, and what the rounds pulled. */
export interface HeardMoves {
  /** Whether a poke says more than was pulled; one that does not say how far always does. */
  isNews: (at: ScopePositions | null) => boolean
  /** Keeps a poke until the round under way has ended. */
  keep: (at: ScopePositions | null) => void
  /** What a complete pull reached. */
  pulled: (cursor: Cursor) => void
  /** Whether a poke that was kept says more than was pulled since; afterwards none is kept. */
  takeNews: () => boolean
}

/** PL5: a device hears of its own push, and of what the pull under way brings; neither needs a round. */
export function createHeardMoves(): HeardMoves {
  let positions: Cursor['positions'] = {}
  let kept: (ScopePositions | null)[] = []
  function isNews(at: ScopePositions | null): boolean {
    if (at === null) return true
    return Object.entries(at).some(([scope, seq]) => {
      const tiers = Object.values(positions[scope] ?? {})
      return tiers.length === 0 || Math.min(...tiers) < seq
    })
  }
  return {
    isNews,
    keep(at) {
      kept.push(at)
    },
    pulled(cursor) {
      positions = cursor.positions
    },
    takeNews() {
      const news = kept.some(isNews)
      kept = []
      return news
    },
  }
}
