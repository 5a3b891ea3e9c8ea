import type { Messages } from '#i18n/messages.ts'
import type { SyncStatus } from '#sync/sync-status.ts'

/** What the chip shows for a status: the most urgent fact, never two. `time` is the last sync as HH:MM. */
export function chipFace(
  status: SyncStatus,
  time: string | null,
  texts: Messages['sync']['chip'],
): { tone: 'ok' | 'pending' | 'offline' | 'attention'; text: string } {
  const { phase, pendingCount, attentionCount, progress, upload } = status
  if (phase === 'wrong-server') return { tone: 'attention', text: texts.wrongServer }
  if (phase === 'out-of-step') return { tone: 'attention', text: texts.outOfStep }
  if (phase === 'upgrade-required') return { tone: 'attention', text: texts.upgradeRequired }
  if (phase === 'device-failed') return { tone: 'attention', text: texts.deviceFailed }
  if (phase === 'no-room') return { tone: 'attention', text: texts.noRoom }
  if (phase === 'signed-out') return { tone: 'attention', text: texts.signedOut }
  if (attentionCount > 0) return { tone: 'attention', text: texts.attention(attentionCount) }
  if (phase === 'offline') {
    const text = pendingCount > 0 ? texts.offlinePending(pendingCount) : texts.offline
    return { tone: 'offline', text }
  }
  if (phase === 'server-error') return { tone: 'offline', text: texts.serverError }
  if (phase === 'busy') {
    const text = pendingCount > 0 ? texts.busyPending(pendingCount) : texts.busy
    return { tone: 'pending', text }
  }
  if (phase === 'first-sync') {
    const { received = 0, expected = 0 } = progress ?? {}
    const percent = expected === 0 ? 0 : Math.min(99, Math.floor((received / expected) * 100))
    return { tone: 'pending', text: texts.firstSync(percent) }
  }
  if (upload !== null) {
    const percent = Math.min(99, Math.floor((upload.done / upload.total) * 100))
    return { tone: 'pending', text: texts.uploading(percent) }
  }
  if (pendingCount > 0) return { tone: 'pending', text: texts.pending(pendingCount) }
  if (time === null) return { tone: 'pending', text: texts.neverSynced }
  return { tone: 'ok', text: texts.synced(time) }
}
