import type { Cursor, PullCheckpoint, PullPage } from '#shared/protocol/pull-message.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { RecordPlace, ReplicaFeed } from '#replica/replica-feed.ts'
import type { PendingChange, Replica } from '#replica/replica.ts'
import { keyOfRow, placeRows, recordKey, rowsOfPage, type PageRow } from '#vault/pages.ts'
import type { PullBatch, PulledPage, Vault } from '#vault/vault.ts'

/** Collects pages and stores them a batch at a time: one transaction on the disk, then one change of the screen. */
export interface PullStore {
  /** How many records the page held; null when one has no form that could be kept. */
  addPage: (pulled: PulledPage) => Promise<number | null>
  /** Stores what is left together with what the checkpoint says. */
  finish: (checkpoint: PullCheckpoint) => Promise<void>
  /** Waits for what is being stored; a broken pull ends here. */
  settle: () => Promise<void>
}

/** PL2: these are stored and shown as soon as they are complete. */
const lastEarlyTier = 2
/** Where the server puts record types that this version does not know. */
const lastTier = 4
/** I8: about so many bytes are held before they are stored; large batches cost less than small ones. */
const batchBytes = 4_000_000

/** The pages of one batch and the rows in them. */
interface Collected {
  pages: PulledPage[]
  rows: { scope: string; rows: PageRow[] }[]
  bytes: number
}

/** `cursor` is where the pull began; `rebuild` names scopes that come whole. */
export function createPullStore({
  vault,
  replica,
  cursor,
  rebuild,
}: {
  vault: Pick<Vault, 'base'>
  replica: Pick<Replica, 'pending'> & ReplicaFeed
  cursor: Cursor
  rebuild: ReadonlySet<string>
}): PullStore {
  const positions = structuredClone(cursor.positions)
  const seen = new Set<string>()
  let collected: Collected = { pages: [], rows: [], bytes: 0 }
  let tier = 0
  let storing: Promise<void> = Promise.resolve()

  async function store(batch: PullBatch, { rows }: Collected): Promise<void> {
    await vault.base.storePull(batch)
    // Only after the pages are on the disk do the bodies get their place written into them: no copies.
    const entries = rows.flatMap((page) => placeRows(page.scope, page.rows))
    replica.applyPull(entries, batch.revokedScopes, batch.dropOutboxThrough)
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
    const { scope } = pulled.page
    if (rebuild.has(scope)) for (const row of rows) seen.add(keyOfRow(row))
    collected.pages.push(pulled)
    collected.rows.push({ scope, rows })
    collected.bytes += pulled.bytes.length
  }

  return {
    async addPage(pulled) {
      const { page } = pulled
      const rows = rowsOfPage(page)
      if (rows === null) return null
      const earlyTierIsComplete = page.tier !== tier && tier <= lastEarlyTier
      if (earlyTierIsComplete || collected.bytes >= batchBytes) await flush()
      tier = page.tier
      if (rows.length > 0) add(pulled, rows)
      ;(positions[page.scope] ??= {})[String(page.tier)] = page.through
      return page.records.length
    },
    async finish(checkpoint) {
      await storing
      // What this device holds is known only when all of it is in memory.
      await replica.whenLoaded()
      for (const scope of rebuild) {
        const gone = replica.places(scope).filter(({ type, id }) => !seen.has(recordKey(type, id)))
        for (const pulled of pagesOfOuts(scope, gone)) add(pulled, rowsOfPage(pulled.page) ?? [])
      }
      const here = new Set([...replica.scopes(), ...Object.keys(positions)])
      const batch = {
        pages: collected.pages,
        cursor: checkpoint.cursor,
        revokedScopes: [...here].filter((scope) => checkpoint.scopes[scope] === undefined),
        dropOutboxThrough: answeredThrough(replica.pending(), checkpoint.lastN),
      }
      if (changesAnything(batch, cursor, replica)) await store(batch, collected)
    },
    settle: () => storing,
  }
}

/**
 * PU2: an operation without an outcome stays, whatever the server counts: after a profile was copied or rolled
 * back, it may have counted another operation under the same number.
 */
function answeredThrough(pending: readonly PendingChange[], lastN: number): number {
  const waiting = pending
    .filter(({ result }) => result === null)
    .map(({ operation }) => operation.n)
  return Math.min(lastN, ...waiting.map((n) => n - 1))
}

/** PL4: rows of a rebuilt scope that the server did not name leave like any other, by an out mark; nothing is wiped. */
function pagesOfOuts(scope: string, gone: readonly RecordPlace[]): PulledPage[] {
  const byTier = new Map<number, [number, string, string][]>()
  for (const { type, id, seq } of gone) {
    const known = RecordType.safeParse(type)
    const tier = known.success ? recordTypeDefinitions[known.data].tier : lastTier
    byTier.set(tier, [...(byTier.get(tier) ?? []), [seq, type, id]])
  }
  return [...byTier].map(([tier, outs]) => {
    const page: PullPage = { kind: 'page', scope, tier, through: 0, records: [], outs }
    return { bytes: new TextEncoder().encode(JSON.stringify(page)), page }
  })
}

/** A pull that brought nothing costs no write. */
function changesAnything(
  { pages, cursor, revokedScopes, dropOutboxThrough }: PullBatch,
  before: Cursor,
  replica: Pick<Replica, 'pending'>,
): boolean {
  const confirms = replica
    .pending()
    .some(({ operation }) => operation.n <= (dropOutboxThrough ?? 0))
  return (
    confirms ||
    pages.length > 0 ||
    revokedScopes.length > 0 ||
    JSON.stringify(cursor) !== JSON.stringify(before)
  )
}
