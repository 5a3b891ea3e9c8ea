import type { Kysely, Selectable } from 'kysely'
import { Role } from '#shared/domain/role.ts'
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
    async any(): Promise<boolean> {
      return (await db.selectFrom('staff').select('id').limit(1).executeTakeFirst()) !== undefined
    },
  }
}

export function staffWriter(db: Kysely<Tables>) {
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
