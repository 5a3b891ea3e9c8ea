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
    async byCode(code: string): Promise<BranchRow | undefined> {
      return db.selectFrom('branches').selectAll().where('code', '=', code).executeTakeFirst()
    },
    /** In the order of their short forms. */
    async all(): Promise<BranchRow[]> {
      return db.selectFrom('branches').selectAll().orderBy('code').execute()
    },
  }
}

export function branchWriter(db: Kysely<Tables>) {
  return {
    ...branchReader(db),
    async add(branch: BranchRow): Promise<void> {
      await db.insertInto('branches').values(branch).execute()
    },
    /** The short form stays: complaints are numbered with it. */
    async rename(id: string, name: string): Promise<void> {
      await db.updateTable('branches').set({ name }).where('id', '=', id).execute()
    },
  }
}
