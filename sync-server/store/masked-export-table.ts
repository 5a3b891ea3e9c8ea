import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** SE7: which exports were noted already. By their person: nobody takes the id of another's. */
export function maskedExportWriter(db: Kysely<Tables>) {
  return {
    /** Keeps that this one was noted; false when it was before. */
    async keep(staffId: string, id: string): Promise<boolean> {
      const kept = await db
        .insertInto('masked_exports')
        .values({ staff_id: staffId, id })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return kept !== undefined
    },
  }
}
