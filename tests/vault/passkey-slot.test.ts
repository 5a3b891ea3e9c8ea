import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { checkPassword, hasPassword, rewrapPassword } from '#vault/vault-password.ts'
import { identitiesHere } from '#vault/vaults-on-disk.ts'
import {
  makePasskeySlot,
  openPasskeySlot,
  type AnsweredPasskey,
  type PasskeySlot,
} from '#vault/passkey-slot.ts'
import {
  addPasskeySlot,
  checkPasskey,
  listPasskeySlots,
  removePasskeySlots,
  unlockWithPasskey,
} from '#vault/passkey-slots.ts'
import { newRootKey } from '#vault/vault-keys.ts'
import {
  createDevice,
  everythingStored,
  newVault,
  onDisk,
  password,
  serverId,
  staffNo,
} from './vault-device.ts'

/** An authenticator answers the same question the same way each time. */
function passkey(credential: string, answer = 7): AnsweredPasskey {
  return { credential, transports: ['internal'], answer: new Uint8Array(32).fill(answer) }
}

async function vaultWithPasskey() {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.drafts.save('note:1', '半句话')
  await addPasskeySlot(device, vault, passkey('thumb'))
  return { device, vault }
}

async function opens(
  device: ReturnType<typeof createDevice>,
  tag: string,
  credential: string,
  answer?: number,
) {
  const opened = await unlockWithPasskey(device, tag, passkey(credential, answer))
  if (!opened.ok) return opened.error.type
  const read = await opened.value.drafts.load('note:1')
  opened.value.lock()
  return read
}

const answers = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => new Uint8Array(bytes))
const ids = fc.string({ minLength: 1, maxLength: 40 })

test('[KE3] whatever a passkey answers, its slot gives the root key back to this answer in this vault, and to no other', async () => {
  await fc.assert(
    fc.asyncProperty(answers, answers, ids, ids, async (answer, other, tag, id) => {
      const root = newRootKey()
      const before = [...root.bytes]
      const made = { credential: id, transports: [], answer }
      const slot = await makePasskeySlot(tag, root, made)
      const opened = await openPasskeySlot(tag, slot, answer)
      expect(opened).toMatchObject({ ok: true, value: { id: root.id } })
      expect(opened.ok && [...opened.value.bytes]).toEqual(before)
      const isSame = other.every((byte, index) => byte === answer[index])
      expect((await openPasskeySlot(tag, slot, other)).ok).toBe(isSame)
      expect((await openPasskeySlot(`${tag}x`, slot, answer)).ok).toBe(false)
    }),
    { numRuns: 30 },
  )
})

test('[KE3][VA3] a slot in which anything was changed does not open', async () => {
  const changed = new Uint8Array(32).fill(9)
  const changes: Partial<PasskeySlot>[] = [
    { id: 'passkey/another' },
    { keyId: 'another' },
    { credential: 'another' },
    { salt: changed },
    { iv: changed.subarray(0, 12) },
    { sealed: new Uint8Array(48) },
  ]
  const made = passkey('thumb')
  const slot = await makePasskeySlot('tag', newRootKey(), made)
  for (const change of changes) {
    expect(await openPasskeySlot('tag', { ...slot, ...change }, made.answer)).toEqual({
      ok: false,
      error: { type: 'wrong-passkey' },
    })
  }
})

test('[KE3] a passkey opens the vault without password or network; another one, and another answer, open nothing', async () => {
  const { device, vault } = await vaultWithPasskey()
  const { tag } = vault
  expect(await checkPasskey(device, vault, passkey('thumb'))).toMatchObject({ ok: true })
  expect(await checkPasskey(device, vault, passkey('thumb', 8))).toMatchObject({ ok: false })
  vault.lock()
  expect(await opens(device, tag, 'thumb')).toBe('半句话')
  expect(await opens(device, tag, 'thumb', 8)).toBe('wrong-passkey')
  expect(await opens(device, tag, 'face')).toBe('wrong-passkey')
})

