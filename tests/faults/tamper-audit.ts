import type { DatabaseSync } from 'node:sqlite'
import { randomItem, type Random } from '#shared/domain/seeded-random.ts'
import { inServerDatabase } from '#tests/support/server-database.ts'

const columns = [
  'no',
  'at',
  'claimed_at',
  'staff_id',
  'device',
  'what',
  'ref_type',
  'ref_id',
  'operation_id',
  'code',
  'previous',
  'hash',
] as const

/** One byte of the audit that is not as it was written. */
export interface FlippedByte {
  row: number
  column: (typeof columns)[number]
  /** Puts it back. */
  undo(): void
}

/**
 * SE6: somebody with the file changes one byte of one row of the audit in a data folder, behind the back of its triggers: any
 * bit of any byte of any value.
 */
export function flipAuditByte(folder: string, random: Random): FlippedByte {
  return inServerDatabase(folder, (database) => {
    database.exec('drop trigger if exists audit_is_never_updated')
    database.exec('drop trigger if exists audit_is_never_deleted')
    const last = Number(database.prepare('select max(no) as last from audit').get()?.['last'])
    for (;;) {
      const row = 1 + Math.floor(random() * last)
      const column = randomItem(random, columns)
      const value = database
        .prepare(`select ${column} as value from audit where no = ?`)
        .get(row)?.['value']
      if (value === null || value === undefined || value === '') continue
      const flipped = flip(value, random)
      // A number that another row has is refused by the database itself.
      if (column === 'no' && Number(flipped) >= 1 && Number(flipped) <= last) continue
      const present = column === 'no' ? Number(flipped) : row
      write(database, { row, column, value: flipped })
      return {
        row,
        column,
        undo: () =>
          inServerDatabase(folder, (again) => write(again, { row: present, column, value })),
      }
    }
  })
}

type Value = string | number | bigint | Uint8Array

function flip(value: Value, random: Random): Value {
  const bit = 1 << Math.floor(random() * 8)
  if (typeof value === 'number') {
    // Of the eight bytes of a number the highest two would make it one that JavaScript does not know.
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64BE(BigInt(value))
    const at = 2 + Math.floor(random() * 6)
    bytes[at] = (bytes[at] ?? 0) ^ bit
    return Number(bytes.readBigInt64BE())
  }
  const bytes = Buffer.from(String(value))
  const at = Math.floor(random() * bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ bit
  return bytes
}

function write(
  database: DatabaseSync,
  { row, column, value }: { row: number; column: string; value: Value },
): void {
  // Bytes that are no text any more stay as they are.
  const as = typeof value === 'number' ? '?' : 'cast(? as text)'
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  database.prepare(`update audit set ${column} = ${as} where no = ?`).run(bytes, row)
}
