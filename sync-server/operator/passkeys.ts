import { removePasskeys } from '#server/remove-passkeys.ts'
import type { OperatorCommand } from './operator-command.ts'
import { textTable, timeOf } from './text-table.ts'

export const listPasskeys: OperatorCommand = {
  name: 'passkeys',
  parameters: [],
  says: 'all passkeys: whose, since when, last used, whether it is synced between devices',
  async run({ store }) {
    const rows = await store.read(async (reader) => {
      const staff = await reader.staff.all()
      const owners = new Map(staff.map((account) => [account.id, account]))
      const passkeys = await reader.passkeys.ofStaff([...owners.keys()])
      return passkeys.map(({ id, staffId, synced, createdAt, lastUsedAt }) => {
        const owner = owners.get(staffId)
        const used = lastUsedAt === null ? 'never' : timeOf(lastUsedAt)
        const whose = [owner?.staffNo ?? '', owner?.name ?? '']
        return [id, ...whose, timeOf(createdAt), used, synced ? 'yes' : 'no']
      })
    })
    return textTable(['passkey', 'staff no', 'name', 'added', 'last used', 'synced'], rows)
  },
}

export const removePasskey: OperatorCommand = {
  name: 'remove-passkey',
  parameters: ['<passkey>'],
  says: 'it signs nobody in any more; devices that it opens drop it at their next contact',
  async run({ store, clock }, id) {
    const now = clock()
    const owner = await store.write(now, async (transaction) => {
      const found = await transaction.passkeys.byId(id ?? '')
      const account = found && (await transaction.staff.byId(found.staffId))
      if (found === undefined || account === undefined) throw new Error('There is no such passkey.')
      const by = { staffId: null, device: null, code: 'by operator' }
      await removePasskeys(transaction, [found], by, now)
      return account
    })
    return [`The passkey of ${owner.staffNo} ${owner.name} is removed.`]
  },
}
