import type { Kysely } from 'kysely'
import type { Receipt } from '#shared/protocol/pull-message.ts'
import type { Tables } from './schema.ts'

/** SR1: what a device says that it took away. */
export interface StoredReceipt extends Receipt {
  device: string
  staffId: string
  /** Instant in ms. */
  at: number
}

export function receiptWriter(db: Kysely<Tables>) {
  return {
    /** Keeps the receipt; false when the same one was kept before. */
    async keep({ device, scope, rows, checksum, staffId, at }: StoredReceipt): Promise<boolean> {
      const row = { device, scope, row_count: rows, checksum, staff_id: staffId, at }
      const kept = await db
        .insertInto('receipts')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('device')
        .executeTakeFirst()
      return kept !== undefined
    },
    async ofDevice(device: string): Promise<StoredReceipt[]> {
      const rows = await db
        .selectFrom('receipts')
        .selectAll()
        .where('device', '=', device)
        .orderBy('scope')
        .execute()
      return rows.map(({ device, scope, row_count, checksum, staff_id, at }) => {
        return { device, scope, rows: row_count, checksum, staffId: staff_id, at }
      })
    },
  }
}
