/** What sync needs of the world it runs in; simulated devices bring their own. */
export interface SyncEnvironment {
  /** Instant in ms. */
  now: () => number
  /** 0 to 1, for jitter. */
  random: () => number
  /** Calls back after so many ms; returns the way to call it off. */
  setTimer: (callback: () => void, milliseconds: number) => () => void
  /** Web Locks, or null where there are none: then every tab sends, harmless by PU1. */
  locks: Pick<LockManager, 'request'> | null
  /** Whether a person can see this tab. */
  visible: () => boolean
  /** VA5: false while this page is out of sight on a system that suspends such pages: nothing new begins there. */
  mayBegin: () => boolean
  /** CL5: calls back at focus, visible and online; returns the way to stop. */
  onWake: (listener: (why: 'focus' | 'visible' | 'online') => void) => () => void
  /** A failure of this device (no room, locked vault, a bug): to be kept for diagnosis, without content. */
  onError: (error: unknown) => void
}

/** The environment of a browser tab. `suspendsHidden`: this system stops pages that are out of sight. */
export function browserEnvironment(
  onError: (error: unknown) => void,
  suspendsHidden = false,
): SyncEnvironment {
  // Missing in old browsers, whatever the DOM library says.
  const { locks }: Partial<Navigator> = navigator
  return {
    now: Date.now,
    random: Math.random,
    setTimer(callback, milliseconds) {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
    locks: locks ?? null,
    visible: isVisible,
    mayBegin: () => isVisible() || !suspendsHidden,
    onWake(listener) {
      const stop = new AbortController()
      const { signal } = stop
      window.addEventListener('focus', () => listener('focus'), { signal })
      window.addEventListener('online', () => listener('online'), { signal })
      const onVisibility = (): void => {
        if (document.visibilityState === 'visible') listener('visible')
      }
      document.addEventListener('visibilitychange', onVisibility, { signal })
      return () => stop.abort()
    },
    onError,
  }
}

function isVisible(): boolean {
  return document.visibilityState === 'visible'
}
