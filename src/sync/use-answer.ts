import { useCallback, useEffect, useState } from 'react'
import type { ApiError, ApiResult } from './api.ts'

/** What the server was asked for, as long as it is not there, and why it is not. */
export type Asked<Value> =
  | { state: 'loading' }
  | { state: 'here'; value: Value }
  | { state: 'unreachable' }
  | { state: 'forbidden' }

/**
 * Asks the server when the screen opens, and again with `reload`; what is shown meanwhile stays. Accounts and devices are the
 * server's: nothing of them is kept on this device.
 */
export function useAnswer<Value>(ask: () => Promise<ApiResult<Value>>): {
  asked: Asked<Value>
  reload: () => Promise<void>
} {
  const [asked, setAsked] = useState<Asked<Value>>({ state: 'loading' })
  const reload = useCallback(
    () =>
      ask().then((answer) => {
        if (answer.ok) setAsked({ state: 'here', value: answer.value })
        else setAsked({ state: isForbidden(answer.error) ? 'forbidden' : 'unreachable' })
      }),
    [ask],
  )
  useEffect(() => void reload(), [reload])
  return { asked, reload }
}

function isForbidden(error: ApiError): boolean {
  return error.type === 'problem' && error.status === 403
}
