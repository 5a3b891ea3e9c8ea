import {
  feedMaker,
  isIndexDue,
  openCardBlobs,
  planCardIndex,
  planWithoutCards,
} from './card-index.ts'
import type { VaultConnections } from './database.ts'
import type { VaultDrafts } from './drafts.ts'
import { createTurns } from './in-turn.ts'
import type { VaultJournal } from './journal.ts'
import {
  listRows,
  withoutCards,
  withoutPieces,
  withoutPositions,
  type CardIndexEntry,
  type Manifest,
} from './manifest.ts'
import type { ManifestStore } from './manifest-store.ts'
import { openBase, openCardsSince, type OpenedBase } from './open-base.ts'
import { openPieces } from './pieces.ts'
import { planPull, removedNumbers, type BaseChange } from './pull-plan.ts'
import { planCompaction, type FoldedGroup, foldGroups } from './compaction.ts'
import { revokedBy, standingOf } from './revocation.ts'
import type { Sealer } from './seal.ts'
import { NoRoomError } from './vault-errors.ts'
import type { Base, BaseEntry, CardIndexReader } from './vault.ts'

export interface VaultBase extends Base {
  /** What other tabs stored since this one last looked; `null` before the first `load` (CL4). */
  news(): Promise<{ entries: BaseEntry[]; removedScopes: string[]; droppedThrough: number } | null>
  /** VA2: folds rows into pages if there are more than 1,000, or any with `always`; answers how many went. */
  compact(always?: boolean): Promise<number>
  /** VA4: gives up the pages that are needed least; `false` when there are none left. */
  makeRoom(): Promise<boolean>
}

interface BaseParts {
  connections: VaultConnections
  sealer: Sealer
  manifests: ManifestStore
  journal: Pick<VaultJournal, 'sealThrough'>
  drafts: Pick<VaultDrafts, 'places'>
  hasRoom: () => Promise<boolean>
  /** Called after a change of the base was stored. */
  onStored: () => void
}

/** Rows of one call to the database: of thousands the copying alone would hold the screen up. */
const journalPortion = 250

