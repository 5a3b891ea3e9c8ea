import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#shared/domain/role.ts'
import { addBranch, addColleague } from '#server/set-up-branch.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'

export interface Person {
  id: string
  name: string
  role: Role
}

/** Ids that are the same in every history. */
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const branchId = idOf(1)

/** Who works in the branch of every history when it begins. */
export const people = [
  { id: idOf(11), name: '赵经理', role: 'rm' },
  { id: idOf(12), name: '钱经理', role: 'rm' },
  { id: idOf(13), name: '孙大堂', role: 'lobby' },
  { id: idOf(14), name: '李主管', role: 'lead' },
] as const satisfies Person[]

/** Changes roles, and has no device. */
export const administrator: Person = { id: idOf(19), name: '周管理', role: 'admin' }

const fileName = 'branchbook.sqlite'
/** In memory where there is such a folder: nobody cuts the power here, and a flush to a disk costs most of a history. */
const memoryFolder = '/dev/shm'
const homes = mkdtempSync(
  join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'branchbook-simulation-'),
)
process.on('exit', () => rmSync(homes, { recursive: true, force: true }))

let template: Promise<Buffer> | undefined
let homeCount = 0

/** A data folder with the branch as it is before anybody has worked in it; it goes with the process. */
export async function newDataFolder(): Promise<string> {
  template ??= makeTemplate()
  const folder = join(homes, String((homeCount += 1)))
  mkdirSync(folder)
  writeFileSync(join(folder, fileName), await template)
  return folder
}

export function removeDataFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** The database in a data folder. */
export function databaseIn(folder: string): string {
  return join(folder, fileName)
}

async function makeTemplate(): Promise<Buffer> {
  const folder = join(homes, 'template')
  let ids = 900
  const store = await openSqliteStore({ folder, newId: () => idOf((ids += 1)) })
  const by = { at: Date.UTC(2026, 9, 1), staffId: people[3].id }
  await store.write(by.at, async (transaction) => {
    await addBranch(transaction, { id: branchId, name: '模拟网点', code: 'SIM' }, by)
    for (const [index, { id, name, role }] of [...people, administrator].entries()) {
      const account = { id, name, role, branchId, staffNo: `100${index}`, active: true }
      await addColleague(transaction, account, '', by)
    }
  })
  await store.close()
  return readFileSync(databaseIn(folder))
}
