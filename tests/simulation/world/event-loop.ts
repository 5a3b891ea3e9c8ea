/**
 * What is under way in this process: every `setImmediate` is counted, because the fake IndexedDB and the streams go on by
 * it. Promises need no count: they are settled before the next turn.
 */
export interface EventLoop {
  /** Resolves when nothing goes on by itself any more. */
  rest: () => Promise<void>
  /** Resolves after so many turns, in the middle of whatever is under way. */
  turns: (count: number) => Promise<void>
}

/** Puts a counting `setImmediate` in the place of the global one, for as long as this process lives. */
export function watchEventLoop(): EventLoop {
  const realSet = globalThis.setImmediate
  const realClear = globalThis.clearImmediate
  const waiting = new Set<NodeJS.Immediate>()

  const counted = (callback: (...values: unknown[]) => void, ...values: unknown[]) => {
    const immediate = realSet(() => {
      waiting.delete(immediate)
      callback(...values)
    })
    waiting.add(immediate)
    return immediate
  }
  globalThis.setImmediate = Object.assign(counted, {
    __promisify__: () => new Promise<void>((resolve) => void counted(() => resolve())),
  }) as typeof setImmediate
  globalThis.clearImmediate = (immediate) => {
    if (immediate !== undefined) waiting.delete(immediate)
    realClear(immediate)
  }

  const turn = () => new Promise<void>((resolve) => void realSet(() => resolve()))
  return {
    async rest() {
      do await turn()
      while (waiting.size > 0)
    },
    async turns(count) {
      for (let done = 0; done < count; done += 1) await turn()
    },
  }
}
