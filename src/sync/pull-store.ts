import type {
  Cursor,
  PullCheckpoint,
  PullIndex,
  PullPage,
  Receipt,
} from '#shared/protocol/pull-message.ts'
import type { RecordPlace, ReplicaFeed } from '#replica/replica-feed.ts'
import type { PendingChange, Replica } from '#replica/replica.ts'
import { keyOfRow, placeRows, recordKey, rowsOfPage, type PageRow } from '#vault/pages.ts'
import type { BaseEntry, DeviceNumbers, PullBatch, PulledPage, Vault } from '#vault/vault.ts'
import { createNamedRows, tierOf, type RowsByName } from './compare-rows.ts'
import { createLeavingRecords, type LeavingRecords } from './left-drafts.ts'
import { revocationBy } from './revoked-scopes.ts'
import { showPull } from './show-pull.ts'

/** Collects pages and stores them a batch at a time: one transaction on the disk, then one change of the screen. */
export interface PullStore {
  /** How many records the page held; null when one has no form that could be kept. */
  addPage: (pulled: PulledPage) => Promise<number | null>
  /** PL4: rows that the server names. */
  addIndex: (line: PullIndex) => void
  /** Stores what is left together with what the checkpoint says. */
  finish: (checkpoint: PullCheckpoint) => Promise<Repair>
  /** Waits for what is being stored; a broken pull ends here. */
  settle: () => Promise<void>
}

/** PL4: what the compare brought to light. */
export interface Repair {
  /** Rows that left because the server did not name them. */
  gone: number
  /** Rows that are to be asked for. */
  missing: RowsByName
}

interface PullStoreParts {
  vault: Pick<Vault, 'base' | 'drafts'>
  replica: Pick<Replica, 'pending'> & ReplicaFeed
  /** Where the pull began. */
  cursor: Cursor
  /** The membership that was known then (SR1). */
  membership: number | null
  /** The number here of the last operation then. */
  lastLocalN: number
  numbers: Pick<DeviceNumbers, 'offset'>
  /** PL4: what was asked for by name. */
  fetched: RowsByName
  /** SR1: what the request carried. */
  receipts: Receipt[]
  /** SR2: what pulls that broke off said already. */
  leaving?: LeavingRecords
}

/** PL2: these are stored and shown as soon as they are complete. */
const lastEarlyTier = 2
/** So many rows at most are news of the moment; a copy of them costs nothing. */
const fewRows = 100
/** I8: about so many bytes are held before they are stored; large batches cost less than small ones. */
const batchBytes = 4_000_000

/** The pages of one batch and the rows in them. */
interface Collected {
  pages: PulledPage[]
  rows: { scope: string; rows: PageRow[] }[]
  bytes: number
}

