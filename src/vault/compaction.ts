import { toBytes } from './json-bytes.ts'
import { countRows, listRows, withoutCards, withoutPieces, type Manifest } from './manifest.ts'
import { keyOfRow, type PageRow } from './pages.ts'
import type { OpenedPiece } from './pieces.ts'
import { removedNumbers, type BaseChange } from './pull-plan.ts'
import { pageOf } from './rows.ts'

/** VA2: idle folding begins above this many rows. */
const foldAbove = 1000
/** VA2: notes lie in pages of 100, clustered by customer; others in pages of 500. */
const pageLength = (type: string) => (type === 'interaction' ? 100 : 500)

/** The pieces of one scope and tier. */
export interface Group {
  scope: string
  tier: number
  pages: number[]
  rows: number[]
}

/** A group with its pieces opened: pages in ascending order, then rows. */
export interface FoldedGroup extends Group {
  pieces: OpenedPiece[]
}

/** The groups that have rows, if there are enough rows to be worth it. */
export function foldGroups(manifest: Manifest, always: boolean): Group[] {
  if (!always && countRows(manifest) <= foldAbove) return []
  const groups = new Map<string, Group>()
  for (const { scope, tier, number } of listRows(manifest)) {
    const group = groups.get(`${tier}|${scope}`) ?? { scope, tier, pages: [], rows: [] }
    groups.set(`${tier}|${scope}`, group)
    group.rows.push(number)
  }
  for (const { scope, tier, number } of manifest.pages)
    groups.get(`${tier}|${scope}`)?.pages.push(number)
  for (const group of groups.values()) {
    group.pages.sort((a, b) => a - b)
    group.rows.sort((a, b) => a - b)
  }
  return [...groups.values()]
}

/** Replaces pages and rows of each group by fresh pages with the newest version of each record. */
export function planCompaction(before: Manifest, groups: FoldedGroup[]): BaseChange {
  const gone = new Set(groups.flatMap((group) => [...group.pages, ...group.rows]))
  const folds = groups.some((group) => group.tier === before.cards?.tier)
  // An out mark that folding leaves out would let the card it took away come back from the index.
  const left = withoutPieces(folds ? withoutCards(before) : before, gone)
  const manifest = { ...left, pages: [...left.pages] }
  const change: BaseChange = { manifest, pages: [], rows: [], deleted: [] }
  for (const group of groups) addFoldedPages(change, before, group)
  change.deleted = removedNumbers(before, manifest)
  return change
}

function addFoldedPages(change: BaseChange, before: Manifest, group: FoldedGroup): void {
  const { manifest } = change
  const { scope, tier } = group
  const pages = before.pages.filter((page) => group.pages.includes(page.number))
  // CL4: a tab that missed the rows finds their content by the revision of the page they went into.
  const revision = Math.max(...group.rows, ...pages.map((page) => page.revision))
  const settledPages = new Set(pages.filter((page) => page.folded).map((page) => page.number))
  for (const rows of newestRows(group, settledPages)) {
    const number = manifest.next++
    manifest.pages.push({ number, revision, scope, tier, count: rows.length, folded: true })
    change.pages.push({ number, bytes: toBytes(pageOf(scope, tier, rows)) })
  }
}

/** The newest version of each record, by type, in the order of the pages to be. */
function newestRows(group: FoldedGroup, settledPages: ReadonlySet<number>): PageRow[][] {
  const newest = new Map<string, PageRow>()
  for (const { number, rows } of group.pieces) {
    for (const row of rows) {
      // An out mark that was folded once before has nothing older left to outrank.
      if ('body' in row || !settledPages.has(number)) newest.set(keyOfRow(row), row)
    }
  }
  const byType = new Map<string, PageRow[]>()
  for (const row of newest.values()) {
    const type = 'body' in row ? row.body.type : row.type
    const rows = byType.get(type)
    if (rows === undefined) byType.set(type, [row])
    else rows.push(row)
  }
  return [...byType].flatMap(([type, rows]) => {
    const ordered = rows
      .map((row) => ({ row, place: `${clusterOf(row)}|${keyOfRow(row)}` }))
      .toSorted((a, b) => (a.place < b.place ? -1 : 1))
      .map(({ row }) => row)
    const length = pageLength(type)
    return Array.from({ length: Math.ceil(ordered.length / length) }, (_, index) =>
      ordered.slice(index * length, (index + 1) * length),
    )
  })
}

function clusterOf(row: PageRow): string {
  const customers = 'body' in row ? row.body.data['customerIds'] : undefined
  return Array.isArray(customers) ? String(customers[0]) : ''
}
