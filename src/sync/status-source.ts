import type { SyncStatus, SyncStatusSource } from './sync-status.ts'

/** A status that is worked out anew on `refresh` and told only when it differs. */
export function createStatusSource(
  decide: () => SyncStatus,
  onChange: (status: SyncStatus) => void,
): SyncStatusSource & { refresh: () => void } {
  const listeners = new Set<() => void>()
  let present = decide()
  let written = JSON.stringify(present)
  return {
    current: () => present,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh() {
      const next = decide()
      const text = JSON.stringify(next)
      if (text === written) return
      present = next
      written = text
      onChange(next)
      for (const listener of listeners) listener()
    },
  }
}
