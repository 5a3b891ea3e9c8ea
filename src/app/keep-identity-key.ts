import { IdentityKeyAnswer } from '#shared/protocol/identity-message.ts'
import { isPortfolio } from '#shared/protocol/scope.ts'
import { storeIdentityKey } from '#replica/identity-key.ts'
import { type Api, parsed } from '#sync/api.ts'
import type { OpenSession } from './access-state.ts'

/**
 * R17: with the first contact of a session the device asks for the key by which identity numbers are marked, and seals it in the
 * vault; from then on it works offline. Asked each time, because a server that was restored may have another one.
 */
export async function keepIdentityKey(
  { vault, engine, session }: Pick<OpenSession, 'vault' | 'engine' | 'session'>,
  { api: { ask }, now }: { api: Pick<Api, 'ask'>; now: () => number },
): Promise<void> {
  // SC5: who sees no profile has no use for it.
  if (!session.scopes.some(isPortfolio)) return
  await contactAfter(now(), engine)
  const answer = parsed(
    await ask('/api/identity-key', { method: 'POST', body: {} }),
    IdentityKeyAnswer,
  )
  // Without an answer it is tried again with the next unlock.
  if (answer.ok) await storeIdentityKey(vault.settings, answer.value.key)
}

function contactAfter(openedAt: number, { status }: OpenSession['engine']): Promise<void> {
  return new Promise((resolve) => {
    const stop = status.subscribe(() => {
      if ((status.current().lastSyncedAt ?? 0) <= openedAt) return
      stop()
      resolve()
    })
  })
}
