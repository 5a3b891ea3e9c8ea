import { expect, test } from 'vitest'
import { destroyVault } from '#vault/destroy-vault.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { rewrapPassword } from '#vault/vault-password.ts'
import { countUnsent } from '#vault/vaults-on-disk.ts'
import { schemaEpoch } from '#vault/schema-gate.ts'
import { batch, branch, card, id, loaded, note, page, portfolio, rename } from './pulled.ts'
import {
  createDevice,
  everythingStored,
  newVault,
  onDisk,
  openAgain,
  password,
  serverId,
  staffNo,
} from './vault-device.ts'

test('[KE2] the password opens the vault again, without anything but the device', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.settings.set('session', { name: '李雷' })
  await vault.drafts.save(`note/${id(1)}`, { text: '半句话' })
  vault.lock()
  const again = await openAgain(device)
  expect(await again.settings.get('session')).toEqual({ name: '李雷' })
  expect(await again.drafts.load(`note/${id(1)}`)).toEqual({ text: '半句话' })
  expect(await again.drafts.keys()).toEqual([`note/${id(1)}`])
  await again.drafts.remove(`note/${id(1)}`)
  expect(await again.drafts.load(`note/${id(1)}`)).toBeUndefined()
  expect([again.deviceId, again.epoch]).toEqual([vault.deviceId, vault.epoch])
})

test('[KE2] a wrong password opens nothing', async () => {
  const device = createDevice()
  await newVault(device)
  expect(await unlockVault(device, { password: `${password}x` })).toEqual({
    ok: false,
    error: { type: 'wrong-password' },
  })
})

test('[KE2] a slot with cheaper parameters written into it does not open', async () => {
  const device = createDevice({
    chooseParameters: () => Promise.resolve({ memoryKiB: 20 * 1024, iterations: 2 }),
  })
  const vault = await newVault(device)
  const name = `branchbook-${vault.tag}`
  const slot = await onDisk<object>(device, name, 'slots', (store) => store.get('password'))
  await onDisk(device, name, 'slots', (store) =>
    store.put({ ...slot, parameters: { memoryKiB: 19 * 1024, iterations: 2 } }),
  )
  expect(await unlockVault(device, { password })).toMatchObject({
    error: { type: 'wrong-password' },
  })
  await onDisk(device, name, 'slots', (store) =>
    store.put({ ...slot, parameters: { memoryKiB: 8, iterations: 1 } }),
  )
  expect(await unlockVault(device, { password })).toMatchObject({ error: { type: 'broken' } })
})

test('[VA4] each colleague has a vault; the staff number may be left out only while there is one', async () => {
  const device = createDevice()
  expect(await unlockVault(device, { password })).toMatchObject({ error: { type: 'no-vault' } })
  const mine = await newVault(device)
  mine.lock()
  expect(await unlockVault(device, { password })).toMatchObject({ ok: true })
  expect(await createVault(device, { serverId, staffNo, password })).toMatchObject({
    error: { type: 'exists' },
  })
  const theirs = await createVault(device, { serverId, staffNo: '200400', password: 'another one' })
  expect(theirs.ok && theirs.value.tag !== mine.tag).toBe(true)
  expect(await unlockVault(device, { password })).toMatchObject({ error: { type: 'ambiguous' } })
  expect(await unlockVault(device, { staffNo: '9', password })).toMatchObject({
    error: { type: 'no-vault' },
  })
  expect(await unlockVault(device, { staffNo: '200400', password })).toMatchObject({
    error: { type: 'wrong-password' },
  })
  expect(await unlockVault(device, { staffNo, password })).toMatchObject({ ok: true })
  await destroyVault(device, mine.tag)
  expect(await unlockVault(device, { staffNo, password })).toMatchObject({
    error: { type: 'no-vault' },
  })
  expect(await unlockVault(device, { password: 'another one' })).toMatchObject({ ok: true })
})

test('[CL7] the vault keeps the device ids that the sign-in told the server', async () => {
  const device = createDevice()
  const identity = { deviceId: id(71), epoch: id(72) }
  const made = await createVault(device, { serverId, staffNo, password, identity })
  expect(made).toMatchObject({ ok: true, value: identity })
  expect(await openAgain(device)).toMatchObject(identity)
})

test('[KE7] after a rewrap the new password opens what was there, and the former one nothing', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.outbox.append([rename(1, 'a')])
  await rewrapPassword(device, vault, 'the next one')
  await vault.outbox.append([rename(2, 'b')])
  vault.lock()
  expect(await countUnsent(device, vault.tag)).toBe(2)
  expect(await unlockVault(device, { password })).toMatchObject({
    error: { type: 'wrong-password' },
  })
  const opened = await unlockVault(device, { password: 'the next one' })
  if (!opened.ok) throw new Error(opened.error.type)
  expect((await opened.value.outbox.all()).operations.map(({ n }) => n)).toEqual([1, 2])
})

test('[CL6] a vault of a newer app is not opened by an older one', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await onDisk(device, `branchbook-${vault.tag}`, 'meta', (store) =>
    store.put({ key: 'schema', epoch: schemaEpoch + 1 }),
  )
  expect(await unlockVault(device, { password })).toMatchObject({ error: { type: 'newer-schema' } })
})

test('[KE6] a locked vault answers nothing any more', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.outbox.append([rename(1, 'a')])
  vault.lock()
  await expect(vault.outbox.append([rename(2, 'b')])).rejects.toThrow('locked')
  await expect(vault.outbox.all()).rejects.toThrow('locked')
  await expect(loaded(vault)).rejects.toThrow('locked')
  await expect(vault.settings.get('session')).rejects.toThrow('locked')
  expect(() => vault.keys()).toThrow('locked')
})

test('[VA1] planted names, numbers and words are nowhere in what is stored', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const planted = [
    '欧阳修竹',
    'Zhuge-Planted',
    '13812345678',
    '提前还贷',
    '想退保',
    'customer',
    'portfolio:',
    'complaint-form',
  ]
  const many = Array.from({ length: 150 }, (_, index) =>
    card(index + 1, index + 1, '欧阳修竹 Zhuge-Planted 13812345678'),
  )
  await vault.base.storePull(
    batch([page(branch, 2, many), page(portfolio, 4, [note(900, 1, 1, '提前还贷')])], {
      dropOutboxThrough: 0,
    }),
  )
  await vault.base.storePull(batch([page(portfolio, 4, [note(901, 2, 1, '想退保')])]))
  await vault.outbox.append([rename(1, '欧阳修竹')])
  await vault.drafts.save('complaint-form', { text: '想退保' })
  await vault.settings.set('session', { name: '欧阳修竹', staffNo })
  const stored = await everythingStored(device)
  expect(stored.length).toBeGreaterThan(10_000)
  expect(stored).toContain(vault.tag)
  expect([...planted, staffNo, password].filter((word) => stored.includes(word))).toEqual([])
})
