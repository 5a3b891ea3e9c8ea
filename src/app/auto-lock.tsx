import { useEffect, useRef, useState } from 'react'
import { LockNotice } from '#features/session/lock-notice.tsx'
import type { OpenSession } from './access-state.ts'
import { lockPolicy, type Moment } from './lock-clock.ts'
import { watchForLock, type LockWatch } from './lock-watch.ts'
import { createPrivacyCover } from './privacy-cover.ts'
import { isSharedDevice } from './shared-device.ts'
import { useAccess } from './use-access.ts'

/** KE6: locks the open vault when nobody uses it or looks at it, and says so before. */
export function AutoLock({ open }: { open: OpenSession }) {
  const { access } = useAccess()
  const [seconds, setSeconds] = useState<number | null>(null)
  const watch = useRef<LockWatch | null>(null)
  useEffect(() => {
    const started = watchForLock({
      page: window,
      tabs: open.tabs,
      cover: createPrivacyCover(document),
      now: moment,
      setTimer(callback, milliseconds) {
        const timer = setTimeout(callback, milliseconds)
        return () => clearTimeout(timer)
      },
      policy: () => lockPolicy(isSharedDevice()),
      onNotice: setSeconds,
      onLock: access.lock,
      onLockedElsewhere: access.lockHere,
    })
    watch.current = started
    return () => started.stop()
  }, [access, open])
  if (seconds === null) return null
  return <LockNotice seconds={seconds} onGoOn={() => watch.current?.goOn()} onLock={access.lock} />
}

function moment(): Moment {
  return { wall: Date.now(), steady: performance.now() }
}
