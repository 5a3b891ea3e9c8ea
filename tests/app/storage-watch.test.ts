// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { v7 } from 'uuid'
import { createAccess } from '#app/access.ts'
import { rememberSession } from '#app/remembered-session.ts'
import { watchStorage, type StorageWatch } from '#app/storage-watch.ts'
import { createDraftSaver } from '#replica/draft-saver.ts'
import { createApi } from '#sync/api.ts'
import { databaseName, deleteDatabase } from '#vault/database.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { session } from '#tests/replica/replica-device.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import {
  createDevice,
  newVault,
  openAgain,
  password,
  staffNo,
  type TestDevice,
} from '#tests/vault/vault-device.ts'

const api = createApi({ fetch: () => Promise.reject(new TypeError('offline')) })
const environment = { now: Date.now, newId: v7 }
const watches: StorageWatch[] = []
afterEach(() => {
  for (const watch of watches.splice(0)) watch.stop()
  show('visible')
})

function watch(vault: OpenVault): StorageWatch {
  const started = watchStorage(vault, window)
  watches.push(started)
  return started
}

/** The page goes out of sight or comes back. */
function show(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
  document.dispatchEvent(new Event('visibilitychange'))
}

test('[VA5] coming back from the background tells at once that the data was taken away meanwhile', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const storage = watch(vault)
  show('hidden')
  await deleteDatabase(vault.tag, device.databases)
  expect(storage.current()).toBeNull()
  show('visible')
  await expect.poll(storage.current).toBe('gone')
  // Nothing that is stored later makes it whole again.
  storage.stored()
  expect(storage.current()).toBe('gone')
  vault.lock()
})

test('[VA4] a full disk is told with the first stroke that does not fit, and no longer when one fits again', () => {
  const listener = vi.fn<() => void>()
  const storage = watchStorage({ resume: async () => 'answers', onClosed() {} }, window)
  watches.push(storage)
  storage.subscribe(listener)
  storage.failed(new DOMException('no space', 'QuotaExceededError'))
  expect(storage.current()).toBe('full')
  storage.stored()
  expect(storage.current()).toBeNull()
  expect(listener).toHaveBeenCalledTimes(2)
})

test('[VA5] a storage that stays silent is told, and no longer when it answers', async () => {
  let answer: 'silent' | 'answers' = 'silent'
  const storage = watchStorage({ resume: async () => answer, onClosed() {} }, window)
  watches.push(storage)
  show('hidden')
  show('visible')
  await expect.poll(storage.current).toBe('silent')
  answer = 'answers'
  show('hidden')
  show('visible')
  await expect.poll(storage.current).toBeNull()
})

/** One colleague at work on a device. */
async function openApp(device: TestDevice) {
  fillBrowserGaps()
  const vault = await newVault(device)
  await rememberSession(vault, session)
  vault.lock()
  const access = createAccess({ api, environment, device })
  expect(await access.unlock({ staffNo, password })).toBeNull()
  const state = access.current()
  if (state.at !== 'open') throw new Error(state.at)
  return { access, open: state.open }
}

test('[CL6][CL2] a newer app in another window gets the vault: this one seals what is typed, closes it and says so', async () => {
  const device = createDevice()
  const { access, open } = await openApp(device)
  const saver = createDraftSaver(open.vault.drafts, 'note:1')
  const leave = saver.watchPage(window)
  saver.save('typed a moment ago')
  access.subscribe(() => {
    // The screens go, and with them the form.
    if (access.current().at === 'superseded') leave()
  })
  const name = databaseName(open.vault.tag)
  const upgraded = new Promise<number>((resolve, reject) => {
    const request = device.factory.open(name, 1000)
    request.addEventListener('success', () => {
      const { version } = request.result
      request.result.close()
      resolve(version)
    })
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
  expect(await upgraded).toBe(1000)
  expect(access.current()).toEqual({ at: 'superseded' })
  await access.settled()
  const drafts = await new Promise<number>((resolve, reject) => {
    const request = device.factory.open(name)
    request.addEventListener('success', () => {
      const count = request.result.transaction('drafts').objectStore('drafts').count()
      count.addEventListener('success', () => resolve(count.result))
      request.result.close()
    })
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
  expect(drafts).toBe(1)
})

test('[CL6] a vault that is removed in another window is locked here', async () => {
  const device = createDevice()
  const { access, open } = await openApp(device)
  await deleteDatabase(open.vault.tag, device.databases)
  expect(access.current().at).toBe('locked')
  await access.settled()
  await expect(openAgain(device)).rejects.toThrow('no-vault')
})
