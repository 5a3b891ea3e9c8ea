import type { Kysely, Selectable } from 'kysely'
import { Role } from '#shared/domain/role.ts'
import { LostRace } from './lost-race.ts'
import type { Tables } from './schema.ts'

/** A colleague as the server's door knows one. */
export interface StaffAccount {
  id: string
  staffNo: string
  name: string
  role: Role
  branchId: string
  active: boolean
}

export function staffReader(db: Kysely<Tables>) {
  return {
    async byId(id: string): Promise<StaffAccount | undefined> {
      const row = await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toAccount(row)
    },
    async byStaffNo(
      staffNo: string,
    ): Promise<{ account: StaffAccount; passwordHash: string } | undefined> {
      const row = await db
        .selectFrom('staff')
        .selectAll()
        .where('staff_no', '=', staffNo)
        .executeTakeFirst()
      return row && { account: toAccount(row), passwordHash: row.password_hash }
    },
    async ofBranch(branchId: string): Promise<StaffAccount[]> {
      const rows = await db
        .selectFrom('staff')
        .selectAll()
        .where('branch_id', '=', branchId)
        .orderBy('staff_no')
        .execute()
      return rows.map(toAccount)
    },
    async all(): Promise<StaffAccount[]> {
      const rows = await db.selectFrom('staff').selectAll().orderBy('staff_no').execute()
      return rows.map(toAccount)
    },
    /** Those of these ids that are colleagues. */
    async byIds(ids: readonly string[]): Promise<StaffAccount[]> {
      if (ids.length === 0) return []
      const rows = await db.selectFrom('staff').selectAll().where('id', 'in', ids).execute()
      return rows.map(toAccount)
    },
    async any(): Promise<boolean> {
      return (await db.selectFrom('staff').select('id').limit(1).executeTakeFirst()) !== undefined
    },
  }
}

export function staffWriter(db: Kysely<Tables>, { alone }: { alone: boolean }) {
  return {
    ...staffReader(db),
    async add(account: StaffAccount, passwordHash: string, createdAt: number): Promise<void> {
      await db
        .insertInto('staff')
        .values({
          id: account.id,
          staff_no: account.staffNo,
          name: account.name,
          role: account.role,
          branch_id: account.branchId,
          active: account.active ? 1 : 0,
          password_hash: passwordHash,
          created_at: createdAt,
        })
        .execute()
    },
    /**
     * Name, role, branch and whether one still works here; the number stays. SC5: nobody else writes meanwhile, so no push
     * is decided half by what was before and half by what is after.
     */
    async change(
      id: string,
      { name, role, active, branchId }: Omit<StaffAccount, 'id' | 'staffNo'>,
    ): Promise<void> {
      if (!alone) throw new LostRace('Who changes who may do what runs alone.', { repeat: 'alone' })
      await db
        .updateTable('staff')
        .set({ name, role, active: active ? 1 : 0, branch_id: branchId })
        .where('id', '=', id)
        .execute()
    },
    async setPassword(id: string, passwordHash: string): Promise<void> {
      await db
        .updateTable('staff')
        .set({ password_hash: passwordHash })
        .where('id', '=', id)
        .execute()
    },
  }
}

function toAccount(row: Selectable<Tables['staff']>): StaffAccount {
  return {
    id: row.id,
    staffNo: row.staff_no,
    name: row.name,
    role: Role.parse(row.role),
    branchId: row.branch_id,
    active: row.active === 1,
  }
}
