type Hold = (lock: Lock | null) => unknown

interface Request {
  hold: Hold
  tab: object
  settle: { resolve: (value: unknown) => void; reject: (reason: unknown) => void }
}

/** Web Locks of one device: exclusive, in the order of asking, with `steal` and `signal`. */
export interface DeviceLocks {
  /** The locks as one tab sees them. */
  of: (tab: object) => Pick<LockManager, 'request'>
  /** What the tab held or waited for is free, as the browser does it when a tab is gone. */
  release: (tab: object) => void
}

export function createLocks(): DeviceLocks {
  const held = new Map<string, Request>()
  const queues = new Map<string, Request[]>()

  function grant(name: string): void {
    if (held.has(name)) return
    const next = queues.get(name)?.shift()
    if (next === undefined) return
    held.set(name, next)
    const done = (): void => {
      if (held.get(name) === next) held.delete(name)
      grant(name)
    }
    void Promise.resolve()
      .then(() => next.hold({ name, mode: 'exclusive' }))
      .then(next.settle.resolve, next.settle.reject)
      .then(done)
  }

  function ask(
    tab: object,
    name: string,
    { steal = false, signal }: LockOptions,
    hold: Hold,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const request = { hold, tab, settle: { resolve, reject } }
      const queue = queues.get(name) ?? []
      queues.set(name, queue)
      if (steal) {
        held.get(name)?.settle.reject(new DOMException('Taken away.', 'AbortError'))
        held.delete(name)
        queue.unshift(request)
      } else queue.push(request)
      signal?.addEventListener('abort', () => {
        const place = queue.indexOf(request)
        if (place < 0) return
        queue.splice(place, 1)
        reject(new DOMException('Called off.', 'AbortError'))
      })
      grant(name)
    })
  }

  return {
    of: (tab) => ({
      request: ((name: string, options: LockOptions, hold: Hold) =>
        ask(tab, name, options, hold)) as LockManager['request'],
    }),
    release(tab) {
      for (const [name, queue] of queues) {
        for (let place = queue.length - 1; place >= 0; place -= 1) {
          if (queue[place]?.tab === tab) queue.splice(place, 1)
        }
        if (held.get(name)?.tab === tab) held.delete(name)
        grant(name)
      }
    },
  }
}
