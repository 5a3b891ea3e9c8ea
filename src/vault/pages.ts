import { PullPage } from '#shared/protocol/pull-message.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { fromBytes } from './json-bytes.ts'
import type { BaseEntry } from './vault.ts'

/** One record or out mark of a page, before it is placed. */
export type PageRow = { seq: number; body: RecordBody } | { seq: number; type: string; id: string }

/** What identifies a record within its scope. */
export function recordKey(type: string, id: string): string {
  return `${type}|${id}`
}

/** The rows of a page, outs last; `null` if any has an unknown form. Cheap: no schema per record. */
export function rowsOfPage(page: PullPage): PageRow[] | null {
  const rows: PageRow[] = []
  for (const record of page.records) {
    if (!isPulledRow(record)) return null
    rows.push({ seq: record[0], body: record[1] })
  }
  for (const [seq, type, id] of page.outs ?? []) rows.push({ seq, type, id })
  return rows
}

/** Type and id of a row. */
export function keyOfRow(row: PageRow): string {
  return 'body' in row ? recordKey(row.body.type, row.body.id) : recordKey(row.type, row.id)
}

/** Parses the opened bytes of a page; `null` if they are not one: we sealed it ourselves, so that is damage. */
export function parsePage(bytes: Uint8Array): { page: PullPage; rows: PageRow[] } | null {
  const parsed = PullPage.safeParse(fromBytes(bytes))
  if (!parsed.success) return null
  const rows = rowsOfPage(parsed.data)
  return rows === null ? null : { page: parsed.data, rows }
}

/** Rows as entries of the base. The bodies get their place written into them: no copies of 50,000 records. */
export function placeRows(scope: string, rows: PageRow[]): BaseEntry[] {
  return rows.map((row) =>
    'body' in row
      ? Object.assign(row.body, { scope, seq: row.seq })
      : { out: true, scope, type: row.type, id: row.id, seq: row.seq },
  )
}

function isPulledRow(value: unknown): value is [number, RecordBody] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    Number.isInteger(value[0]) &&
    isRecordBody(value[1])
  )
}

/** The skeleton that everything relies on; the fields in `data` are the business of their readers (PL4). */
function isRecordBody(value: unknown): value is RecordBody {
  if (!isObject(value)) return false
  return (
    typeof value['type'] === 'string' &&
    typeof value['id'] === 'string' &&
    typeof value['schemaVersion'] === 'number' &&
    typeof value['updatedAt'] === 'number' &&
    isObject(value['data'])
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
