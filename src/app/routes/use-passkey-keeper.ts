import { useMemo } from 'react'
import { ok } from '#shared/domain/result.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { useAccess } from '#app/use-access.ts'
import { problemText, type SessionProblem } from '#features/session/session-problem.ts'
import type { PasskeyKeeper, Trouble } from '#features/settings/passkey-keeper.ts'

/** KE3: the passkeys of whoever has the vault open, if the browser can have any. */
export function usePasskeyKeeper(): PasskeyKeeper | null {
  const { access, state } = useAccess()
  const texts = useMessages().session
  const { passkeys } = access
  const open = state.at === 'open' ? state.open : null
  return useMemo(() => {
    if (passkeys === null || open === null) return null
    const inWords = (problem: SessionProblem | null) => problem && troubleOf(problem, texts)
    return {
      async load() {
        const own = await passkeys.own()
        const [listed, here] = await Promise.all([own.list(open), own.here(open)])
        return listed.ok ? ok({ passkeys: listed.value, here }) : listed
      },
      add: async (form) => inWords(await (await passkeys.own()).add(open, form)),
      finish: async () => inWords(await (await passkeys.own()).finish(open)),
      openHere: async (passkey, password) =>
        inWords(await (await passkeys.own()).openHere(open, passkey, password)),
      remove: async (passkey) => inWords(await (await passkeys.own()).remove(open, passkey)),
    }
  }, [passkeys, open, texts])
}

function troubleOf(problem: SessionProblem, texts: Messages['session']): Trouble {
  const text = problemText(problem, texts)
  if (problem.type === 'wrong-unlock') return { at: 'password', text }
  const isHalf = problem.type === 'passkey' && problem.why === 'ask-again'
  return { at: isHalf ? 'half' : 'form', text }
}
