import type { VaultConnections } from './database.ts'
import { createTurns } from './in-turn.ts'
import { listRows, withoutPieces, withoutPositions, type Manifest } from './manifest.ts'
import type { ManifestStore } from './manifest-store.ts'
import { placeRows } from './pages.ts'
import { openPieces } from './pieces.ts'
import { planPull, removedNumbers, type BaseChange } from './pull-plan.ts'
import { planCompaction, type FoldedGroup, foldGroups } from './compaction.ts'
import type { Sealer } from './seal.ts'
import { NoRoomError } from './vault-errors.ts'
import type { Base, BaseEntry } from './vault.ts'

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
  hasRoom: () => Promise<boolean>
  /** Called after a change of the base was stored. */
  onStored: () => void
}

/** CL1: what the server said, in sealed pages and rows. */
export function createBase({
  connections,
  sealer,
  manifests,
  hasRoom,
  onStored,
}: BaseParts): VaultBase {
  const { relaxed } = connections
  const inTurn = createTurns(sealer.keys)
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

  /** Opens what `wanted` chooses, tier by tier, pages before rows; answers what is missing or does not open. */
  async function openPass(
    manifest: Manifest,
    wanted: (number: number, revision: number) => boolean,
    onEntries: (entries: BaseEntry[], tier: number) => void,
    onOpened: (number: number) => void = () => undefined,
  ): Promise<number[]> {
    const lost: number[] = []
    for (const { tier, pages, rows } of piecesByTier(manifest, wanted)) {
      const lostPages = await openPieces(relaxed, sealer, 'pages', pages, (piece) => {
        onOpened(piece.number)
        onEntries(placeRows(piece.page.scope, piece.rows), tier)
      })
      const changed: BaseEntry[] = []
      const lostRows = await openPieces(relaxed, sealer, 'rows', rows, (piece) => {
        onOpened(piece.number)
        for (const entry of placeRows(piece.page.scope, piece.rows)) changed.push(entry)
      })
      if (changed.length > 0) onEntries(changed, tier)
      lost.push(...lostPages, ...lostRows)
    }
    return lost
  }

  /** What is missing was perhaps replaced by another tab in the meantime: then it is no damage. */
  async function replacedSince(generation: number): Promise<boolean> {
    return (await manifests.read()).generation !== generation
  }

  return {
    load: (onEntries) =>
      inTurn(async () => {
        const { damaged } = await manifests.read()
        if (damaged) await startOver()
        const opened = new Set<number>()
        let stored = await manifests.read()
        // CL4: what happens from here on is news, removals of what was shown in between included.
        seenNext = stored.manifest.next
        const load = () =>
          openPass(
            stored.manifest,
            (number) => !opened.has(number),
            onEntries,
            (number) => opened.add(number),
          )
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
        // PL3: rows, cursor and the drop from the outbox are one transaction.
        const through = batch.dropOutboxThrough
        await commit(
          ({ manifest }) => planPull(manifest, batch, cursorReadAt),
          through === null
            ? undefined
            : () => relaxed.outbox.where('n').belowOrEqual(through).delete(),
        )
      }),

    cursor: () =>
      inTurn(async () => {
        const { manifest } = await manifests.read()
        cursorReadAt = manifest.next
        return manifest.cursor
      }),

    forgetPositions: (scopes) =>
      inTurn(async () => {
        await commit(({ manifest }) => changeTo(forget(manifest, scopes), manifest))
      }),

    news: () =>
      inTurn(async () => {
        const since = seenNext
        if (since === null) return null
        const read = async () => {
          const entries: BaseEntry[] = []
          const { manifest, generation } = await manifests.read()
          const lost = await openPass(
            manifest,
            (_, revision) => revision >= since,
            (some) => {
              for (const entry of some) entries.push(entry)
            },
          )
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

    makeRoom: () =>
      inTurn(() =>
        commit(({ manifest }) => {
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

/** PL2: smallest tier first, so that today's work and the cards are there early. */
function piecesByTier(
  manifest: Manifest,
  wanted: (number: number, revision: number) => boolean,
): { tier: number; pages: number[]; rows: number[] }[] {
  const pages = manifest.pages.filter((page) => wanted(page.number, page.revision))
  const rows = listRows(manifest).filter(({ number }) => wanted(number, number))
  const tiers = [...new Set([...pages, ...rows].map((piece) => piece.tier))].toSorted(
    (a, b) => a - b,
  )
  return tiers.map((tier) => ({ tier, pages: numbersOf(pages, tier), rows: numbersOf(rows, tier) }))
}

function numbersOf(pieces: { tier: number; number: number }[], tier: number): number[] {
  return pieces
    .filter((piece) => piece.tier === tier)
    .map((piece) => piece.number)
    .toSorted((a, b) => a - b)
}
