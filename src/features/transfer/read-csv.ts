import type { Parser, ParseResult } from 'papaparse'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { nextTask } from '#replica/next-task.ts'
import { mostRows, type Table, type TableProblem, type TableRow } from './table.ts'

/** Characters that are parsed before the browser gets its turn; some milliseconds. */
const chunkSize = 128 * 1024
/** So many chunks without the end of a row: a quote was opened and never closed. */
const mostChunksOfRow = 16

/**
 * Rows of a CSV text, whatever parts them; quoted line breaks stay in their cells. Rows without any text are left out.
 * Errors: `empty`, `too-many-rows`, `open-quote`, `not-a-table` (a picture, a workbook).
 */
export async function readCsv(text: string): Promise<Result<Table, TableProblem>> {
  // What no text file holds; checked before fifty thousand rows of it are shown.
  if (text.slice(0, 4096).includes('\u0000')) return fail({ type: 'not-a-table' })
  if (text.trim() === '') return fail({ type: 'empty' })
  const { default: Papa } = await import('papaparse')
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
      chunk({ data }: ParseResult<string[]>, parser: Parser) {
        for (const cells of data) {
          no += 1
          if (cells.every((cell) => cell.trim() === '')) continue
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
        resolve(rows.length === 0 ? fail({ type: 'empty' }) : ok({ rows, width }))
      },
    })
  })
}
