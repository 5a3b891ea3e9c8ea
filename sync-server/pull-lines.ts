import type {
  Cursor,
  PullCheckpoint,
  PullPage,
  PullRequest,
  PullStart,
  ScopeChecksum,
} from '#shared/protocol/pull-message.ts'
import type { Session } from './sessions.ts'
import type { RecordRange } from './store/record-table.ts'
import type { ScopeState } from './store/scope-table.ts'
import type { Snapshot } from './store/store.ts'
import { type FetchedRows, fetchRows } from './pull-fetch.ts'
import { indexLines } from './pull-index.ts'
import { pageWriter } from './pull-pages.ts'
import { filledRanges } from './pull-ranges.ts'
import { allTiers } from './store/scope-sweep.ts'
import { hasHiddenRows, mayReadRow, visibleChecksum } from './visible-rows.ts'

const rowsPerQuery = 500
const outsPerPage = 2000

/**
 * PL1–PL4: the lines of one pull, all of one snapshot: start, rows that were asked for by name, pages in the order of the
 * tiers, index lines of the scopes that are compared, checkpoint.
 * A cursor of another server epoch, or ahead of this server (a restored backup), begins again at 0.
 */
export async function* pullLines(
  snapshot: Snapshot,
  session: Session,
  { cursor, epoch, compare, fetch = [] }: PullRequest,
  serverTime: number,
): AsyncGenerator<string> {
  const { serverEpoch } = await snapshot.meta.get()
  const scopes = [...session.grants.scopes]
  const states = await snapshot.scopes.states(scopes)
  const isOurs = cursor?.serverEpoch === serverEpoch
  const known = isOurs ? cursor.positions : {}
  const fetched = await fetchRows(snapshot, session, fetch, known)
  const ranges = await filledRanges(snapshot, session, states, known)

  const named = fetched.reduce((sum, { rows }) => sum + rows.length, 0)
  const records = ranges.reduce((sum, range) => sum + range.records, named)
  yield line({ kind: 'start', records } satisfies PullStart)

  for (const rows of fetched) yield* fetchedPages(rows)
  for (const range of ranges) {
    if (range.hasOuts) yield* outPages(snapshot, range)
    if (range.records > 0) yield* recordPages(snapshot, session, range)
  }

  // A cursor of another history is none; what it lacks was just sent.
  yield* indexLines(snapshot, session, { cursor: isOurs ? cursor : null, compare }, states)

  const device = await snapshot.devices.byId(session.device)
  const checkpoint: PullCheckpoint = {
    kind: 'checkpoint',
    cursor: { serverEpoch, positions: positionsOf(states) },
    // PL3: the count of another epoch would take operations out of an outbox that were never run.
    lastN: device?.epoch === epoch ? device.lastN : 0,
    serverTime,
    scopes: await checksums(snapshot, session, states),
    membership: await snapshot.meta.membership(),
  }
  yield line(checkpoint)
}

/**
 * SC4: what left comes first and does not move the position: a pull that breaks off here sends it
 * again, and taking a record out twice is harmless.
 */
async function* outPages(snapshot: Snapshot, range: RecordRange): AsyncGenerator<string> {
  let { after } = range
  for (;;) {
    const outs = await snapshot.outs.range({ ...range, after }, outsPerPage)
    const last = outs.at(-1)
    if (last === undefined) return
    after = last.seq
    const page: PullPage = {
      kind: 'page',
      scope: range.scope,
      tier: range.tier,
      through: range.after,
      records: [],
      outs: outs.map(({ seq, type, id }) => [seq, type, id]),
    }
    yield line(page)
  }
}

/** Only rows that one may have to hide are read. */
async function* recordPages(
  snapshot: Snapshot,
  session: Session,
  range: RecordRange,
): AsyncGenerator<string> {
  const writer = pageWriter(range)
  let { after } = range
  for (;;) {
    const rows = await snapshot.records.range({ ...range, after }, rowsPerQuery)
    for (const row of rows) {
      if (hasHiddenRows(session, range.scope) && !mayReadRow(session, range.scope, row)) continue
      const full = writer.add(row, after)
      if (full !== undefined) yield full
      after = row.seq
    }
    after = rows.at(-1)?.seq ?? after
    if (rows.length < rowsPerQuery) break
  }
  const last = writer.end()
  if (last !== undefined) yield last
}

function* fetchedPages({ rows, ...range }: FetchedRows): Generator<string> {
  const writer = pageWriter(range)
  for (const row of rows) {
    const full = writer.add(row, range.through)
    if (full !== undefined) yield full
  }
  const last = writer.end()
  if (last !== undefined) yield last
}

function positionsOf(states: ReadonlyMap<string, ScopeState>): Cursor['positions'] {
  return Object.fromEntries(
    [...states].map(([scope, { seq }]) => [
      scope,
      Object.fromEntries(allTiers.map((tier) => [String(tier), seq])),
    ]),
  )
}

async function checksums(
  snapshot: Snapshot,
  session: Session,
  states: ReadonlyMap<string, ScopeState>,
): Promise<Record<string, ScopeChecksum>> {
  const all: Record<string, ScopeChecksum> = {}
  for (const [scope, state] of states) {
    all[scope] = hasHiddenRows(session, scope)
      ? await visibleChecksum(session, scope, state, snapshot.records)
      : { count: state.count, checksum: state.checksum }
  }
  return all
}

function line(message: object): string {
  return `${JSON.stringify(message)}\n`
}
