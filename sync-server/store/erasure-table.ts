import type { Kysely } from 'kysely'
import { inBatches } from './batches.ts'
import type { Tables } from './schema.ts'

/** SE7: the erasure of one customer; the certificate is JSON with ids and counts. */
export interface Erasure {
  id: string
  customer: string
  /** Instant in ms. */
  at: number
  certificate: string
}

/** Where an erasure left its last trace in a scope: a device that has pulled past it has nothing of it any more. */
export interface ErasurePlace {
  scope: string
  tier: number
  seq: number
}

/** A device that may have had the records; `confirmedAt` (ms) is when it said that it is past them. */
export interface ErasureDevice {
  device: string
  staffId: string
  confirmedAt: number | null
}

export function erasureReader(db: Kysely<Tables>) {
  return {
    async ofCustomer(customer: string): Promise<Erasure | undefined> {
      return db
        .selectFrom('erasures')
        .selectAll()
        .where('customer', '=', customer)
        .executeTakeFirst()
    },
    async recordsOf(erasure: string): Promise<{ type: string; id: string }[]> {
      return db
        .selectFrom('erased_records')
        .select(['type', 'id'])
        .where('erasure', '=', erasure)
        .orderBy('type')
        .orderBy('id')
        .execute()
    },
    async devicesOf(erasure: string): Promise<ErasureDevice[]> {
      const rows = await db
        .selectFrom('erasure_devices')
        .selectAll()
        .where('erasure', '=', erasure)
        .orderBy('device')
        .execute()
      return rows.map(({ device, staff_id, confirmed_at }) => {
        return { device, staffId: staff_id, confirmedAt: confirmed_at }
      })
    },
    /** What this device has not confirmed yet: the places of each erasure. */
    async pendingOf(device: string): Promise<Map<string, ErasurePlace[]>> {
      const rows = await db
        .selectFrom('erasure_devices')
        .innerJoin('erasure_places', 'erasure_places.erasure', 'erasure_devices.erasure')
        .select(['erasure_devices.erasure', 'scope', 'tier', 'seq'])
        .where('device', '=', device)
        .where('confirmed_at', 'is', null)
        .execute()
      const pending = new Map<string, ErasurePlace[]>()
      for (const { erasure, ...place } of rows) {
        pending.set(erasure, [...(pending.get(erasure) ?? []), place])
      }
      return pending
    },
  }
}

export function erasureWriter(db: Kysely<Tables>) {
  /** Where nobody was ever erased, an operation costs no further look. */
  let isAnybody: Promise<boolean> | undefined
  const anybody = async () => {
    const row = await db.selectFrom('erased_records').select('id').limit(1).executeTakeFirst()
    return row !== undefined
  }
  return {
    ...erasureReader(db),
    /** Whether one of these ids is of a record that was erased. */
    async hasAnyOf(ids: readonly string[]): Promise<boolean> {
      isAnybody ??= anybody()
      if (ids.length === 0 || !(await isAnybody)) return false
      const row = await db
        .selectFrom('erased_records')
        .select('id')
        .where('id', 'in', [...ids])
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },
    /** Every device that is known now may have the records. */
    async add(erasure: Erasure): Promise<void> {
      await db.insertInto('erasures').values(erasure).execute()
      const devices = await db.selectFrom('devices').select(['device', 'staff_id']).execute()
      const rows = devices.map((device) => {
        return { ...device, erasure: erasure.id, confirmed_at: null }
      })
      for (const batch of inBatches(rows)) {
        await db.insertInto('erasure_devices').values(batch).execute()
      }
      isAnybody = undefined
    },
    async setCertificate(erasure: string, certificate: string): Promise<void> {
      await db.updateTable('erasures').set({ certificate }).where('id', '=', erasure).execute()
    },
    /** Answers the customer; undefined when this device had confirmed before. */
    async confirm(erasure: string, device: string, at: number): Promise<string | undefined> {
      const confirmed = await db
        .updateTable('erasure_devices')
        .set({ confirmed_at: at })
        .where('erasure', '=', erasure)
        .where('device', '=', device)
        .where('confirmed_at', 'is', null)
        .returning('erasure')
        .executeTakeFirst()
      if (confirmed === undefined) return undefined
      const { customer } = await db
        .selectFrom('erasures')
        .select('customer')
        .where('id', '=', erasure)
        .executeTakeFirstOrThrow()
      return customer
    },
  }
}

/** What a transaction that erases leaves behind when it has its numbers. */
export async function keepTraces(
  db: Kysely<Tables>,
  erasure: string,
  {
    records,
    places,
  }: { records: readonly { type: string; id: string }[]; places: readonly ErasurePlace[] },
): Promise<void> {
  for (const batch of inBatches(records.map(({ type, id }) => ({ type, id, erasure })))) {
    await db.insertInto('erased_records').values(batch).execute()
  }
  for (const batch of inBatches(places.map((place) => ({ ...place, erasure })))) {
    await db.insertInto('erasure_places').values(batch).execute()
  }
}
