import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export interface BranchRow {
  id: string
  name: string
  /** The short form in complaint numbers. */
  code: string
}

export function branchReader(db: Kysely<Tables>) {
  return {
    async byId(id: string): Promise<BranchRow | undefined> {
      return db.selectFrom('branches').selectAll().where('id', '=', id).executeTakeFirst()
    },
  }
}

export function branchWriter(db: Kysely<Tables>) {
  return {
    ...branchReader(db),
    async add(branch: BranchRow): Promise<void> {
      await db.insertInto('branches').values(branch).execute()
    },
  }
}
