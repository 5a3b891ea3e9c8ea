import { longestWaitMs, type ScopePositions } from '#shared/protocol/live-message.ts'
import type { Api, ApiError } from './api.ts'
import type { OnMoved } from './live-stream.ts'
import { pause, reconnectAfter, type SetTimer } from './live-timing.ts'

export interface PollParts {
  api: Pick<Api, 'waitForMove'>
  device: string
  random: () => number
  setTimer: SetTimer
  /** Ends the polling. */
  signal: AbortSignal
  onMoved: OnMoved
  /** Whether the last request was answered; `again`: after one that was not. */
  onReached: (reached: boolean, again: boolean) => void
  onSignedOut: () => void
}

/** Two requests are at least so far apart (ms), however much moves: one move is told at once, many together. */
const shortestTurn = 100
/** A wait that broke off is asked for half as long, down to this (ms): something on the way cuts silent lines. */
const shortestWait = 5_000
/** So many failures in a row were no cut lines, which shorter waits would have mended, but an outage. */
const outage = 4

/** PL5: asks again and again what moved since the answer before, until the signal or the end of the session. */
export async function keepPolling(parts: PollParts): Promise<void> {
  const { api, device, random, setTimer, signal, onMoved, onReached } = parts
  let after: ScopePositions | null = null
  let waitMs = longestWaitMs
  let failures = 0
  while (!signal.aborted) {
    const turn = pause(setTimer, shortestTurn, signal)
    const answer = await api.waitForMove({ device, after, waitMs }, signal)
    if (signal.aborted) return
    if (answer.ok) {
      onReached(true, failures > 0)
      if (failures >= outage) waitMs = longestWaitMs
      failures = 0
      const { scopes, seen } = answer.value
      if (scopes.length > 0) onMoved(positionsOf(scopes, seen))
      after = seen
      await turn
      continue
    }
    if (isSessionOver(answer.error)) return parts.onSignedOut()
    failures += 1
    onReached(false, false)
    if (answer.error.type === 'unreachable') waitMs = Math.max(shortestWait, waitMs / 2)
    const asked = answer.error.type === 'busy' ? (answer.error.retryAfterMs ?? 0) : 0
    await pause(setTimer, Math.max(asked, reconnectAfter(failures, random())), signal)
  }
}

/** Also when a colleague signed in here since: for this vault the same as nobody. */
function isSessionOver(error: ApiError): boolean {
  if (error.type === 'signed-out') return true
  return error.type === 'problem' && error.problem.type === '/problems/other-device'
}

/** Null when a scope went: that no position can say. */
function positionsOf(scopes: readonly string[], seen: ScopePositions): ScopePositions | null {
  const at: ScopePositions = {}
  for (const scope of scopes) {
    const seq = seen[scope]
    if (seq === undefined) return null
    at[scope] = seq
  }
  return at
}
