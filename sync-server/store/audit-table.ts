import { type Kysely, type Selectable, sql } from 'kysely'
import type { AuditRow, StoredAuditRow } from '#server/audit-chain.ts'
import { chainHash, firstHash } from '#server/audit-chain.ts'
import { inBatches } from './batches.ts'
import { hasOtherWriters } from './row-lock.ts'
import type { Tables } from './schema.ts'

export function auditReader(db: Kysely<Tables>) {
  return {
    /** At most `most` rows after number `after`, ascending. */
    async after(after: number, most: number): Promise<StoredAuditRow[]> {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('no', '>', after)
        .orderBy('no')
        .limit(most)
        .execute()
      return rows.map(toStoredRow)
    },
    /** Number and hash of the last row; undefined while there is none. */
    async last(): Promise<{ no: number; hash: string } | undefined> {
      return lastRow(db)
    },
  }
}

/** SE6: rows wait until the end of the transaction, are chained there, and are never changed after. */
export function auditWriter(db: Kysely<Tables>) {
  const waiting: AuditRow[] = []
  return {
    ...auditReader(db),
    add(row: AuditRow): void {
      waiting.push(row)
    },
    mark: () => waiting.length,
    undoTo: (mark: number) => {
      waiting.splice(mark)
    },
    async flush(): Promise<void> {
      if (waiting.length === 0) return
      await lockHead(db)
      let { no, hash: previous } = (await lastRow(db)) ?? { no: 0, hash: firstHash }
      const rows = waiting.map((row) => {
        no += 1
        const hash = chainHash(no, row, previous)
        const stored = toTableRow(no, row, previous, hash)
        previous = hash
        return stored
      })
      for (const batch of inBatches(rows)) await db.insertInto('audit').values(batch).execute()
    },
  }
}

function lastRow(db: Kysely<Tables>): Promise<{ no: number; hash: string } | undefined> {
  return db
    .selectFrom('audit')
    .select(['no', 'hash'])
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Any number that nothing else in the database takes a lock on. */
const headLock = 7_241_853_091

/**
 * SE6: the chain has one order, so one transaction at a time takes its head, and keeps it until the commit. It is the
 * last that a transaction asks for: whoever waits here holds nothing up that the one in front still needs.
 */
async function lockHead(db: Kysely<Tables>): Promise<void> {
  if (hasOtherWriters(db)) await sql`select pg_advisory_xact_lock(${headLock})`.execute(db)
}

function toTableRow(no: number, row: AuditRow, previous: string, hash: string): Tables['audit'] {
  return {
    no,
    at: row.at,
    staff_id: row.staffId ?? null,
    device: row.device ?? null,
    what: row.what,
    ref_type: row.refType ?? null,
    ref_id: row.refId ?? null,
    operation_id: row.operationId ?? null,
    code: row.code ?? null,
    claimed_at: row.claimedAt ?? null,
    previous,
    hash,
  }
}

/** A row of the table as the chain knows one. */
export function toStoredRow(row: Selectable<Tables['audit']>): StoredAuditRow {
  return {
    no: row.no,
    previous: row.previous,
    hash: row.hash,
    row: {
      at: row.at,
      what: row.what,
      staffId: row.staff_id,
      device: row.device,
      refType: row.ref_type,
      refId: row.ref_id,
      operationId: row.operation_id,
      code: row.code,
      claimedAt: row.claimed_at,
    },
  }
}
