import type { Verdict } from './status.ts'

/** What the syncing tab lets the others know, so that every tab shows the same chip. Nothing about a person. */
export interface LeaderFacts {
  verdict: Verdict
  running: boolean
  lastSyncedAt: number | null
  progress: { received: number; expected: number } | null
  nextTryAt: number | null
  /** A tab in the background reads nothing of what others write (VA5), so it cannot send it. */
  visible: boolean
}

export type TabMessage =
  | { kind: 'facts'; facts: LeaderFacts }
  | { kind: 'ask' }
  | { kind: 'signed-in' }

export interface TabChannel {
  post: (message: TabMessage) => void
  close: () => void
}

/** CL4: the way between the tabs of one vault. Only tabs of this same app can speak on it. */
export function openTabChannel(tag: string, onMessage: (message: TabMessage) => void): TabChannel {
  const channel = new BroadcastChannel(`branchbook-sync-${tag}`)
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => onMessage(data))
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  }
}
