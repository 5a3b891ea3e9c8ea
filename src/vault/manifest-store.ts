import { buggify } from '#shared/faults/buggify.ts'
import { readMeta, sealedBytes, type PieceRow, type VaultConnections } from './database.ts'
import { fromBytes, toBytes } from './json-bytes.ts'
import { emptyManifest, Manifest } from './manifest.ts'
import type { BaseChange, PlannedPiece } from './pull-plan.ts'
import { writeTransaction } from './schema-gate.ts'
import type { Sealer } from './seal.ts'

/** The manifest as it is stored now. `damaged`: it did not open, and what is here stands in for it. */
interface StoredManifest {
  manifest: Manifest
  generation: number
  damaged: boolean
}

export interface ManifestStore {
  read(): Promise<StoredManifest>
  /**
   * Stores what `plan` decides, or nothing if it answers `null`. When another tab was faster,
   * `plan` is asked again with the newer manifest. `also` runs inside the transaction (CL3).
   */
  commit(
    plan: (stored: StoredManifest) => BaseChange | null,
    also?: () => Promise<unknown>,
  ): Promise<{ before: Manifest; after: Manifest } | null>
}

/** VA3: sealed for its own generation, so an older manifest does not open in the place of the newest. */
export async function sealManifest(
  sealer: Sealer,
  generation: number,
  manifest: Manifest,
): Promise<{ key: 'manifest'; generation: number; sealed: Uint8Array<ArrayBuffer> }> {
  const sealed = await sealer.seal('meta', `manifest|${generation}`, toBytes(manifest))
  return { key: 'manifest', generation, sealed }
}

/** Reads and replaces the manifest together with the pieces it lists. */
export function createManifestStore({ relaxed }: VaultConnections, sealer: Sealer): ManifestStore {
  let known: StoredManifest | null = null

  async function read(): Promise<StoredManifest> {
    const row = await readMeta(relaxed, 'manifest')
    const generation = row?.generation ?? 0
    if (known?.generation === generation) return known
    const opened = await sealer.open('meta', `manifest|${generation}`, sealedBytes(row?.sealed))
    known = opened.ok
      ? { manifest: Manifest.parse(fromBytes(opened.value)), generation, damaged: false }
      : { manifest: await standIn(), generation, damaged: true }
    return known
  }

  /** The base is unknown now, but numbers must not be given out twice (VA3) and the outbox stays whole. */
  async function standIn(): Promise<Manifest> {
    const [page, row, first] = await Promise.all([
      relaxed.pages.toCollection().lastKey(),
      relaxed.rows.toCollection().lastKey(),
      relaxed.outbox.toCollection().firstKey(),
    ])
    const numbers = [page, row].map((key) => (typeof key === 'number' ? key : 0))
    const droppedThrough =
      typeof first === 'number' ? first - 1 : ((await readMeta(relaxed, 'outbox'))?.lastN ?? 0)
    return { ...emptyManifest, next: Math.max(...numbers) + 1, droppedThrough }
  }

  const sealPieces = (
    place: 'pages' | 'rows' | 'cards',
    pieces: PlannedPiece[],
  ): Promise<PieceRow[]> =>
    Promise.all(
      pieces.map(async ({ number, bytes }) => ({
        number,
        sealed: await sealer.seal(place, number, bytes),
      })),
    )

  return {
    read,
    async commit(plan, also) {
      for (;;) {
        const stored = await read()
        const change = plan(stored)
        if (change === null) return null
        const generation = stored.generation + 1
        // CL3: all sealing before the transaction; in parallel it costs little more than the largest page.
        const [pages, rows, cards, manifestRow] = await Promise.all([
          sealPieces('pages', change.pages),
          sealPieces('rows', change.rows),
          sealPieces('cards', change.cards ?? []),
          sealManifest(sealer, generation, change.manifest),
        ])
        await buggify('base-sealed', relaxed.name)
        const { journal, drafts } = relaxed
        const tables = [relaxed.pages, relaxed.rows, relaxed.outbox, journal, drafts]
        const written = await writeTransaction(relaxed, tables, async () => {
          const current = await readMeta(relaxed, 'manifest')
          if ((current?.generation ?? 0) !== stored.generation) return false
          if (change.deleted.length > 0) {
            await relaxed.pages.bulkDelete(change.deleted)
            await relaxed.rows.bulkDelete(change.deleted)
          }
          const besides = [...pages, ...cards]
          if (besides.length > 0) await relaxed.pages.bulkPut(besides)
          if (rows.length > 0) await relaxed.rows.bulkPut(rows)
          await also?.()
          await relaxed.meta.put(manifestRow)
          return true
        })
        if (!written) continue
        known = { manifest: change.manifest, generation, damaged: false }
        await buggify('base-stored', relaxed.name)
        return { before: stored.manifest, after: change.manifest }
      }
    },
  }
}
