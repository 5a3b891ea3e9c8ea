import { readCell } from './csv-cell.ts'
import { headerOf, type TransferCells, transferFields } from './transfer-field.ts'

/** Begins the line that says who took a table out; a spreadsheet shows it, and an import passes it over. */
const remark = '# '

/** The first rows of a table: who took it, and what its columns are. */
export function tableHead(watermark: string, language: 'zh-CN' | 'en'): string[][] {
  return [[`${remark}${watermark}`], transferFields.map((field) => headerOf(field, language))]
}

/** The row of one customer, as typed; `csvLine` guards it for a spreadsheet. */
export function tableRow(cells: TransferCells): string[] {
  return transferFields.map((field) => readCell(cells[field] ?? ''))
}

/** Whether a row is a remark of ours and no customer. */
export function isRemark(cells: readonly string[]): boolean {
  const [first = '', ...others] = cells
  return first.startsWith(remark) && others.every((cell) => cell.trim() === '')
}