/** CL1: what the server said, in sealed pages and rows. */
export function createBase({
  connections,
  sealer,
  manifests,
  journal,
  drafts,
  hasRoom,
  onStored,
}: BaseParts): VaultBase {
  const { relaxed, loss } = connections
  const inTurn = createTurns(sealer.keys, loss)
  /** CL4: everything below this number is known to this tab. */
  let seenNext: number | null = null
  /** I6: positions forgotten since this tab last read the cursor must not come back with its pull. */
  let cursorReadAt = 0

  async function commit(...change: Parameters<ManifestStore['commit']>): Promise<boolean> {
    const stored = await manifests.commit(...change)
    if (stored === null) return false
    if (stored.before.next === seenNext) seenNext = stored.after.next
    onStored()
    return true
  }

  async function readForPull(): Promise<Manifest> {
    const { manifest } = await manifests.read()
    cursorReadAt = manifest.next
    return manifest
  }

  /** VA3: what does not open goes, and the positions of its scopes with it, so that it is pulled again. */
  function quarantine(lost: number[]): Promise<boolean> {
    return commit(({ manifest }) => {
      const gone = new Set(lost)
      const scopes = [...manifest.pages, ...listRows(manifest)]
        .filter((piece) => gone.has(piece.number))
        .map((piece) => piece.scope)
      return changeTo(forget(withoutPieces(manifest, gone), scopes), manifest)
    })
  }

  /** The manifest did not open: its pieces are strangers now and must not wait for a number to fit. */
  async function startOver(): Promise<void> {
    const [pages, rows] = await Promise.all([
      relaxed.pages.toCollection().primaryKeys(),
      relaxed.rows.toCollection().primaryKeys(),
    ])
    await commit(({ manifest, damaged }) =>
      damaged ? { ...changeTo(manifest, manifest), deleted: [...pages, ...rows] } : null,
    )
  }

  /** VA2: the index of cards, if there is one that opens and that its reader understands. */
  async function readCards(
    { cards }: Manifest,
    reader: CardIndexReader | undefined,
  ): Promise<CardIndexEntry | null> {
    if (cards === undefined || reader === undefined) return null
    const blobs = await openCardBlobs(relaxed, sealer, cards)
    if (blobs !== null && reader.read(blobs)) return cards
    // It can be made again from the pages, which say everything: nothing is lost and nothing to be reported.
    await commit(({ manifest }) => planWithoutCards(manifest, cards))
    return null
  }

  /** What is missing was perhaps replaced by another tab in the meantime: then it is no damage. */
  async function replacedSince(generation: number): Promise<boolean> {
    return (await manifests.read()).generation !== generation
  }

  return {
    load: (onEntries, index) =>
      inTurn(async () => {
        let stored = await manifests.read()
        const { damaged } = stored
        if (damaged) {
          await startOver()
          stored = await manifests.read()
        }
        // CL4: what happens from here on is news, removals of what was shown in between included.
        seenNext = stored.manifest.next
        const opened: OpenedBase = { numbers: new Set(), index: null }
        const cards = await readCards(stored.manifest, index)
        if (cards !== null) {
          opened.index = { cards, known: new Set(), covered: new Set(cards.covers) }
          await openCardsSince(relaxed, sealer, stored.manifest, opened.index, onEntries)
          index?.onCurrent()
        }
        const load = () => openBase(relaxed, sealer, stored.manifest, { opened, onEntries })
        let lost = await load()
        while (lost.length > 0 && (await replacedSince(stored.generation))) {
          stored = await manifests.read()
          lost = await load()
        }
        if (lost.length > 0) await quarantine(lost)
        const now = await manifests.read()
        cursorReadAt = now.manifest.next
        return { cursor: now.manifest.cursor, damaged: lost.length + (damaged ? 1 : 0) }
      }),

    storePull: (batch) =>
      inTurn(async () => {
        if (batch.pages.length > 0 && !(await hasRoom())) throw new NoRoomError()
        const through = batch.dropOutboxThrough
        // CL3: sealed before the transaction.
        const acknowledged =
          through === null ? [] : await journal.sealThrough(through, batch.confirmedAt ?? 0)
        const dropDrafts = await drafts.places(batch.dropDrafts ?? [])
        const leftDrafts = await drafts.places(batch.leftDrafts ?? [])
        let revoked: string[] = []
        // PL3, GC2, SR1: rows, cursor, what goes from outbox to journal and what goes with a scope are one transaction.
        await commit(
          ({ manifest }) => {
            revoked = revokedBy(manifest, batch)
            return planPull(manifest, batch, cursorReadAt)
          },
          async () => {
            for (let first = 0; first < acknowledged.length; first += journalPortion)
              await relaxed.journal.bulkPut(acknowledged.slice(first, first + journalPortion))
            if (through !== null) await relaxed.outbox.where('n').belowOrEqual(through).delete()
            if (leftDrafts.length > 0) await relaxed.drafts.bulkDelete(leftDrafts)
            if (revoked.length > 0) await relaxed.drafts.bulkDelete(dropDrafts)
          },
        )
        return revoked
      }),

    standing: () => inTurn(async () => standingOf((await manifests.read()).manifest)),

    cursor: () => inTurn(async () => (await readForPull()).cursor),

    beginPull: () =>
      inTurn(async () => {
        const manifest = await readForPull()
        return { cursor: manifest.cursor, standing: standingOf(manifest) }
      }),

    news: () =>
      inTurn(async () => {
        const since = seenNext
        if (since === null) return null
        const read = async () => {
          const entries: BaseEntry[] = []
          const { manifest, generation } = await manifests.read()
          const lost = await openBase(relaxed, sealer, manifest, {
            since,
            onEntries: (some) => {
              for (const entry of some) entries.push(entry)
            },
          })
          return { entries, manifest, generation, lost }
        }
        let { entries, manifest, generation, lost } = await read()
        // From the start: entries of a scope that was removed meanwhile must not outlive it.
        while (lost.length > 0 && (await replacedSince(generation))) {
          ;({ entries, manifest, generation, lost } = await read())
        }
        seenNext = manifest.next
        if (lost.length > 0) await quarantine(lost)
        const removedScopes = Object.keys(manifest.removed).filter(
          (scope) => (manifest.removed[scope] ?? 0) >= since,
        )
        return { entries, removedScopes, droppedThrough: manifest.droppedThrough }
      }),

    compact: (always = false) =>
      inTurn(async () => {
        const stored = await manifests.read()
        const groups = foldGroups(stored.manifest, always)
        const folded: FoldedGroup[] = []
        for (const group of groups) {
          const pieces: FoldedGroup['pieces'] = []
          const keep = (piece: FoldedGroup['pieces'][number]) => pieces.push(piece)
          const lostPages = await openPieces(relaxed, sealer, 'pages', group.pages, keep)
          const lostRows = await openPieces(relaxed, sealer, 'rows', group.rows, keep)
          // VA3: a damaged group stays as it is, so that the next load reports it.
          if (lostPages.length + lostRows.length === 0) folded.push({ ...group, pieces })
        }
        if (folded.length === 0) return 0
        const committed = await commit(({ manifest, generation }) =>
          generation === stored.generation ? planCompaction(manifest, folded) : null,
        )
        return committed ? folded.reduce((sum, group) => sum + group.rows.length, 0) : 0
      }),

    indexCards: (maker) =>
      inTurn(async () => {
        const stored = await manifests.read()
        if (!isIndexDue(stored.manifest, maker) || !(await hasRoom())) return false
        const covers = await feedMaker(relaxed, sealer, stored.manifest, maker)
        if (covers === null) return false
        const blobs = await maker.blobs()
        return commit(({ manifest, generation }) =>
          generation === stored.generation ? planCardIndex(manifest, maker, covers, blobs) : null,
        )
      }),

    makeRoom: () =>
      inTurn(() =>
        commit(({ manifest }) => {
          // The index says nothing that the pages do not say.
          if (manifest.cards !== undefined) return changeTo(withoutCards(manifest), manifest)
          const tier = Math.max(0, ...manifest.pages.map((page) => page.tier))
          const pages = manifest.pages.filter((page) => page.tier === tier)
          if (pages.length === 0) return null
          const left = withoutPieces(manifest, new Set(pages.map((page) => page.number)))
          return changeTo(
            forget(
              left,
              pages.map((page) => page.scope),
            ),
            manifest,
          )
        }),
      ),
  }
}

function forget(manifest: Manifest, scopes: string[]): Manifest {
  const marks = Object.fromEntries(scopes.map((scope) => [scope, manifest.next]))
  return {
    ...manifest,
    next: manifest.next + 1,
    cursor: withoutPositions(manifest.cursor, scopes),
    forgotten: { ...manifest.forgotten, ...marks },
  }
}

function changeTo(manifest: Manifest, before: Manifest): BaseChange {
  return { manifest, pages: [], rows: [], deleted: removedNumbers(before, manifest) }
}
