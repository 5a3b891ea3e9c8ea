import type { Receipt } from '#shared/protocol/pull-message.ts'
import type { Session } from './sessions.ts'
import type { Store } from './store/store.ts'

/** SR1: keeps what a device says that it took away; the same receipt again is not kept twice. */
export async function noteReceipts(
  store: Store,
  { account, device }: Session,
  receipts: readonly Receipt[],
  now: number,
): Promise<void> {
  if (receipts.length === 0) return
  await store.write(now, async (transaction) => {
    for (const receipt of receipts) {
      const isNew = await transaction.receipts.keep({
        ...receipt,
        device,
        staffId: account.id,
        at: now,
      })
      if (!isNew) continue
      const [refType = '', refId = null] = receipt.scope.split(':')
      const code = String(receipt.rows)
      transaction.audit.add({
        at: now,
        what: 'taken-away',
        staffId: account.id,
        device,
        refType,
        refId,
        code,
      })
    }
  })
}
