import { createHash } from 'node:crypto'

/** What happened, in ids and codes; never a name, a number or a text of a person (SE6). */
export interface AuditRow {
  /** Instant in ms. */
  at: number
  /** `operation`, `sign-in`, `sign-in-refused`, `set-up`, … */
  what: string
  staffId?: string | null
  device?: string | null
  refType?: string | null
  refId?: string | null
  operationId?: string | null
  code?: string | null
  /** When the person did it by the clock of the device, corrected (instant in ms), where that is not when it arrived. */
  claimedAt?: number | null
}

export interface StoredAuditRow {
  /** 1, 2, 3, … without a gap. */
  no: number
  row: AuditRow
  previous: string
  hash: string
}

/** What stands before the first row. */
export const firstHash = '0'.repeat(64)

/** SE6: the hash of a row holds the one before it, so no row can be changed or taken out unseen. */
export function chainHash(no: number, row: AuditRow, previous: string): string {
  const fields = [
    no,
    row.at,
    row.what,
    row.staffId ?? null,
    row.device ?? null,
    row.refType ?? null,
    row.refId ?? null,
    row.operationId ?? null,
    row.code ?? null,
    previous,
    // Rows of before had none, and their hashes stand.
    ...(row.claimedAt == null ? [] : [row.claimedAt]),
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/**
 * Reads the whole chain by pages and answers its length, or the number of the first row that does not fit. `visit` is
 * shown each row that fits.
 */
export async function verifyAuditChain(
  reader: { after(after: number, most: number): Promise<StoredAuditRow[]> },
  visit: (stored: StoredAuditRow) => void = () => {},
): Promise<{ ok: true; rows: number } | { ok: false; brokenAt: number }> {
  let previous = firstHash
  let no = 0
  for (;;) {
    const page = await reader.after(no, 1000)
    if (page.length === 0) return { ok: true, rows: no }
    for (const stored of page) {
      const expected = chainHash(no + 1, stored.row, previous)
      if (stored.no !== no + 1 || stored.previous !== previous || stored.hash !== expected) {
        return { ok: false, brokenAt: no + 1 }
      }
      visit(stored)
      no = stored.no
      previous = stored.hash
    }
  }
}
