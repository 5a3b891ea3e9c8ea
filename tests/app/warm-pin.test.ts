// @vitest-environment jsdom
import { locks } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { createAccess } from '#app/access.ts'
import type { Access } from '#app/access-ways.ts'
import { rememberSession } from '#app/remembered-session.ts'
import { createWarmPin } from '#app/warm-pin.ts'
import { createApi } from '#sync/api.ts'
import { deriveHere } from '#vault/argon2.ts'
import { createVault } from '#vault/create-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { session } from '#tests/replica/replica-device.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import { createDevice, newVault, password, serverId } from '#tests/vault/vault-device.ts'

const environment = { now: Date.now, newId: v7 }
const pin = '730518'
const offline = () => Promise.reject(new TypeError('offline'))

const tabs: Access[] = []
afterEach(() => {
  for (const tab of tabs.splice(0)) {
    tab.lock()
    tab.pin?.clear()
  }
})

async function tablet(): Promise<VaultDevice> {
  fillBrowserGaps()
  const device = createDevice()
  const vault = await newVault(device)
  await rememberSession(vault, session)
  vault.lock()
  return device
}

/** One page of the browser: a reload makes another one. */
function openTab(
  device: VaultDevice,
  fetch: (path: string) => Promise<Response> = offline,
): Access {
  const access = createAccess({
    api: createApi({ fetch: (path) => fetch(String(path)) }),
    environment,
    device,
    pin: createWarmPin({ derive: deriveHere, locks }),
  })
  tabs.push(access)
  return access
}

async function setPin(tab: Access, digits = pin): Promise<void> {
  const state = tab.current()
  if (state.at !== 'open') throw new Error('It is not open.')
  await tab.pin?.set(state.open.vault, digits)
}

test('[KE4] a warm app opens with the PIN, and the lock names whose it is', async () => {
  const tab = openTab(await tablet())
  await tab.unlock({ password })
  await setPin(tab)
  tab.lock()
  expect(tab.current()).toMatchObject({
    at: 'locked',
    last: { name: session.name, staffNo: session.staffNo },
  })
  expect(await tab.unlockByPin('730519')).toEqual({ type: 'wrong-pin', triesLeft: 4 })
  expect(await tab.unlockByPin(pin)).toBe(null)
  expect(tab.current()).toMatchObject({ at: 'open' })
})

test('[KE4] after five wrong tries only the password opens', async () => {
  const tab = openTab(await tablet())
  await tab.unlock({ password })
  await setPin(tab)
  tab.lock()
  for (const wrong of ['111112', '111113', '111114', '111115']) await tab.unlockByPin(wrong)
  expect(await tab.unlockByPin('111116')).toEqual({ type: 'pin-spent' })
  expect(await tab.unlockByPin(pin)).toEqual({ type: 'pin-spent' })
  expect(tab.pin?.tag()).toBe(null)
  expect(await tab.unlock({ password })).toBe(null)
})

test('[KE4] a reload does not give the tries back: it knows no PIN at all', async () => {
  const device = await tablet()
  const tab = openTab(device)
  await tab.unlock({ password })
  await setPin(tab)
  tab.lock()
  await tab.unlockByPin('111112')
  const reloaded = openTab(device)
  expect(reloaded.pin?.tag()).toBe(null)
  expect(await reloaded.unlockByPin(pin)).toEqual({ type: 'pin-spent' })
})

test('[KE4] two tabs are not twice five tries: the PIN is where it was set last, and nowhere else', async () => {
  const device = await tablet()
  const [first, second] = [openTab(device), openTab(device)]
  for (const tab of [first, second]) await tab.unlock({ password })
  await setPin(first)
  await setPin(second)
  await expect.poll(() => first.pin?.tag()).toBe(null)
  first.lock()
  second.lockHere()
  expect(await first.unlockByPin(pin)).toEqual({ type: 'pin-spent' })
  expect(await second.unlockByPin('111112')).toEqual({ type: 'wrong-pin', triesLeft: 4 })
  expect(await second.unlockByPin(pin)).toBe(null)
})

test('[KE4] another colleague on this page ends the PIN of the one before', async () => {
  const device = await tablet()
  const other = await createVault(device, { serverId, staffNo: '200', password: 'another one' })
  if (!other.ok) throw new Error(other.error.type)
  await rememberSession(other.value, { ...session, staffId: v7(), staffNo: '200', name: '何静' })
  other.value.lock()
  const tab = openTab(device)
  await tab.unlock({ staffNo: '100233', password })
  await setPin(tab)
  tab.lock()
  await tab.unlock({ staffNo: '200', password: 'another one' })
  expect(tab.pin?.tag()).toBe(null)
})

test('[KE4] with another person’s session at the server the PIN does not stay: the password signs in anew', async () => {
  let signedIn = session
  const fetch = (path: string) =>
    path === '/api/session' ? Promise.resolve(Response.json(signedIn)) : offline()
  const tab = openTab(await tablet(), fetch)
  await tab.unlock({ password })
  await setPin(tab)
  tab.lock()
  signedIn = { ...session, staffId: v7() }
  expect(await tab.unlockByPin(pin)).toBe(null)
  await expect.poll(() => tab.current().at).toBe('locked')
  expect(tab.pin?.tag()).toBe(null)
})
