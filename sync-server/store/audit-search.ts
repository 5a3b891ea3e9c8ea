import { type Kysely, sql } from 'kysely'
import type { AuditFilter, AuditPlace } from '#shared/protocol/audit-message.ts'
import type { StoredAuditRow } from '#server/audit-chain.ts'
import { toStoredRow } from './audit-table.ts'
import type { Tables } from './schema.ts'

/** A filter with the events of its group, and the owner of its device. */
export interface AuditQuery extends Omit<AuditFilter, 'group'> {
  /** One of these events; undefined for any. */
  events?: readonly string[]
  deviceOwner?: string
}

/** One walk along one index: everything that it does not cover is looked at row by row. */
interface Leg {
  column?: 'staff_id' | 'ref_id' | 'what'
  value?: string
  device?: string
}

/** SE6: finds rows of the audit, the newest first. */
export function auditSearch(db: Kysely<Tables>) {
  return {
    /** At most `most` rows behind a place. */
    async find(
      query: AuditQuery,
      { after, most }: { after?: AuditPlace | undefined; most: number },
    ): Promise<StoredAuditRow[]> {
      const found = new Map<number, StoredAuditRow>()
      for (const leg of legsOf(query)) {
        for (const row of await walk(db, { leg, query, after, most })) found.set(row.no, row)
      }
      return [...found.values()].toSorted(newestFirst).slice(0, most)
    },
    /** CL7: how many changes of each device were reported and never came. */
    async lossesByDevice(): Promise<Map<string, number>> {
      const rows = await db
        .selectFrom('audit')
        .select(['device', sql<number | string>`sum(cast(code as integer))`.as('lost')])
        .where('what', '=', 'changes-lost')
        .where(isNoOperation)
        .where('device', 'is not', null)
        .groupBy('device')
        .execute()
      return new Map(rows.map(({ device, lost }) => [device ?? '', Number(lost)]))
    },
    /** The last row of one event, which is not `operation`; undefined when there is none. */
    async lastOf(what: string): Promise<StoredAuditRow | undefined> {
      const [row] = await walk(db, { leg: { column: 'what', value: what }, query: {}, most: 1 })
      return row
    },
  }
}

/** Operations are nearly all rows, so the index of events leaves them out; the planner has to be told that it may. */
const isNoOperation = sql<boolean>`what <> 'operation'`

/**
 * Walks that together find everything that is asked for, each along an index that is in the order of the answer, so that a
 * page is found without looking at what lies behind it.
 */
function legsOf({ record, device, deviceOwner, staffId, events }: AuditQuery): Leg[] {
  if (record !== undefined) return [{ column: 'ref_id', value: record }]
  if (device !== undefined) {
    const about: Leg = { column: 'ref_id', value: device }
    // A device belongs to one person; before that person is known, a sign-in can only have been refused.
    const refused: Leg = { column: 'what', value: 'sign-in-refused', device }
    const mayBeRefused = events === undefined || events.includes('sign-in-refused')
    return [
      about,
      ...(mayBeRefused ? [refused] : []),
      ...(deviceOwner === undefined
        ? []
        : [{ column: 'staff_id' as const, value: deviceOwner, device }]),
    ]
  }
  if (staffId !== undefined) {
    return [
      { column: 'staff_id', value: staffId },
      { column: 'ref_id', value: staffId },
    ]
  }
  if (events === undefined || events.includes('operation')) return [{}]
  return events.map((what) => ({ column: 'what', value: what }))
}

async function walk(
  db: Kysely<Tables>,
  {
    leg: { column, value, device },
    query,
    after,
    most,
  }: { leg: Leg; query: AuditQuery; after?: AuditPlace | undefined; most: number },
): Promise<StoredAuditRow[]> {
  const { from, until, events, staffId, record } = query
  let rows = db.selectFrom('audit').selectAll()
  if (column !== undefined && value !== undefined) rows = rows.where(column, '=', value)
  if (column === 'what') rows = rows.where(isNoOperation)
  else if (events !== undefined) rows = rows.where('what', 'in', events)
  if (device !== undefined) rows = rows.where('device', '=', device)
  if (from !== undefined) rows = rows.where('at', '>=', from)
  if (until !== undefined) rows = rows.where('at', '<', until)
  if (after !== undefined) {
    const { at, no } = after
    rows = rows
      .where('at', '<=', at)
      .where((row) => row.or([row('at', '<', at), row('no', '<', no)]))
  }
  // What the walk itself does not say: the person, where a record or device is asked for too.
  const person = record !== undefined || query.device !== undefined ? staffId : undefined
  if (person !== undefined) rows = rows.where('staff_id', '=', person)
  if (record !== undefined && query.device !== undefined) {
    rows = rows.where('device', '=', query.device)
  }
  const found = await rows.orderBy('at', 'desc').orderBy('no', 'desc').limit(most).execute()
  return found.map(toStoredRow)
}

function newestFirst(one: StoredAuditRow, other: StoredAuditRow): number {
  return other.row.at - one.row.at || other.no - one.no
}
