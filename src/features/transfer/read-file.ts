import { fail, ok, type Result } from '#shared/domain/result.ts'
import { isRemark } from '#shared/domain/transfer/export-lines.ts'
import { isVcardText } from '#shared/domain/transfer/read-vcard.ts'
import {
  decodeFile,
  detectEncoding,
  hashOfFile,
  looksGarbled,
  type Encoding,
} from './decode-file.ts'
import { readCards } from './read-cards.ts'
import { readCsv } from './read-csv.ts'
import { openWorkbook } from './open-workbook.ts'
import { isCompoundFile, isZip } from './workbook-signs.ts'
import type { FormulaCells } from './workbook-sheet.ts'
import { mostBytes, type Table, type TableProblem, type TableRow } from './table.ts'

/** A file that was chosen, read as a table. */
export interface OpenedFile {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  /** By which its rows are known again. */
  hash: string
  source: FileSource
  table: Table
}

/** What may be chosen anew about how a file is read. */
export type FileSource =
  | { type: 'text'; encoding: Encoding; isGarbled: boolean }
  | { type: 'workbook'; sheets: readonly string[]; sheet: number; formulas: FormulaCells }

export type FileChoice = { type: 'text'; encoding: Encoding } | { type: 'workbook'; sheet: number }

export type FileProblem = TableProblem | { type: 'unreadable' }

type ReadBytes = Pick<OpenedFile, 'name' | 'bytes'>

/**
 * Reads a file that a person chose; nothing of it leaves the device. `onShare`: how much of a workbook is read, from 0 to 1. Errors:
 * those of a table, and `unreadable`.
 */
export async function readFile(
  file: File,
  onShare: (share: number) => void,
): Promise<Result<OpenedFile, FileProblem>> {
  if (file.size > mostBytes) return fail({ type: 'too-large' })
  if (file.size === 0) return fail({ type: 'empty' })
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return fail({ type: 'unreadable' })
  }
  const { name } = file
  if (isCompoundFile(bytes)) return fail({ type: 'old-workbook' })
  if (isZip(bytes)) return readBytes({ name, bytes }, { type: 'workbook', sheet: 0 }, onShare)
  if (/\.xls[xm]?$/iu.test(name)) return fail({ type: 'not-a-workbook' })
  return readBytes({ name, bytes }, { type: 'text', encoding: detectEncoding(bytes) }, onShare)
}

/** Reads the same bytes in another encoding, or another sheet of them. */
export async function readBytes(
  { name, bytes }: ReadBytes,
  choice: FileChoice,
  onShare: (share: number) => void,
): Promise<Result<OpenedFile, FileProblem>> {
  const hash = await hashOfFile(bytes)
  if (choice.type === 'workbook') {
    const read = await openWorkbook(bytes, choice.sheet, onShare)
    if (!read.ok) return read
    const { part, sheets, sheet, formulas, rows, width } = read.value
    return ok({
      name,
      bytes,
      // The third row of each sheet is another customer.
      hash: `${hash}/${part}`,
      source: { type: 'workbook', sheets, sheet, formulas },
      table: { rows: withoutRemarks(rows), width, columns: null },
    })
  }
  const { encoding } = choice
  const text = decodeFile(bytes, encoding)
  const table = await (isVcardText(text) ? readCards(text) : readCsv(text))
  if (!table.ok) return table
  const source = { type: 'text' as const, encoding, isGarbled: looksGarbled(text) }
  return ok({ name, bytes, hash, source, table: table.value })
}

function withoutRemarks(rows: readonly TableRow[]): readonly TableRow[] {
  const [first] = rows
  return first !== undefined && isRemark(first.cells) ? rows.slice(1) : rows
}
