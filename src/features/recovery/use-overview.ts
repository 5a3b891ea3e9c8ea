import { useCallback, useEffect, useState } from 'react'
import type { RecoveryOverview } from '#shared/protocol/recovery-message.ts'
import type { ApiError } from '#sync/api.ts'
import type { RecoveryAdminApi } from './recovery-trouble.ts'

/** How often (ms) an open page asks again: the other administrator sits elsewhere. */
const asksEvery = 10_000

type AskedState = 'loading' | 'here' | 'unreachable' | 'forbidden'

/** KE5: what the server knows, asked for as long as the page can be seen; what is shown stays when there is no answer. */
export function useOverview(api: Pick<RecoveryAdminApi, 'recoveries'>): {
  overview: RecoveryOverview | null
  state: AskedState
  reload: () => Promise<void>
} {
  const [overview, setOverview] = useState<RecoveryOverview | null>(null)
  const [state, setState] = useState<AskedState>('loading')
  const reload = useCallback(
    () =>
      api.recoveries().then((answer) => {
        if (answer.ok) setOverview(answer.value)
        setState(answer.ok ? 'here' : isForbidden(answer.error) ? 'forbidden' : 'unreachable')
      }),
    [api],
  )
  useEffect(() => {
    void reload()
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') void reload()
    }, asksEvery)
    return () => clearInterval(timer)
  }, [reload])
  return { overview, state, reload }
}

function isForbidden(error: ApiError): boolean {
  return error.type === 'problem' && error.status === 403
}
