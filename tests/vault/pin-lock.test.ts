import { expect, test } from 'vitest'
import { deriveHere } from '#vault/argon2.ts'
import { unlockWithRoot } from '#vault/open-vault.ts'
import { makePinLock, pinWeakness } from '#vault/pin-lock.ts'
import { createDevice, everythingStored, newVault } from './vault-device.ts'

const pin = '730518'

async function pinned() {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.drafts.save('note:1', '半句话')
  const lock = await makePinLock(vault.keys(), pin, deriveHere)
  vault.lock()
  return { device, vault, lock }
}

test('[KE4] the PIN opens a locked vault without its password', async () => {
  const { device, vault, lock } = await pinned()
  const root = await lock.open(pin)
  if (!root.ok) throw new Error(root.error.type)
  const opened = await unlockWithRoot(device, vault.tag, root.value)
  if (!opened.ok) throw new Error(opened.error.type)
  expect(await opened.value.drafts.load('note:1')).toBe('半句话')
  expect([...root.value.bytes]).toEqual(Array.from({ length: 32 }, () => 0))
  opened.value.lock()
})

test('[KE4] five wrong tries destroy the pepper: then the right PIN opens nothing', async () => {
  const { lock } = await pinned()
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await lock.open('111222')).toEqual({
      ok: false,
      error: { type: 'wrong-pin', triesLeft },
    })
  }
  expect(await lock.open('111222')).toEqual({ ok: false, error: { type: 'spent' } })
  expect(await lock.open(pin)).toEqual({ ok: false, error: { type: 'spent' } })
  expect(lock.triesLeft()).toBe(0)
})

test('[KE4] tries that are made at once are counted one by one', async () => {
  const { lock } = await pinned()
  const tries = ['000001', '000002', '000003', '000004', '000005', pin]
  const answers = await Promise.all(tries.map((each) => lock.open(each)))
  expect(answers.map((answer) => answer.ok)).toEqual(tries.map(() => false))
})

test('[KE4] the right PIN gives all tries back; destroyed while it is tried it opens nothing', async () => {
  const { lock } = await pinned()
  await lock.open('111222')
  expect(await lock.open(pin)).toMatchObject({ ok: true })
  expect(lock.triesLeft()).toBe(5)
  const answer = lock.open(pin)
  await Promise.resolve()
  lock.destroy()
  expect(await answer).toEqual({ ok: false, error: { type: 'spent' } })
})

test('[KE4] a PIN leaves nothing on the disk', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const before = await everythingStored(device)
  await makePinLock(vault.keys(), pin, deriveHere)
  expect(await everythingStored(device)).toBe(before)
  vault.lock()
})

test('[KE4] what everybody would try first is refused with the reason', () => {
  const refused = Object.fromEntries(
    ['000000', '777777', '123456', '654321', '345678', '12345', '12a456', ''].map((each) => [
      each,
      pinWeakness(each),
    ]),
  )
  expect(refused).toEqual({
    '000000': 'one-digit',
    '777777': 'one-digit',
    '123456': 'in-a-row',
    '654321': 'in-a-row',
    '345678': 'in-a-row',
    '12345': 'not-six-digits',
    '12a456': 'not-six-digits',
    '': 'not-six-digits',
  })
  expect(pinWeakness(pin)).toBe(null)
})
