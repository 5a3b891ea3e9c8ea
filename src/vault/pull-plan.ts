import { countRows, listRows, withoutPieces, withoutPositions, type Manifest } from './manifest.ts'
import { keyOfRow, rowsOfPage, type PageRow } from './pages.ts'
import { afterRevokes, revokedBy } from './revocation.ts'
import { mostRows, rowBytes, smallPull } from './rows.ts'
import { MalformedPageError } from './vault-errors.ts'
import type { PullBatch, PulledPage } from './vault.ts'

/** Bytes that are to be sealed under a number. */
export interface PlannedPiece {
  number: number
  bytes: Uint8Array<ArrayBuffer>
}

/** What one transaction does to the base. */
export interface BaseChange {
  manifest: Manifest
  pages: PlannedPiece[]
  rows: PlannedPiece[]
  /** VA2: blobs of the index of cards; they lie beside the pages under numbers of their own. */
  cards?: PlannedPiece[]
  deleted: number[]
}

/**
 * Decides how a pull is stored (VA2): large pages as they came, small ones as rows once the
 * first sync is through. A newer page outranks older ones and removes the rows of its records.
 * `knownThrough` is the number up to which this tab knows of forgotten positions: a pull that
 * began before another tab forgot some must not bring them back (I6).
 * Throws `MalformedPageError` if a record has an unknown form.
 */
export function planPull(before: Manifest, batch: PullBatch, knownThrough: number): BaseChange {
  const draft = beginChange(before, batch, knownThrough)
  const change: BaseChange = { manifest: draft, pages: [], rows: [], deleted: [] }
  const rowsBefore = new Map(
    Object.entries(draft.rows).map(([scope, rows]) => [scope, { ...rows }]),
  )
  draft.rows = Object.fromEntries(rowsBefore)
  let rowCount = countRows(draft)

  for (const pulled of batch.pages) {
    const rows = rowsOfPage(pulled.page)
    if (rows === null) throw new MalformedPageError()
    const fitsRows = rows.length <= smallPull && rowCount + rows.length <= mostRows
    const small = draft.settled && fitsRows && pulled.apart !== true
    if (small) planRows(change, pulled, rows)
    else if (rows.length > 0) planPage(change, pulled, rows)
    if (small) rowCount += rows.length
  }

  const kept = new Set(listRows(draft).map((row) => row.number))
  change.rows = change.rows.filter((row) => kept.has(row.number))
  draft.settled ||= batch.dropOutboxThrough !== null
  change.deleted = removedNumbers(before, draft)
  return change
}

/** Numbers that the first manifest lists and the second does not. */
export function removedNumbers(before: Manifest, after: Manifest): number[] {
  const kept = new Set(numbersOf(after))
  return numbersOf(before).filter((number) => !kept.has(number))
}

function numbersOf(manifest: Manifest): number[] {
  return [...manifest.pages, ...listRows(manifest), ...(manifest.cards?.blobs ?? [])].map(
    (piece) => piece.number,
  )
}

/** Positions, revoked scopes and dropped operations; the manifest answered may be written to. */
function beginChange(before: Manifest, batch: PullBatch, knownThrough: number): Manifest {
  const revoked = new Set(revokedBy(before, batch))
  const forgotten = Object.keys(before.forgotten).filter(
    (scope) => (before.forgotten[scope] ?? 0) >= knownThrough,
  )
  const next = revoked.size > 0 ? before.next + 1 : before.next
  // I4: the names of a revoked scope leave the index of cards too.
  const pieces = [...before.pages, ...listRows(before), ...(before.cards?.blobs ?? [])]
  const gone = new Set(pieces.filter(({ scope }) => revoked.has(scope)).map(({ number }) => number))
  const left = withoutPieces(before, gone)
  return {
    ...left,
    next,
    pages: [...left.pages],
    removed: {
      ...before.removed,
      ...Object.fromEntries([...revoked].map((scope) => [scope, before.next])),
    },
    cursor: withoutPositions(batch.cursor, [...forgotten, ...revoked]),
    droppedThrough: Math.max(before.droppedThrough, batch.dropOutboxThrough ?? 0),
    ...afterRevokes(before, batch, [...revoked]),
  }
}

function planRows(change: BaseChange, { page }: PulledPage, rows: PageRow[]): void {
  const { manifest } = change
  const known = (manifest.rows[page.scope] ??= {})
  for (const row of rows) {
    const number = manifest.next++
    known[keyOfRow(row)] = [number, page.tier]
    change.rows.push({ number, bytes: rowBytes(page.scope, page.tier, row) })
  }
}

function planPage(change: BaseChange, { page, bytes }: PulledPage, rows: PageRow[]): void {
  const { manifest } = change
  const number = manifest.next++
  const { scope, tier } = page
  manifest.pages.push({ number, revision: number, scope, tier, count: rows.length, folded: false })
  change.pages.push({ number, bytes })
  const known = manifest.rows[scope]
  if (known !== undefined) for (const row of rows) delete known[keyOfRow(row)]
}
