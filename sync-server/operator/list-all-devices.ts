import { listDevices } from '#server/list-devices.ts'
import type { OperatorCommand } from './operator-command.ts'
import { textTable, timeOf } from './text-table.ts'

export const listAllDevices: OperatorCommand = {
  name: 'devices',
  parameters: [],
  says: 'all devices, the last seen first: whose, what browser, what they have not sent',
  async run({ store, clock }) {
    const now = clock()
    const rows = await store.read(async (reader) => {
      const staff = await reader.staff.all()
      const owners = new Map(staff.map((account) => [account.id, account]))
      const devices = await listDevices(reader, [...owners.keys()], { current: undefined, now })
      return devices.map((device) => {
        const owner = owners.get(device.staffId)
        return [
          device.device,
          owner?.staffNo ?? '',
          owner?.name ?? '',
          `${device.browser ?? 'unknown'} on ${device.platform ?? 'unknown'}`,
          timeOf(device.lastSeenAt),
          device.signedIn ? 'yes' : 'no',
          device.vaultKept ? 'kept' : 'lost',
          String(device.unsyncedCount),
          device.oldestUnsyncedAt === null || device.unsyncedCount === 0
            ? ''
            : `since ${timeOf(device.oldestUnsyncedAt)}`,
        ]
      })
    })
    return textTable(
      ['device', 'staff no', 'name', 'browser', 'last seen', 'signed in', 'vault', 'unsent', ''],
      rows,
    )
  },
}
