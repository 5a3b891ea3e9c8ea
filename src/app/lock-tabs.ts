import * as z from 'zod/mini'

/** KE6, CL4: what the tabs of one vault tell each other of its use. Nothing about a person. */
const LockMessage = z.discriminatedUnion('kind', [
  /** Somebody did something in that tab, at this instant (ms). */
  z.strictObject({ kind: z.literal('used'), at: z.number() }),
  /** Before it locks, a tab asks whether another one is in use. */
  z.strictObject({ kind: z.literal('ask') }),
  /** The answer of a tab that is not due to lock: ms since its last use, and whether it can be seen. */
  z.strictObject({ kind: z.literal('here'), idle: z.number(), visible: z.boolean() }),
  /** One tab locked: all do. */
  z.strictObject({ kind: z.literal('lock') }),
])
export type LockMessage = z.infer<typeof LockMessage>

/** The way between the open tabs of one vault. */
export interface LockTabs {
  tell(message: LockMessage): void
  /** @returns the way to stop listening */
  listen(listener: (message: LockMessage) => void): () => void
  close(): void
}

/** Opens the way; tabs of an app of another version are understood as far as they speak the same. */
export function openLockTabs(tag: string): LockTabs {
  const channel = new BroadcastChannel(`branchbook-lock-${tag}`)
  const listeners = new Set<(message: LockMessage) => void>()
  let closed = false
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = LockMessage.safeParse(data)
    if (!message.success) return
    for (const listener of listeners) listener(message.data)
  })
  return {
    tell(message) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
      if (!closed) channel.postMessage(message)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      channel.close()
    },
  }
}
