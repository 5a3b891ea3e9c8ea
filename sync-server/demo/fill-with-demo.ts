import type { SetupDemoResponse } from '#shared/protocol/session-message.ts'
import { hashPassword } from '#server/passwords.ts'
import type { Services } from '#server/services.ts'
import { addBranch, addColleague, addRuleTable } from '#server/set-up-branch.ts'
import { type BranchSize, generateBranch } from './generate-branch.ts'

/**
 * Fills an empty server with a generated branch in one transaction; everybody has the same password.
 * Answers who can sign in, or undefined when there is somebody in it already: real data is never touched.
 */
export async function fillWithDemo(
  { store, clock, newId, randomBytes }: Services,
  { password, ...size }: BranchSize & { password: string },
): Promise<SetupDemoResponse['signIns'] | undefined> {
  if (await store.read(({ staff }) => staff.any())) return undefined
  const generated = generateBranch(size)
  const { branch, foundedAt, staff, series } = generated
  const hashes = await Promise.all(staff.map(() => hashPassword(password, randomBytes)))
  const administrator = staff.find(({ role }) => role === 'admin')
  if (administrator === undefined) throw new Error('The generated branch has no administrator.')
  const by = { at: foundedAt, staffId: administrator.id }
  const filled = await store.write(clock(), async (transaction) => {
    if (await transaction.staff.any()) return false
    await transaction.meta.markAsDemo()
    await addBranch(transaction, branch, by)
    await addRuleTable(transaction, newId(), by)
    for (const [index, account] of staff.entries()) {
      await addColleague(transaction, account, hashes[index] ?? '', by)
    }
    const { tasks, customers, complaints, dates, profiles, notes, files } = generated
    for (const records of [tasks, customers, complaints, dates, profiles, notes, files]) {
      transaction.records.putNew(records)
    }
    for (const [name, last] of series) await transaction.numbers.set(name, last)
    transaction.audit.add({
      at: clock(),
      what: 'demo-filled',
      staffId: administrator.id,
      refType: 'branch',
      refId: branch.id,
    })
    return true
  })
  return filled ? staff.map(({ staffNo, name, role }) => ({ staffNo, name, role })) : undefined
}
