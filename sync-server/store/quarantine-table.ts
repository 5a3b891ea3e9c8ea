import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** An operation that is not run but kept for a person to look at. */
export interface QuarantinedOperation {
  device: string
  epoch: string
  n: number
  staffId: string
  reason: 'stale-epoch' | 'newer-schema' | 'older-schema'
  operation: unknown
}

export function quarantineReader(db: Kysely<Tables>) {
  return {
    async count(device: string): Promise<number> {
      const row = await db
        .selectFrom('quarantine')
        .select((expression) => expression.fn.countAll<number>().as('count'))
        .where('device', '=', device)
        .executeTakeFirstOrThrow()
      return row.count
    },
  }
}

export function quarantineWriter(db: Kysely<Tables>) {
  return {
    ...quarantineReader(db),
    /** Keeps the operation; the same one again changes nothing. */
    async keep(kept: QuarantinedOperation, at: number): Promise<void> {
      await db
        .insertInto('quarantine')
        .values({
          device: kept.device,
          epoch: kept.epoch,
          n: kept.n,
          staff_id: kept.staffId,
          at,
          reason: kept.reason,
          operation: JSON.stringify(kept.operation),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}
