import {
  type AuditFilter,
  type AuditGroup,
  auditGroups,
  type AuditItem,
  type AuditPerson,
  type AuditPlace,
} from '#shared/protocol/audit-message.ts'
import type { AuditRow, StoredAuditRow } from './audit-chain.ts'
import type { AuditQuery } from './store/audit-search.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Reader } from './store/store.ts'

type SearchReader = Pick<Reader, 'auditSearch' | 'devices' | 'staff'>

/** SE6: rows of the audit with the names of the colleagues in them, the newest first, at most `most` behind a place. */
export async function searchAudit(
  reader: SearchReader,
  filter: AuditFilter,
  { after, most }: { after?: AuditPlace | undefined; most: number },
): Promise<AuditItem[]> {
  const query = await queryOf(reader, filter)
  return named(reader, await reader.auditSearch.find(query, { after, most }))
}

/** SE6: that somebody searched is a row too: by what, in ids and codes. `more`: what was done beside looking. */
export function auditOfSearch(
  filter: AuditFilter,
  by: Pick<AuditRow, 'staffId' | 'device'>,
  { at, what, code = '' }: { at: number; what: 'audit-searched' | 'audit-exported'; code?: string },
): AuditRow {
  const { staffId, device, record, group, from, until } = filter
  const about =
    record !== undefined
      ? { refId: record }
      : device !== undefined
        ? { refType: 'device', refId: device }
        : staffId !== undefined
          ? { refType: 'staff', refId: staffId }
          : {}
  const times = from === undefined && until === undefined ? '' : `${from ?? ''}-${until ?? ''}`
  const words = [group ?? 'all', times, code].filter((word) => word !== '')
  return { at, what, ...by, ...about, code: words.join(' ') }
}

async function queryOf(
  { devices }: Pick<SearchReader, 'devices'>,
  { group, ...rest }: AuditFilter,
): Promise<AuditQuery> {
  const query: AuditQuery = { ...rest }
  if (group !== undefined) query.events = eventsOf(group)
  if (rest.device !== undefined) {
    const owner = (await devices.byId(rest.device))?.staffId
    if (owner !== undefined) query.deviceOwner = owner
  }
  return query
}

function eventsOf(group: AuditGroup): readonly string[] {
  return auditGroups[group]
}

async function named(
  { staff }: Pick<SearchReader, 'staff'>,
  rows: readonly StoredAuditRow[],
): Promise<AuditItem[]> {
  const ids = rows.flatMap(({ row }) => [row.staffId, row.refId].filter((id) => id != null))
  const people = new Map((await staff.byIds([...new Set(ids)])).map((one) => [one.id, one]))
  const personOf = (id: string | null | undefined) => {
    const found = id == null ? undefined : people.get(id)
    return found === undefined ? null : toPerson(found)
  }
  return rows.map(({ no, row }) => ({
    no,
    at: row.at,
    what: row.what,
    by: personOf(row.staffId),
    device: row.device ?? null,
    refType: row.refType ?? null,
    refId: row.refId ?? null,
    about: personOf(row.refId),
    code: row.code ?? null,
    ...(row.claimedAt == null ? {} : { claimedAt: row.claimedAt }),
  }))
}

function toPerson({ id, name, staffNo, role }: StaffAccount): AuditPerson {
  return { id, name, staffNo, role }
}
