import Papa, { type Parser, type ParseResult } from 'papaparse'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { isRemark } from '#shared/domain/transfer/export-lines.ts'
import { mapColumns } from '#shared/domain/transfer/transfer-field.ts'
import { nextTask } from '#replica/next-task.ts'
import { mostRows, type Table, type TableProblem, type TableRow } from './table.ts'

/** Characters that are parsed before the browser gets its turn; some milliseconds. */
const chunkSize = 128 * 1024
/** So many chunks without the end of a row: a quote was opened and never closed. */
const mostChunksOfRow = 16

const delimiters = [',', '\t', ';', '|']

/** What parts the header into words that are known; `''` leaves it to the parser, which counts. */
function delimiterOf(text: string, cellsOf: (line: string, delimiter: string) => string[]): string {
  const header = text
    .slice(0, chunkSize)
    .split(/[\r\n]+/u)
    .find((line) => line.trim() !== '' && !isRemark(cellsOf(line, ',')))
  const known = delimiters.map((delimiter) => {
    const fields = mapColumns(cellsOf(header ?? '', delimiter)).filter((field) => field !== null)
    return { delimiter, fields: fields.length }
  })
  const [best] = known.toSorted((one, other) => other.fields - one.fields)
  return best === undefined || best.fields === 0 ? '' : best.delimiter
}

/**
 * Rows of a CSV text, whatever parts them; quoted line breaks stay in their cells. Rows without any text are left out.
 * Errors: `empty`, `too-many-rows`, `open-quote`, `not-a-table` (a picture, a workbook).
 */
export async function readCsv(text: string): Promise<Result<Table, TableProblem>> {
  // What no text file holds; checked before fifty thousand rows of it are shown.
  if (text.slice(0, 4096).includes('\u0000')) return fail({ type: 'not-a-table' })
  if (text.trim() === '') return fail({ type: 'empty' })
  return new Promise((resolve) => {
    const rows: TableRow[] = []
    let no = 0
    let width = 0
    let chunksOfRow = 0
    const end = (parser: Parser, type: TableProblem['type']): void => {
      // First: an aborted parser says that it is complete.
      resolve(fail({ type }))
      parser.abort()
    }
    Papa.parse<string[]>(text, {
      chunkSize,
      delimiter: delimiterOf(text, (line, delimiter) => {
        return Papa.parse<string[]>(line, { delimiter }).data[0] ?? []
      }),
      chunk({ data }: ParseResult<string[]>, parser: Parser) {
        for (const cells of data) {
          no += 1
          if (cells.every((cell) => cell.trim() === '')) continue
          if (rows.length === 0 && isRemark(cells)) continue
          rows.push({ no, cells })
          width = Math.max(width, cells.length)
        }
        chunksOfRow = data.length === 0 ? chunksOfRow + 1 : 0
        if (rows.length > mostRows + 1) end(parser, 'too-many-rows')
        else if (chunksOfRow > mostChunksOfRow) end(parser, 'open-quote')
        else {
          parser.pause()
          void nextTask().then(() => parser.resume())
        }
      },
      complete() {
        resolve(rows.length === 0 ? fail({ type: 'empty' }) : ok({ rows, width, columns: null }))
      },
    })
  })
}
