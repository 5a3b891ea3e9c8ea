import { csvLine, readCell } from './csv-cell.ts'
import { headerOf, type TransferCells, transferFields } from './transfer-field.ts'

/** Begins the line that says who took a table out; a spreadsheet shows it, and an import passes it over. */
const remark = '# '

/** The first lines of a table: who took it, and what its columns are. */
export function tableHead(watermark: string, language: 'zh-CN' | 'en'): string[] {
  return [
    csvLine([`${remark}${watermark}`]),
    csvLine(transferFields.map((field) => headerOf(field, language))),
  ]
}

/** The line of one customer. */
export function tableLine(cells: TransferCells): string {
  return csvLine(transferFields.map((field) => readCell(cells[field] ?? '')))
}

/** Whether a row is a remark of ours and no customer. */
export function isRemark(cells: readonly string[]): boolean {
  const [first = '', ...others] = cells
  return first.startsWith(remark) && others.every((cell) => cell.trim() === '')
}
