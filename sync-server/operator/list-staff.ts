import { listDevices } from '#server/list-devices.ts'
import type { OperatorCommand } from './operator-command.ts'
import { textTable } from './text-table.ts'

export const listStaff: OperatorCommand = {
  name: 'staff',
  parameters: [],
  says: 'all colleagues: role, whether the account is open, devices, what they have not sent',
  async run({ store, clock }) {
    const rows = await store.read(async (reader) => {
      const staff = await reader.staff.all()
      const ids = staff.map(({ id }) => id)
      const devices = await listDevices(reader, ids, { current: undefined, now: clock() })
      const branches = new Map<string, string>()
      for (const { branchId } of staff) {
        if (branches.has(branchId)) continue
        branches.set(branchId, (await reader.branches.byId(branchId))?.code ?? '')
      }
      return staff.map(({ id, staffNo, name, role, branchId, active }) => {
        const own = devices.filter(({ staffId }) => staffId === id)
        const unsent = own.reduce((sum, { unsyncedCount }) => sum + unsyncedCount, 0)
        const counts = [own.filter(({ signedIn }) => signedIn).length, unsent].map(String)
        const branch = branches.get(branchId) ?? ''
        return [staffNo, name, role, branch, active ? 'open' : 'ended', ...counts]
      })
    })
    return textTable(
      ['staff no', 'name', 'role', 'branch', 'account', 'signed-in devices', 'unsent'],
      rows,
    )
  },
}
