import type { Kysely, Selectable } from 'kysely'
import * as z from 'zod/mini'
import { withoutForbidden } from '#shared/protocol/forbidden-content.ts'
import type { Tables } from './schema.ts'

const Reason = z.enum(['stale-epoch', 'newer-schema', 'older-schema', 'record-missing'])

/** An operation that is not run but kept for a person to look at. */
export interface QuarantinedOperation {
  device: string
  epoch: string
  n: number
  staffId: string
  reason: z.infer<typeof Reason>
  /** With `record-missing`: id of the record that it is about, which has not come yet. */
  waitsFor?: string | undefined
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
    /** Everything that is kept, for whoever looks for one person in it. */
    async all(): Promise<WaitingOperation[]> {
      return (await waitingRows(db).execute()).map(toWaiting)
    },
  }
}

function waitingRows(db: Kysely<Tables>) {
  return db.selectFrom('quarantine').selectAll().orderBy('at').orderBy('epoch').orderBy('n')
}

/** A kept operation that is run as soon as it can be; `at` is the instant (ms) at which it came. */
export interface WaitingOperation extends QuarantinedOperation {
  at: number
}

export function quarantineWriter(db: Kysely<Tables>) {
  return {
    ...quarantineReader(db),
    /** PU4: what this device said in a version that was not known then, in the order in which it was said. */
    async deferred(device: string): Promise<WaitingOperation[]> {
      const rows = waitingRows(db).where('reason', '=', 'newer-schema').where('device', '=', device)
      return (await rows.execute()).map(toWaiting)
    },
    /** GC2: what waits for one of these records, from whatever device. */
    async waitingFor(ids: ReadonlySet<string>): Promise<WaitingOperation[]> {
      const rows = waitingRows(db)
        .where('reason', '=', 'record-missing')
        .where('waits_for', 'in', [...ids])
      return (await rows.execute()).map(toWaiting)
    },
    /** Gives up what waited for a record since before `at` (ms); its content is in the issue of its author. */
    async dropMissingBefore(at: number): Promise<void> {
      await db
        .deleteFrom('quarantine')
        .where('reason', '=', 'record-missing')
        .where('at', '<', at)
        .execute()
    },
    /** An operation was run after all, or is not to be kept; nothing of it waits any more. */
    async release({ device, epoch, n, reason }: WaitingOperation): Promise<void> {
      await db
        .deleteFrom('quarantine')
        .where('device', '=', device)
        .where('epoch', '=', epoch)
        .where('n', '=', n)
        .where('reason', '=', reason)
        .execute()
    },
    /** Keeps the operation, but for what must not be kept (SE7); the same one again changes nothing. */
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
          waits_for: kept.waitsFor ?? null,
          operation: JSON.stringify(withoutForbidden(kept.operation)),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}

function toWaiting(row: Selectable<Tables['quarantine']>): WaitingOperation {
  const { device, epoch, n, at } = row
  const reason = Reason.parse(row.reason)
  return {
    device,
    epoch,
    n,
    at,
    reason,
    staffId: row.staff_id,
    operation: JSON.parse(row.operation),
  }
}
