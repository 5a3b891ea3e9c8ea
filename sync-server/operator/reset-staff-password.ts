import { resetPassword } from '#server/change-staff.ts'
import { generatePassword } from '#server/generated-password.ts'
import { hashPassword } from '#server/passwords.ts'
import { findAccount } from './find-account.ts'
import type { OperatorCommand } from './operator-command.ts'

export const resetStaffPassword: OperatorCommand = {
  name: 'reset-password',
  parameters: ['<staffNo>'],
  says: 'print a new password, once; signed out everywhere, devices open with the former password',
  async run({ store, clock, randomBytes }, staffNo) {
    const password = generatePassword(randomBytes)
    const passwordHash = await hashPassword(password, randomBytes)
    const now = clock()
    const reset = await store.write(now, async (transaction) => {
      const { id } = await findAccount(transaction, staffNo ?? '')
      const { serverId } = await transaction.meta.get()
      return resetPassword(transaction, { serverId }, id, { passwordHash, now })
    })
    if (!reset.ok) throw new Error(reset.problem.problem.title)
    const { staffNo: number, name } = reset.account
    return [
      `The new password of ${number} ${name} is shown this once:`,
      '',
      `  ${password}`,
      '',
      'All devices are signed out. What a device has not sent stays sealed with the former password.',
    ]
  },
}
