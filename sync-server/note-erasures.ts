import type { Cursor } from '#shared/protocol/pull-message.ts'
import type { Session } from './sessions.ts'
import type { ErasurePlace } from './store/erasure-table.ts'
import type { Snapshot, Store } from './store/store.ts'

/**
 * SE7: a device that asks to go on from behind an erasure has stored it, and has nothing of the customer in its pages any
 * more: what left comes before the position moves. A scope that its cursor does not name is not on the device. A device
 * without a cursor says nothing yet.
 */
export async function noteErasures(
  store: Store,
  { erasures, meta }: Snapshot,
  { account, device }: Session,
  cursor: Cursor | null,
  now: number,
): Promise<void> {
  const pending = await erasures.pendingOf(device)
  if (pending.size === 0 || cursor === null) return
  if (cursor.serverEpoch !== (await meta.get()).serverEpoch) return
  const passed = [...pending].filter(([, places]) => places.every((place) => isPast(cursor, place)))
  if (passed.length === 0) return
  await store.write(now, async (transaction) => {
    for (const [erasure] of passed) {
      const customer = await transaction.erasures.confirm(erasure, device, now)
      if (customer === undefined) continue
      transaction.audit.add({
        at: now,
        what: 'erasure-confirmed',
        staffId: account.id,
        device,
        refType: 'customer',
        refId: customer,
      })
    }
  })
}

function isPast({ positions }: Cursor, { scope, tier, seq }: ErasurePlace): boolean {
  const ofScope = positions[scope]
  return ofScope === undefined || (ofScope[tier] ?? 0) >= seq
}