/** Starts empty. */
export function createPullStore(parts: PullStoreParts): PullStore {
  const { vault, replica, cursor, numbers, leaving = createLeavingRecords() } = parts
  const positions = structuredClone(cursor.positions)
  const named = createNamedRows()
  const seqsHere = createSeqsHere(replica, parts.fetched)
  let collected: Collected = { pages: [], rows: [], bytes: 0 }
  let tier = 0
  let storing: Promise<void> = Promise.resolve()

  /**
   * PL5: a few rows of colleagues are on the screen before they are on the disk; what is not stored is pulled again. What
   * takes something away, or confirms what was typed here, is stored first.
   */
  async function showAndStore(batch: PullBatch, collected: Collected): Promise<void> {
    if (!isNewsAlone(batch, collected, replica.pending())) return store(batch, collected)
    replica.applyPull(collected.rows.flatMap(placeCopies), [], null)
    await vault.base.storePull(batch)
  }

  async function store(batch: PullBatch, { rows }: Collected): Promise<void> {
    const removedScopes = await vault.base.storePull(batch)
    const { leftDrafts = [], dropDrafts = [] } = batch
    const gone = removedScopes.length > 0 ? [...leftDrafts, ...dropDrafts] : leftDrafts
    // SR1: before the screen changes, because a form that closes then saves once more.
    if (gone.length > 0) await vault.drafts.discard(gone)
    // Only after the pages are on the disk do the bodies get their place written into them: no copies.
    const entries = rows.flatMap((page) => placeRows(page.scope, page.rows))
    await showPull(replica, { entries, removedScopes, droppedThrough: batch.dropOutboxThrough })
  }

  async function flush(): Promise<void> {
    if (collected.pages.length === 0) return
    const taken = collected
    // I6: the position stored is that of the pages stored with it.
    const here = { serverEpoch: cursor.serverEpoch, positions: structuredClone(positions) }
    collected = { pages: [], rows: [], bytes: 0 }
    await storing
    const batch = {
      pages: taken.pages,
      cursor: here,
      revokedScopes: [],
      dropOutboxThrough: null,
    }
    // The next batch is read meanwhile. A failure is met by whoever waits for this one: the next batch, or the end.
    storing = store(batch, taken)
    storing.catch(() => {})
  }

  function add(pulled: PulledPage, rows: PageRow[]): void {
    collected.pages.push(pulled)
    collected.rows.push({ scope: pulled.page.scope, rows })
    collected.bytes += pulled.bytes.length
  }

  function addOuts(scope: string, places: readonly RecordPlace[], apart: boolean): void {
    for (const pulled of pagesOfOuts(scope, places)) {
      add(apart ? { ...pulled, apart } : pulled, rowsOfPage(pulled.page) ?? [])
    }
  }

  return {
    async addPage(pulled) {
      const { page } = pulled
      const rows = rowsOfPage(page)
      if (rows === null) return null
      const earlyTierIsComplete = page.tier !== tier && tier <= lastEarlyTier
      if (earlyTierIsComplete || collected.bytes >= batchBytes) await flush()
      tier = page.tier
      // PL4: a state of another history of the server may carry a higher seq than the present one.
      const ahead = seqsHere.ahead(page.scope, rows)
      if (ahead.length > 0) addOuts(page.scope, ahead, true)
      if (rows.length > 0) add(pulled, rows)
      leaving.note(page.scope, rows)
      ;(positions[page.scope] ??= {})[String(page.tier)] = page.through
      return page.records.length
    },
    addIndex: named.add,
    async finish(checkpoint) {
      // A compare needs everything in memory; without one the last pages are stored with the checkpoint (PL3).
      if (named.any) await flush()
      await storing
      // What this device holds is known only when all of it is in memory.
      await replica.whenLoaded()
      const { gone, missing } = named.compare(replica)
      for (const { scope, places } of gone) addOuts(scope, places, false)
      const here = new Set([...replica.scopes(), ...Object.keys(positions)])
      const { membership, lastN } = checkpoint
      const confirmed = lastN + numbers.offset
      const batch: PullBatch = {
        pages: collected.pages,
        cursor: checkpoint.cursor,
        confirmedAt: checkpoint.serverTime,
        dropOutboxThrough: answeredThrough(
          replica.pending(),
          Math.min(confirmed, confirmable(replica.pending(), parts.lastLocalN)),
        ),
        ...(membership !== undefined && { membership }),
        ...(await revocationBy(checkpoint, here, parts)),
        leftDrafts: await leaving.drafts(parts),
        carriedReceipts: parts.receipts,
      }
      if (changesAnything(batch, { ...parts, pending: replica.pending() })) {
        await showAndStore(batch, collected)
      }
      leaving.forget()
      return { gone: gone.reduce((sum, { places }) => sum + places.length, 0), missing }
    },
    settle: () => storing,
  }
}

