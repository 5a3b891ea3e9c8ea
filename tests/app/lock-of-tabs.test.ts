// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { createAccess } from '#app/access.ts'
import type { Access } from '#app/access-ways.ts'
import { openLockTabs, type LockMessage } from '#app/lock-tabs.ts'
import { rememberSession } from '#app/remembered-session.ts'
import { createApi } from '#sync/api.ts'
import { createVault } from '#vault/create-vault.ts'
import { create } from '#replica/replica.ts'
import { session, task } from '#tests/replica/replica-device.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import {
  createDevice,
  newVault,
  password,
  serverId,
  staffNo,
  type TestDevice,
} from '#tests/vault/vault-device.ts'

const environment = { now: Date.now, newId: v7 }
const api = createApi({ fetch: () => Promise.reject(new TypeError('offline')) })

const opened: Access[] = []
afterEach(() => {
  for (const access of opened.splice(0)) access.lock()
})

/** Two colleagues on one tablet, both locked; the second one has written something offline. */
async function sharedTablet() {
  fillBrowserGaps()
  const device = createDevice()
  const mine = await newVault(device)
  await rememberSession(mine, session)
  mine.lock()
  const made = await createVault(device, { serverId, staffNo: '200', password: 'another one' })
  if (!made.ok) throw new Error(made.error.type)
  await rememberSession(made.value, { ...session, staffNo: '200', name: '何静' })
  made.value.lock()
  return { device, tag: mine.tag, otherTag: made.value.tag }
}

function openTab(device: TestDevice): Access {
  const access = createAccess({ api, environment, device })
  opened.push(access)
  return access
}

test('[KE6][CL4] a lock tells the other tabs of this vault, and not those of another colleague', async () => {
  const { device, tag, otherTag } = await sharedTablet()
  const heard: string[] = []
  const channels = [tag, otherTag].map((each) => {
    const channel = openLockTabs(each)
    channel.listen((message: LockMessage) => heard.push(`${message.kind} ${each}`))
    return channel
  })
  const tab = openTab(device)
  await tab.unlock({ staffNo, password })
  tab.lock()
  await expect.poll(() => heard).toEqual([`lock ${tag}`])
  for (const channel of channels) channel.close()
})

test('[KE6] the lock counts what each colleague did not send, names who was here in this page, and says nothing else', async () => {
  const { device, tag, otherTag } = await sharedTablet()
  const tab = openTab(device)
  await tab.unlock({ staffNo: '200', password: 'another one' })
  const state = tab.current()
  if (state.at !== 'open') throw new Error('It is not open.')
  await state.open.replica.commit([create('task', v7(), task())])
  await state.open.replica.commit([create('task', v7(), task())])
  tab.lock()
  expect(await tab.vaultsHere()).toEqual([
    {
      tag: otherTag,
      person: { name: '何静', staffNo: '200' },
      unsent: 2,
      lastUsedAt: expect.any(Number),
    },
    { tag, person: null, unsent: 0, lastUsedAt: expect.any(Number) },
  ])
  // After a reload nobody is known by name, and the number is still there.
  expect(
    (await openTab(device).vaultsHere()).map(({ person, unsent }) => [person, unsent]),
  ).toEqual([
    [null, 2],
    [null, 0],
  ])
})

test('[KE6] a vault that hangs is listed without a number', async () => {
  const { device } = await sharedTablet()
  const silent = Object.assign(Object.create(device.factory) as IDBFactory, {
    open: () => new EventTarget(),
  })
  const databases = { ...device.databases, indexedDB: silent }
  const { listVaultsHere } = await import('#app/vaults-here.ts')
  const listed = await listVaultsHere({ ...device, databases }, new Map(), 20)
  expect(listed.map(({ unsent }) => unsent)).toEqual([null, null])
})

test('[KE6] on a tablet of several the one who locked comes back with the password alone', async () => {
  const { device, tag } = await sharedTablet()
  const tab = openTab(device)
  await tab.unlock({ staffNo, password })
  tab.lock()
  expect(tab.current()).toMatchObject({ at: 'locked', last: { tag } })
  tab.showSignIn()
  tab.showUnlock()
  expect(tab.current()).toMatchObject({ at: 'locked', last: { tag } })
  expect(await tab.unlock({ tag, password: 'another one' })).toEqual({ type: 'wrong-unlock' })
  expect(await tab.unlock({ tag, password })).toBe(null)
})
