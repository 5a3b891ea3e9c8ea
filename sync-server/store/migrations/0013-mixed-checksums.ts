import { sql } from 'kysely'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import type { PortableMigration } from './ddl.ts'

/** PL3: the share of a row in the checksum of its scope is another one since; all are summed up anew. */
export const mixedChecksums: PortableMigration = () => ({
  up: async (db) => {
    const { rows: scopes } = await sql<{ scope: string }>`select scope from scopes`.execute(db)
    for (const { scope } of scopes) {
      const { rows } = await sql<{ type: string; id: string; seq: number | string }>`
        select type, id, seq from records where scope = ${scope}`.execute(db)
      const checksum = rows.reduce(
        (sum, { type, id, seq }) => addToChecksum(sum, rowChecksum(type, id, Number(seq))),
        0,
      )
      await sql`update scopes set checksum = ${checksum} where scope = ${scope}`.execute(db)
    }
  },
})
