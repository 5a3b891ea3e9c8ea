import { endSession } from '#server/end-session.ts'
import type { OperatorCommand } from './operator-command.ts'

export const endDeviceSession: OperatorCommand = {
  name: 'end-session',
  parameters: ['<device>'],
  says: 'sign a device out; what it keeps stays there, sealed, and is sent after the next sign-in',
  async run({ store, clock }, device) {
    const now = clock()
    const owner = await store.write(now, async (transaction) => {
      const known = await transaction.devices.byId(device ?? '')
      const account = known && (await transaction.staff.byId(known.staffId))
      if (known === undefined || account === undefined) throw new Error('There is no such device.')
      if (!(await endSession(transaction, known))) return undefined
      transaction.audit.add({
        at: now,
        what: 'session-ended',
        refType: 'device',
        refId: known.device,
        code: 'by operator',
      })
      return account
    })
    if (owner === undefined) return ['This device is not signed in.']
    const { staffNo, name } = owner
    return [
      `The device of ${staffNo} ${name} is signed out: its next request is refused.`,
      'A page that is open notices within 15 seconds.',
    ]
  },
}
