import type { TransferField } from '#shared/domain/transfer/transfer-field.ts'

/** A row as it stands in the file. */
export interface TableRow {
  /** Its number as a spreadsheet shows it, from 1; empty rows count. */
  no: number
  cells: readonly string[]
}

/** A file as rows of texts, the first of which may be its header. */
export interface Table {
  rows: readonly TableRow[]
  /** Columns of the longest row. */
  width: number
  /** What each column holds, where the file itself says so: vCards. */
  columns: readonly TransferField[] | null
}

/** Largest file that is read, in bytes: fifty thousand rows of all fields are some 15 MB. */
export const mostBytes = 20 * 1024 * 1024
/**
 * Most bytes that are unpacked of a workbook: fifty thousand rows of all fields are some 80 MB of XML, and nothing of it is kept
 * but the texts of the cells.
 */
export const mostInflatedBytes = 150 * 1024 * 1024
/** Most rows of one import; a branch has some 20,000 customers. */
export const mostRows = 50_000

export type TableProblem =
  | { type: 'too-large' }
  | { type: 'too-many-rows' }
  | { type: 'empty' }
  | { type: 'open-quote' }
  | { type: 'not-a-table' }
  | { type: 'not-a-workbook' }
  | { type: 'no-workbook' }
  | { type: 'old-workbook' }
  | { type: 'damaged-workbook' }
  | { type: 'too-inflated' }
  | { type: 'no-cards' }
