import type { PullPage } from '#shared/protocol/pull-message.ts'
import { toBytes } from './json-bytes.ts'
import type { PageRow } from './pages.ts'

/** VA2: at most this many rows of a pulled page are stored one by one. */
export const smallPull = 100
/** Beyond this many rows even a small pull is stored as a page, so that the manifest stays small. */
export const mostRows = 2000

/** A row is sealed as a page of one, so that pages and rows are read by the same code. */
export function rowBytes(scope: string, tier: number, row: PageRow): Uint8Array<ArrayBuffer> {
  return toBytes(pageOf(scope, tier, [row]))
}

/** A page of given rows in the form of the pull. */
export function pageOf(scope: string, tier: number, rows: PageRow[]): PullPage {
  const records: [number, unknown][] = []
  const outs: [number, string, string][] = []
  let through = 0
  for (const row of rows) {
    through = Math.max(through, row.seq)
    if ('body' in row) records.push([row.seq, row.body])
    else outs.push([row.seq, row.type, row.id])
  }
  return { kind: 'page', scope, tier, through, records, ...(outs.length > 0 && { outs }) }
}
