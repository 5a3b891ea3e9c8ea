import { useEffect, useState } from 'react'

/** A wait that begins when it is shown; another object is another wait. */
export interface Wait {
  seconds: number
}

/** Whole seconds that are left of a wait; 0 when there is none. */
export function useWaitLeft(wait: Wait | null): number {
  const [passed, setPassed] = useState<{ of: Wait | null; seconds: number }>({
    of: null,
    seconds: 0,
  })
  useEffect(() => {
    if (wait === null) return
    // Not a count of ticks: a page in the background gets few of them.
    const from = performance.now()
    const timer = setInterval(() => {
      const seconds = Math.floor((performance.now() - from) / 1000)
      setPassed({ of: wait, seconds })
      if (seconds >= wait.seconds) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [wait])
  if (wait === null) return 0
  return Math.max(0, wait.seconds - (passed.of === wait ? passed.seconds : 0))
}
