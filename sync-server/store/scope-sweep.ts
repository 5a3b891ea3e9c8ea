import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { RecordBody } from '#shared/protocol/record.ts'
import { recordReader, type StoredRecord } from './record-table.ts'
import type { Tables } from './schema.ts'

const rowsPerQuery = 2000
const last = Number.MAX_SAFE_INTEGER

/** Every tier that a record type has. */
export const allTiers = [
  ...new Set(Object.values(recordTypeDefinitions).map(({ tier }) => tier)),
].toSorted((left, right) => left - right)

/**
 * The stored records of a scope whose text contains `mentioning`, a few thousand at a time and without a query for each:
 * a hand-over looks at ten thousand customers. What contains the text is not yet what is meant; the caller looks closer.
 */
export async function* sweepScope(
  db: Kysely<Tables>,
  scope: string,
  { tiers, mentioning }: { tiers: readonly number[]; mentioning?: string | undefined },
): AsyncGenerator<StoredRecord> {
  for (const tier of tiers) {
    let after = 0
    for (;;) {
      const range = { scope, tier, after, through: last }
      const rows = await recordReader(db).range(range, rowsPerQuery)
      for (const { seq, body } of rows) {
        if (mentioning !== undefined && !body.includes(mentioning)) continue
        yield { record: RecordBody.parse(JSON.parse(body)), scope, tier, seq }
      }
      // SQLite answers without letting anybody else in between; a pull of a colleague shall not stand still meanwhile.
      await setImmediate()
      const end = rows.at(-1)
      if (end === undefined || rows.length < rowsPerQuery) break
      after = end.seq
    }
  }
}
