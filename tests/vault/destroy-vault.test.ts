import { expect, test } from 'vitest'
import { destroyVault } from '#vault/destroy-vault.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { killAt } from '#tests/support/kill-at.ts'
import { batch, branch, card, page } from './pulled.ts'
import {
  createDevice,
  everythingStored,
  newVault,
  onDisk,
  password,
  serverId,
  type TestDevice,
} from './vault-device.ts'

const colleague = { serverId, staffNo: '200400', password: 'another one' }

/** A shared tablet: two vaults with records, drafts and settings, both locked. */
async function sharedTablet(): Promise<{ device: TestDevice; mine: string; theirs: string }> {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.base.storePull(batch([page(branch, 1, [card(1, 1, '王小明')])]))
  await vault.drafts.save('note', { text: '写到一半' })
  vault.lock()
  const other = await createVault(device, colleague)
  if (!other.ok) throw new Error(other.error.type)
  await other.value.drafts.save('note', { text: '同事的' })
  other.value.lock()
  return { device, mine: vault.tag, theirs: other.value.tag }
}

async function expectGone(device: TestDevice, tag: string): Promise<void> {
  const names = (await device.factory.databases()).map(({ name }) => name)
  expect(names).not.toContain(`branchbook-${tag}`)
  expect((await device.directory.list()).map((item) => item.tag)).not.toContain(tag)
  expect(await everythingStored(device)).not.toContain(tag)
}

test('[SR3] a destroyed vault leaves nothing behind, and the vault of a colleague on the same tablet opens as before', async () => {
  const { device, mine, theirs } = await sharedTablet()
  await destroyVault(device, mine)
  await expectGone(device, mine)
  expect(await unlockVault(device, { tag: mine, password })).toMatchObject({
    error: { type: 'no-vault' },
  })
  const opened = await unlockVault(device, { tag: theirs, password: colleague.password })
  expect(opened.ok && (await opened.value.drafts.load('note'))).toEqual({ text: '同事的' })
})

test.each(['vault-keys-destroyed', 'vault-database-destroyed'] as const)(
  '[SR3] killed at “%s”, nothing can be opened any more, and the next call takes away the rest',
  async (point) => {
    const { device, mine } = await sharedTablet()
    const killed = killAt(point)
    void destroyVault(device, mine)
    await killed
    const opened = await unlockVault(device, { tag: mine, password })
    expect(opened.ok).toBe(false)
    await destroyVault(device, mine)
    await expectGone(device, mine)
    await destroyVault(device, mine)
    await expectGone(device, mine)
  },
)

test('[SR3] the keys go first: with the database still there, no slot is left in it', async () => {
  const { device, mine } = await sharedTablet()
  const killed = killAt('vault-keys-destroyed')
  void destroyVault(device, mine)
  await killed
  const slots = await onDisk(device, `branchbook-${mine}`, 'slots', (store) => store.getAll())
  const drafts = await onDisk(device, `branchbook-${mine}`, 'drafts', (store) => store.getAll())
  expect(slots).toEqual([])
  expect(drafts).toHaveLength(1)
})
