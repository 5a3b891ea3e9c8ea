/** CL4: of all tabs of a vault, the one that holds the lock syncs. */
export interface Leadership {
  readonly leading: boolean
  /** A visible tab takes over from a holder that keeps silent. */
  takeOver: () => void
  stop: () => void
}

/**
 * Queues for the lock of a vault; `onChange` tells when it comes and when another tab takes it away.
 * Without locks every tab leads: two senders are harmless (PU1).
 */
export function competeForLead({
  locks,
  tag,
  onChange,
}: {
  locks: Pick<LockManager, 'request'> | null
  tag: string
  onChange: (leading: boolean) => void
}): Leadership {
  const name = `branchbook-sync-${tag}`
  const stopping = new AbortController()
  let leading = false
  let steal = false
  let queue = new AbortController()
  let release: (() => void) | null = null

  function hold(): Promise<void> {
    if (stopping.signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      release = resolve
      change(true)
    })
  }

  function change(next: boolean): void {
    if (leading === next) return
    leading = next
    onChange(next)
  }

  async function compete(from: Pick<LockManager, 'request'>): Promise<void> {
    while (!stopping.signal.aborted) {
      queue = new AbortController()
      const options = steal ? { steal } : { signal: queue.signal }
      steal = false
      try {
        await from.request(name, options, hold)
      } catch (error) {
        // Either this tab left the queue, or another one took the lock away: back into the queue.
        if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error
      }
      change(false)
    }
  }

  if (locks === null) void hold()
  else void compete(locks)
  return {
    get leading() {
      return leading
    },
    takeOver() {
      if (leading || locks === null) return
      steal = true
      queue.abort()
    },
    stop() {
      stopping.abort()
      queue.abort()
      release?.()
      change(false)
    },
  }
}