/** For rows that were asked for by name: the seqs in which they are here. */
function createSeqsHere(
  replica: ReplicaFeed,
  fetched: RowsByName,
): { ahead: (scope: string, rows: readonly PageRow[]) => RecordPlace[] } {
  const names = new Map(
    fetched.map(({ scope, rows }) => [
      scope,
      new Set(rows.map(([type, id]) => recordKey(type, id))),
    ]),
  )
  const places = new Map<string, Map<string, RecordPlace>>()
  const placesOf = (scope: string) => {
    const known = places.get(scope)
    if (known !== undefined) return known
    const made = new Map(
      replica.places(scope).map((place) => [recordKey(place.type, place.id), place]),
    )
    places.set(scope, made)
    return made
  }
  return {
    ahead(scope, rows) {
      const wanted = names.get(scope)
      if (wanted === undefined) return []
      return rows.flatMap((row) => {
        const key = keyOfRow(row)
        const place = wanted.has(key) ? placesOf(scope).get(key) : undefined
        return place !== undefined && place.seq > row.seq ? [place] : []
      })
    },
  }
}

/**
 * PU2: an operation without an outcome stays, whatever the server counts: after a profile was copied or rolled
 * back, it may have counted another operation under the same number.
 */
function answeredThrough(pending: readonly PendingChange[], confirmed: number): number {
  // By ascending number: the first one that waits is the lowest.
  const waiting = pending.find(({ result }) => result === null)
  return waiting === undefined ? confirmed : Math.min(confirmed, waiting.operation.n - 1)
}

/**
 * The last number here that can have been confirmed: what was there when the pull began, and what has got its outcome since.
 * Anything behind that may be another tab's, which the server has not seen.
 */
function confirmable(pending: readonly PendingChange[], lastLocalN: number): number {
  let last = lastLocalN
  for (const { operation, result } of pending) {
    if (operation.n === last + 1 && result !== null) last = operation.n
  }
  return last
}

/** PL4: rows that the server did not name leave like any other, by an out mark; nothing is wiped. */
function pagesOfOuts(scope: string, gone: readonly RecordPlace[]): PulledPage[] {
  const byTier = new Map<number, [number, string, string][]>()
  for (const { type, id, seq } of gone) {
    const tier = tierOf(type)
    const outs = byTier.get(tier)
    if (outs === undefined) byTier.set(tier, [[seq, type, id]])
    else outs.push([seq, type, id])
  }
  return [...byTier].map(([tier, outs]) => {
    const page: PullPage = { kind: 'page', scope, tier, through: 0, records: [], outs }
    return { bytes: new TextEncoder().encode(JSON.stringify(page)), page }
  })
}

/** A few rows that came, and nothing else. */
function isNewsAlone(
  { revokedScopes, leftDrafts = [], carriedReceipts = [], dropOutboxThrough }: PullBatch,
  { rows }: Collected,
  pending: readonly PendingChange[],
): boolean {
  const through = dropOutboxThrough ?? 0
  return (
    revokedScopes.length + leftDrafts.length + carriedReceipts.length === 0 &&
    pending.every(({ operation }) => operation.n > through) &&
    rows.reduce((sum, page) => sum + page.rows.length, 0) <= fewRows
  )
}

/** As `placeRows`, for rows that are still to be sealed. */
function placeCopies({ scope, rows }: Collected['rows'][number]): BaseEntry[] {
  return placeRows(
    scope,
    rows.map((row) => ('body' in row ? { ...row, body: { ...row.body } } : row)),
  )
}

/** A pull that brought nothing costs no write. */
function changesAnything(
  { pages, cursor, revokedScopes, dropOutboxThrough, membership, carriedReceipts }: PullBatch,
  before: { cursor: Cursor; membership: number | null; pending: readonly PendingChange[] },
): boolean {
  const through = dropOutboxThrough ?? 0
  return (
    before.pending.some(({ operation }) => operation.n <= through) ||
    pages.length > 0 ||
    revokedScopes.length > 0 ||
    (carriedReceipts ?? []).length > 0 ||
    (membership ?? 0) > (before.membership ?? 0) ||
    JSON.stringify(cursor) !== JSON.stringify(before.cursor)
  )
}
