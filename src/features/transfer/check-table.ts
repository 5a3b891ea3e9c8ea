import type { IdentityMarker } from '#shared/domain/identity-marker.ts'
import { checkRow, type RowProblem } from '#shared/domain/transfer/check-row.ts'
import { createRepeatFinder, type Repeat } from '#shared/domain/transfer/find-repeats.ts'
import type { ImportDraft } from '#shared/domain/transfer/import-draft.ts'
import { importedCustomerId, importIdOf } from '#shared/domain/transfer/imported-records.ts'
import { nextTurn } from '#shared/domain/transfer/import-turn.ts'
import type { TransferCells, TransferField } from '#shared/domain/transfer/transfer-field.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { Replica } from '#replica/replica.ts'
import type { TableRow } from './table.ts'
import { createBreath } from './work-in-slices.ts'

/** A row that can be imported. */
export interface GoodRow {
  row: TableRow
  customerId: string
  draft: ImportDraft
}

export interface RepeatedRow extends GoodRow {
  repeat: Repeat
}

/** A row, and what is wrong in it. */
export interface FaultyRow {
  row: TableRow
  problems: readonly RowProblem[]
}

/** What became of each row of a table; none of them is in two lists. */
export interface CheckedTable {
  good: readonly GoodRow[]
  repeated: readonly RepeatedRow[]
  faulty: readonly FaultyRow[]
  /** Rows that are imported, or could be, without their identity number; each is in one of the lists above, too. */
  leftOut: readonly FaultyRow[]
  /** Rows with an identity number that this device cannot keep, because it has no key yet. */
  withoutKey: number
  /** Rows that an earlier import of this file made customers of. */
  already: number
  /** By which its customers are found again, and taken back. */
  importId: string
}

/** Checks all rows, a slice at a time; null when `signal` ended it. */
export async function checkTable({
  rows,
  columns,
  fileHash,
  today,
  marker,
  replica,
  signal,
}: {
  /** Without the header. */
  rows: readonly TableRow[]
  columns: readonly (TransferField | null)[]
  fileHash: string
  today: CivilDate
  /** Turns identity numbers into what is kept of them; null while the device has no key. */
  marker: IdentityMarker | null
  replica: Pick<Replica, 'get' | 'all' | 'session'>
  signal: AbortSignal
}): Promise<CheckedTable | null> {
  const breathe = createBreath()
  const finder = createRepeatFinder((id) => replica.get('profile', id)?.data)
  for (const card of replica.all('customer')) {
    finder.know(card)
    await breathe()
    if (signal.aborted) return null
  }
  const good: GoodRow[] = []
  const repeated: RepeatedRow[] = []
  const faulty: FaultyRow[] = []
  const leftOut: FaultyRow[] = []
  let withoutKey = 0
  let already = 0
  const { branchId } = replica.session
  const { turn, there } = await nextTurn(
    { branchId, fileHash },
    rows.map(({ no }) => no),
    (customerId) => {
      const card = replica.get('customer', customerId)
      if (card === undefined) return 'absent'
      return card.archivedAt === undefined ? 'there' : 'gone'
    },
    breathe,
  )
  const file = { branchId, fileHash, turn }
  for (const row of rows) {
    const customerId = importedCustomerId(file, row.no)
    const checked = checkRow(cellsOf(row, columns), { today })
    if (there.has(row.no)) already += 1
    else if (!checked.ok) faulty.push({ row, problems: checked.error.problems })
    else {
      const { number, ...rest } = checked.value.draft
      const draft: ImportDraft = rest
      if (number !== undefined && marker !== null) draft.identity = await marker(number)
      else if (number !== undefined) withoutKey += 1
      if (checked.value.leftOut.length > 0) leftOut.push({ row, problems: checked.value.leftOut })
      const repeat = finder.find(row.no, draft)
      if (repeat === null) good.push({ row, customerId, draft })
      else repeated.push({ row, customerId, draft, repeat })
    }
    await breathe()
    if (signal.aborted) return null
  }
  return { good, repeated, faulty, leftOut, withoutKey, already, importId: importIdOf(file) }
}

/** The cells of a row by what their columns hold. */
export function cellsOf(
  { cells }: TableRow,
  columns: readonly (TransferField | null)[],
): TransferCells {
  const found: TransferCells = {}
  columns.forEach((field, index) => {
    const cell = cells[index]
    if (field !== null && cell !== undefined) found[field] = cell
  })
  return found
}
