import type { Messages } from '#i18n/messages.ts'
import type { SyncStatus } from '#sync/sync-status.ts'

/**
 * The one sentence of the ledger: what is not yet sent, and why. `lastSync` is the last complete contact in words,
 * `age` that of the oldest unsent change; each null if there is none. `count` writes a large number.
 */
export function statusSentence(
  status: Pick<SyncStatus, 'phase' | 'pendingCount' | 'upload'>,
  {
    lastSync,
    age,
    count,
  }: { lastSync: string | null; age: string | null; count: (value: number) => string },
  texts: Messages['sync']['sentence'],
): { tone: 'ok' | 'pending' | 'offline' | 'attention'; text: string } {
  const { phase, pendingCount, upload } = status
  const left = pendingCount === 0 ? texts.nothingLeft : texts.left(pendingCount, age)
  switch (phase) {
    case 'wrong-server':
      return { tone: 'attention', text: texts.wrongServer(left) }
    case 'out-of-step':
      return { tone: 'attention', text: texts.outOfStep(left) }
    case 'upgrade-required':
      return { tone: 'attention', text: texts.upgradeRequired(left) }
    case 'device-failed':
      return { tone: 'attention', text: texts.deviceFailed(left) }
    case 'no-room':
      return { tone: 'attention', text: texts.noRoom(left) }
    case 'signed-out':
      return { tone: 'attention', text: texts.signedOut(left) }
    case 'offline':
      return { tone: 'offline', text: texts.offline(left, lastSync) }
    case 'server-error':
      return { tone: 'offline', text: texts.serverError(left) }
    case 'busy':
      return { tone: 'pending', text: texts.busy(left) }
    case 'first-sync':
      return { tone: 'pending', text: texts.firstSync(left) }
    case 'syncing':
      return {
        tone: 'pending',
        text:
          upload === null
            ? texts.syncing(pendingCount)
            : texts.uploading(count(upload.done), count(upload.total)),
      }
    case 'idle':
      if (pendingCount > 0) return { tone: 'pending', text: texts.waiting(left) }
      return { tone: 'ok', text: lastSync === null ? texts.never : texts.allSent(lastSync) }
  }
}
