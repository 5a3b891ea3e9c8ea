import type { PullIndex, PullRequest } from '#shared/protocol/pull-message.ts'
import type { Session } from './sessions.ts'
import type { RecordRange, RowName } from './store/record-table.ts'
import type { ScopeState } from './store/scope-table.ts'
import { allTiers } from './store/scope-sweep.ts'
import type { Snapshot } from './store/store.ts'
import { hasHiddenRows, mayReadRow } from './visible-rows.ts'

/** PL2: a row of a type, an id and a seq takes less than 100 bytes; so many stay below 256 KB. */
const rowsPerLine = 2000

/**
 * PL4, GC1: every row of a scope that this person may read, by type, id and seq, for the scopes that are to be compared: those
 * the device asked for, and those that it has not looked at for so long that we no longer know what left them since.
 */
export async function* indexLines(
  snapshot: Snapshot,
  session: Session,
  { cursor, compare = [] }: Pick<PullRequest, 'cursor' | 'compare'>,
  states: ReadonlyMap<string, ScopeState>,
): AsyncGenerator<string> {
  const asked = new Set(compare)
  for (const [scope, { floor, seq }] of states) {
    const positions = Object.values(cursor?.positions[scope] ?? {})
    const isBelowFloor = positions.some((position) => position > 0 && position < floor)
    if (asked.has(scope) || isBelowFloor) yield* linesOf(snapshot, session, scope, seq)
  }
}

async function* linesOf(
  snapshot: Snapshot,
  session: Session,
  scope: string,
  through: number,
): AsyncGenerator<string> {
  let isNamed = false
  for (const tier of allTiers) {
    let after = 0
    for (;;) {
      const range = { scope, tier, after, through }
      const { rows, last } = await visibleNames(snapshot, session, range)
      if (rows.length > 0) {
        isNamed = true
        yield lineOf(scope, rows)
      }
      if (last === undefined) break
      after = last
    }
  }
  if (!isNamed) yield lineOf(scope, [])
}

/** The rows that this person may read, and where to go on; `last` is undefined at the end. */
async function visibleNames(
  { records }: Snapshot,
  session: Session,
  range: RecordRange,
): Promise<{ rows: RowName[]; last: number | undefined }> {
  if (!hasHiddenRows(session, range.scope)) {
    const rows = await records.names(range, rowsPerLine)
    return { rows, last: nextAfter(rows) }
  }
  const rows = await records.range(range, rowsPerLine)
  const visible = rows.filter((row) => mayReadRow(session, range.scope, row))
  return { rows: visible, last: nextAfter(rows) }
}

function nextAfter(rows: readonly RowName[]): number | undefined {
  return rows.length < rowsPerLine ? undefined : rows.at(-1)?.seq
}

function lineOf(scope: string, rows: readonly RowName[]): string {
  const line: PullIndex = {
    kind: 'index',
    scope,
    rows: rows.map(({ type, id, seq }) => [type, id, seq]),
  }
  return `${JSON.stringify(line)}\n`
}
