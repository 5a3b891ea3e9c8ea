import { fail, ok, type Result } from '#shared/domain/result.ts'
import { readVcards } from '#shared/domain/transfer/read-vcard.ts'
import { transferFields } from '#shared/domain/transfer/transfer-field.ts'
import { mostRows, type Table, type TableProblem, type TableRow } from './table.ts'
import { createBreath } from './work-in-slices.ts'

/** The vCards of a text as a table with a column for each field. Errors: `no-cards`, `too-many-rows`. */
export async function readCards(text: string): Promise<Result<Table, TableProblem>> {
  const breathe = createBreath()
  const rows: TableRow[] = []
  let no = 0
  for (const card of readVcards(text)) {
    no += 1
    rows.push({ no, cells: transferFields.map((field) => card[field] ?? '') })
    if (rows.length > mostRows) return fail({ type: 'too-many-rows' })
    await breathe()
  }
  if (rows.length === 0) return fail({ type: 'no-cards' })
  return ok({ rows, width: transferFields.length, columns: transferFields })
}