test('[KE3] what lies on the disk holds neither the answer nor the root key, and the lock knows that there is a passkey', async () => {
  const { device, vault } = await vaultWithPasskey()
  const stored = await everythingStored(device)
  expect(stored).toContain('passkey/thumb')
  expect(stored).not.toContain(Buffer.from(passkey('thumb').answer).toString('latin1'))
  expect(await device.directory.withPasskeys()).toEqual([vault.tag])
  expect(await device.directory.passkeyQuestion()).toEqual(await device.directory.passkeyQuestion())
})

test('[KE3][KE7] a new password leaves the passkey as it is, and a passkey that comes or goes the password', async () => {
  const { device, vault } = await vaultWithPasskey()
  const { tag } = vault
  await rewrapPassword(device, vault, 'another one')
  expect(await opens(device, tag, 'thumb')).toBe('半句话')
  expect(await checkPassword(device, tag, 'another one')).toEqual({ ok: true, value: null })
  expect(await checkPassword(device, tag, password)).toMatchObject({
    error: { type: 'wrong-password' },
  })
  await addPasskeySlot(device, vault, passkey('face', 3))
  expect(await opens(device, tag, 'face', 3)).toBe('半句话')
  expect(await removePasskeySlots(device, tag, (one) => one === 'thumb')).toEqual(['face'])
  expect(await opens(device, tag, 'thumb')).toBe('wrong-passkey')
  expect(await opens(device, tag, 'face', 3)).toBe('半句话')
  expect(await removePasskeySlots(device, tag, () => true)).toEqual([])
  expect(await device.directory.withPasskeys()).toEqual([])
  expect(await unlockVault(device, { tag, password: 'another one' })).toMatchObject({ ok: true })
})

test('[KE3] a vault that a passkey made keeps its last passkey until it has a password: nothing unsent is locked in', async () => {
  const device = createDevice()
  const made = await createVault(device, { serverId, staffNo, passkey: passkey('thumb') })
  if (!made.ok) throw new Error(made.error.type)
  const vault = made.value
  const { tag } = vault
  await vault.drafts.save('note:1', '半句话')
  expect(await device.directory.withPasskeys()).toEqual([tag])
  expect(await identitiesHere(device)).toEqual([{ deviceId: vault.deviceId, epoch: vault.epoch }])
  expect(await hasPassword(device, tag)).toBe(false)
  expect(await unlockVault(device, { tag, password })).toMatchObject({
    error: { type: 'no-password' },
  })
  expect(await removePasskeySlots(device, tag, () => true)).toEqual(['thumb'])
  expect(await opens(device, tag, 'thumb')).toBe('半句话')
  await rewrapPassword(device, vault, password)
  expect(await hasPassword(device, tag)).toBe(true)
  expect(await removePasskeySlots(device, tag, () => true)).toEqual([])
  expect(await unlockVault(device, { tag, password })).toMatchObject({ ok: true })
})

test('[KE3] a slot that is broken, or of a root key of before, opens nothing and stands in nobody’s way', async () => {
  const { device, vault } = await vaultWithPasskey()
  const { tag } = vault
  const name = `branchbook-${tag}`
  const slot = await onDisk<object>(device, name, 'slots', (store) => store.get('passkey/thumb'))
  await onDisk(device, name, 'slots', (store) => store.put({ ...slot, salt: 'no bytes' }))
  expect(await listPasskeySlots(device, tag)).toEqual([])
  expect(await opens(device, tag, 'thumb')).toBe('wrong-passkey')
  const stale = await makePasskeySlot(tag, newRootKey(), passkey('thumb'))
  await onDisk(device, name, 'slots', (store) => store.put(stale))
  expect(await opens(device, tag, 'thumb')).toBe('broken')
  expect(await unlockVault(device, { tag, password })).toMatchObject({ ok: true })
})
