import { readCell } from './csv-cell.ts'
import { headerOf, type TransferCells, transferFields } from './transfer-field.ts'

/** Begins the line that says who took a table out; a spreadsheet shows it, and an import passes it over. */
const remark = '# '

/** The first rows of a table: who took it, and what its columns are; `further` head what no import reads. */
export function tableHead(
  watermark: string,
  language: 'zh-CN' | 'en',
  further: readonly string[] = [],
): string[][] {
  const headers = transferFields.map((field) => headerOf(field, language))
  return [[`${remark}${watermark}`], [...headers, ...further]]
}

/** The row of one customer, as typed; `csvLine` guards it for a spreadsheet. */
export function tableRow(cells: TransferCells, further: readonly string[] = []): string[] {
  return [...transferFields.map((field) => readCell(cells[field] ?? '')), ...further]
}

/** Whether a row is a remark of ours and no customer. */
export function isRemark(cells: readonly string[]): boolean {
  const [first = '', ...others] = cells
  return first.startsWith(remark) && others.every((cell) => cell.trim() === '')
}
