/** What the chip says (product principle 2), decided from facts, in this order. */
export interface SyncStatus {
  /**
   * `out-of-step`: device and server number operations differently, so nothing goes out until somebody looks.
   * `upgrade-required`: this app is too old to pull (PU4); what is written here still goes out.
   * `no-room`: too little space for what arrives (VA4); saving and sending go on.
   * `device-failed`: this device cannot store what arrives: the app was updated in another tab (CL6), or its data is gone.
   * `busy`: the server asked this device to come later (SE5), and it does so by itself.
   * `first-sync` shows progress; `signed-out` keeps working and asks for the password again.
   */
  phase:
    | 'first-sync'
    | 'idle'
    | 'syncing'
    | 'offline'
    | 'signed-out'
    | 'server-error'
    | 'busy'
    | 'device-failed'
    | 'no-room'
    | 'wrong-server'
    | 'out-of-step'
    | 'upgrade-required'
  pendingCount: number
  /** Instant in ms of the oldest unsent change, or null. */
  oldestPendingAt: number | null
  /** Sync issues without a resolution. */
  attentionCount: number
  /** Instant in ms of the last complete pull, or null. */
  lastSyncedAt: number | null
  /** Records received and expected during a first sync. */
  progress: { received: number; expected: number } | null
  /** Changes that the server has answered, and those there are, while more go out than one request takes; else null. */
  upload: { done: number; total: number } | null
  /** Instant in ms of the next try after a failure, or null. */
  nextTryAt: number | null
}

/** Emits on each change; `current` never waits. */
export interface SyncStatusSource {
  current: () => SyncStatus
  subscribe: (listener: () => void) => () => void
}
