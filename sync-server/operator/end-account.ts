import { changeStaff } from '#server/change-staff.ts'
import type { HttpProblem } from '#server/problem.ts'
import type { Services } from '#server/services.ts'
import { findAccount } from './find-account.ts'
import type { OperatorCommand } from './operator-command.ts'

export const endAccount: OperatorCommand = {
  name: 'end-account',
  parameters: ['<staffNo>'],
  says: 'somebody has left: signed out everywhere; the customers stay until a lead hands them over',
  async run(services, staffNo) {
    const said = await setActive(services, staffNo ?? '', false)
    return [
      `The account of ${said} is ended, and all devices are signed out.`,
      'Customers are still in this name; the lead of the branch hands them over.',
    ]
  },
}

export const openAccount: OperatorCommand = {
  name: 'open-account',
  parameters: ['<staffNo>'],
  says: 'open an ended account again, with the same password',
  async run(services, staffNo) {
    return [`The account of ${await setActive(services, staffNo ?? '', true)} is open.`]
  },
}

/** Answers staff number and name; throws what the operator is to know when it is refused. */
async function setActive(
  { store, clock }: Services,
  staffNo: string,
  active: boolean,
): Promise<string> {
  const now = clock()
  const changed = await store.write(now, async (transaction) => {
    const { id } = await findAccount(transaction, staffNo)
    const { serverId } = await transaction.meta.get()
    return changeStaff(transaction, { serverId }, id, { change: { active }, now })
  })
  if (!changed.ok) throw new Error(refusal(changed.problem))
  return `${changed.account.staffNo} ${changed.account.name}`
}

function refusal({ problem }: HttpProblem): string {
  return problem.type === '/problems/last-administrator'
    ? 'This is the last administrator of the branch: give the role to somebody else first.'
    : problem.title
}
