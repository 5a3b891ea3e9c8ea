import type { Cursor, PullRequest } from '#shared/protocol/pull-message.ts'
import type { PageRange } from './pull-pages.ts'
import type { Session } from './sessions.ts'
import type { PlacedText } from './store/record-table.ts'
import type { Snapshot } from './store/store.ts'
import { hasHiddenRows, mayReadRow } from './visible-rows.ts'

/** Rows of one scope and tier that a device asked for by name. */
export interface FetchedRows extends PageRange {
  rows: PlacedText[]
}

/**
 * PL4: the rows that a device lacks or has in another state, the most urgent tier first. Only what this person may read, and
 * only from the scope it was asked for in: a name that lies elsewhere is answered with nothing. `through` is the position
 * that the cursor already has: these rows move nothing.
 */
export async function fetchRows(
  snapshot: Snapshot,
  session: Session,
  fetch: NonNullable<PullRequest['fetch']>,
  known: Cursor['positions'],
): Promise<FetchedRows[]> {
  const pages = new Map<string, FetchedRows>()
  for (const { scope, rows } of fetch) {
    if (!session.grants.scopes.has(scope)) continue
    for (const [type, ids] of idsByType(rows)) {
      for (const row of await snapshot.records.named(scope, type, [...ids])) {
        if (hasHiddenRows(session, scope) && !mayReadRow(session, scope, row)) continue
        const { tier } = row
        const key = `${scope}|${tier}`
        const page = pages.get(key) ?? { scope, tier, through: known[scope]?.[tier] ?? 0, rows: [] }
        page.rows.push(row)
        pages.set(key, page)
      }
    }
  }
  for (const { rows } of pages.values()) rows.sort((left, right) => left.seq - right.seq)
  return [...pages.values()].toSorted((left, right) => left.tier - right.tier)
}

function idsByType(rows: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const byType = new Map<string, Set<string>>()
  for (const [type, id] of rows) byType.set(type, (byType.get(type) ?? new Set()).add(id))
  return byType
}
