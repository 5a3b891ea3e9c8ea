import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
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
import { hasHiddenRows, mayReadRow, visibleChecksum } from './visible-rows.ts'

/** PL2: a page is at most this long on the wire, before compression. */
const pageBytes = 256 * 1024
const rowsPerQuery = 500
const outsPerPage = 2000

const tiers = [...new Set(Object.values(recordTypeDefinitions).map(({ tier }) => tier))].toSorted(
  (left, right) => left - right,
)

/**
 * PL1–PL3: the lines of one pull, all of one snapshot: start, pages in the order of the tiers, checkpoint.
 * A cursor of another server epoch, or ahead of this server (a restored backup), begins again at 0.
 */
export async function* pullLines(
  snapshot: Snapshot,
  session: Session,
  { cursor, epoch }: PullRequest,
  serverTime: number,
): AsyncGenerator<string> {
  const { serverEpoch } = await snapshot.meta.get()
  const scopes = [...session.grants.scopes]
  const states = await snapshot.scopes.states(scopes)
  const known = cursor?.serverEpoch === serverEpoch ? cursor.positions : {}
  const ranges = rangesOf(states, known)

  let records = 0
  for (const range of ranges) records += await snapshot.records.count(range)
  yield line({ kind: 'start', records } satisfies PullStart)

  for (const range of ranges) {
    yield* outPages(snapshot, range)
    yield* recordPages(snapshot, session, range)
  }

  const device = await snapshot.devices.byId(session.device)
  const checkpoint: PullCheckpoint = {
    kind: 'checkpoint',
    cursor: { serverEpoch, positions: positionsOf(states) },
    // PL3: the count of another epoch would take operations out of an outbox that were never run.
    lastN: device?.epoch === epoch ? device.lastN : 0,
    serverTime,
    scopes: await checksums(snapshot, session, states),
  }
  yield line(checkpoint)
}

/** What is to be sent of each tier and scope, the most urgent tier first. */
function rangesOf(
  states: ReadonlyMap<string, ScopeState>,
  known: Cursor['positions'],
): RecordRange[] {
  return tiers.flatMap((tier) =>
    [...states].flatMap(([scope, { seq }]) => {
      const position = known[scope]?.[tier] ?? 0
      const after = position > seq || position < 0 ? 0 : position
      return after === seq ? [] : [{ scope, tier, after, through: seq }]
    }),
  )
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

/** Bodies travel as they were stored; only rows that one may have to hide are read. */
async function* recordPages(
  snapshot: Snapshot,
  session: Session,
  range: RecordRange,
): AsyncGenerator<string> {
  let { after } = range
  let page: string[] = []
  let bytes = 0
  let sent = false
  for (;;) {
    const rows = await snapshot.records.range({ ...range, after }, rowsPerQuery)
    for (const row of rows) {
      if (hasHiddenRows(range.scope) && !mayReadRow(session, range.scope, row)) continue
      const text = `[${row.seq},${row.body}]`
      const length = Buffer.byteLength(text) + 1
      if (bytes + length > pageBytes - 256 && page.length > 0) {
        yield pageLine(range, after, page)
        sent = true
        page = []
        bytes = 0
      }
      page.push(text)
      bytes += length
      after = row.seq
    }
    after = rows.at(-1)?.seq ?? after
    if (rows.length < rowsPerQuery) break
  }
  if (page.length > 0 || sent) yield pageLine(range, range.through, page)
}

function pageLine({ scope, tier }: RecordRange, through: number, records: string[]): string {
  const head = `{"kind":"page","scope":"${scope}","tier":${tier},"through":${through},"records":[`
  return `${head}${records.join(',')}]}\n`
}

function positionsOf(states: ReadonlyMap<string, ScopeState>): Cursor['positions'] {
  return Object.fromEntries(
    [...states].map(([scope, { seq }]) => [
      scope,
      Object.fromEntries(tiers.map((tier) => [String(tier), seq])),
    ]),
  )
}

async function checksums(
  snapshot: Snapshot,
  session: Session,
  states: ReadonlyMap<string, ScopeState>,
): Promise<Record<string, ScopeChecksum>> {
  const all: Record<string, ScopeChecksum> = {}
  for (const [scope, { count, checksum }] of states) {
    all[scope] = hasHiddenRows(scope)
      ? visibleChecksum(session, scope, await snapshot.records.ofScope(scope))
      : { count, checksum }
  }
  return all
}

function line(message: object): string {
  return `${JSON.stringify(message)}\n`
}
