import type { Api } from '#sync/api.ts'
import type { OpenSession } from './access-state.ts'

/**
 * The password was just typed: `again` signs in once more with it if the server's session has ended or is another
 * person's. Unlocked offline, it waits in memory for the first answer of the server, and no longer.
 */
export function renewSession(
  { engine, session }: OpenSession,
  { api, now, again }: { api: Api; now: () => number; again: () => void },
): void {
  const unlockedAt = now()
  const stop = engine.status.subscribe(() => {
    const { phase, lastSyncedAt } = engine.status.current()
    if (phase === 'signed-out') again()
    if (phase === 'signed-out' || (lastSyncedAt ?? 0) > unlockedAt) stop()
  })
  whenAnothers(api, session.staffId, again)
}

/** Calls back if the session at the server turns out to be another person's. */
export function whenAnothers(api: Api, staffId: string, act: () => void): void {
  void api.session().then((answer) => {
    if (answer.ok && answer.value.staffId !== staffId) act()
  })
}

/** Calls back each time that the server turns out to have ended the session. */
export function whenSignedOut({ engine }: OpenSession, act: () => void): void {
  let was = false
  engine.status.subscribe(() => {
    const isNow = engine.status.current().phase === 'signed-out'
    if (isNow && !was) act()
    was = isNow
  })
}
