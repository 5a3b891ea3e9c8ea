// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import { closeSession } from '#app/close-session.ts'
import { openSession } from '#app/open-session.ts'
import { createDraftSaver } from '#replica/draft-saver.ts'
import { create } from '#replica/replica.ts'
import { createApi } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { session, task } from '#tests/replica/replica-device.ts'
import { createDevice, newVault, openAgain } from '#tests/vault/vault-device.ts'

const environment = { now: Date.now, newId: v7 }
/** A device without a network. */
const api = createApi({ fetch: () => Promise.reject(new TypeError('offline')) })

const open = (vault: OpenVault) => openSession({ vault, session, api, environment })

test('[KE6] a stroke made while an earlier one is still being sealed is kept before the key goes', async () => {
  const device = createDevice()
  const opened = await open(await newVault(device))
  const saver = createDraftSaver(opened.vault.drafts, 'note:1')
  const leave = saver.watchPage(window)
  saver.save('first words')
  window.dispatchEvent(new Event('pagehide'))
  await Promise.resolve()
  saver.save('first words and the last ones')
  leave()
  await closeSession(opened)
  const again = await openAgain(device)
  expect(await again.drafts.load('note:1')).toBe('first words and the last ones')
  again.lock()
})

test('[KE6] a save under way at the lock is stored, and its draft does not come back to be saved twice', async () => {
  const device = createDevice()
  const opened = await open(await newVault(device))
  await opened.vault.drafts.save('task:new', { title: '回访王先生' })
  const saving = opened.replica
    .commit([create('task', v7(), task())])
    .then(() => opened.vault.drafts.remove('task:new'))
  await closeSession(opened)
  await saving
  const again = await openAgain(device)
  expect((await again.outbox.all()).operations).toHaveLength(1)
  expect(await again.drafts.keys()).toEqual([])
  again.lock()
})

test('[KE6] a first sync under way does not hold up the lock', async () => {
  const silent = createApi({ fetch: () => new Promise<never>(() => {}) })
  const vault = await newVault(createDevice())
  const opened = await openSession({ vault, session, api: silent, environment })
  await expect.poll(() => opened.engine.status.current().phase).toBe('first-sync')
  await closeSession(opened)
  expect(() => vault.keys()).toThrow('locked')
}, 5000)

test('[VA5] a disk that has hung does not keep the key in memory', async () => {
  const vault = await newVault(createDevice())
  const hung = { ...vault.drafts, save: () => new Promise<void>(() => {}) }
  const opened = await open({ ...vault, drafts: hung })
  void opened.vault.drafts.save('note:1', 'words')
  await closeSession(opened, 50)
  expect(() => vault.keys()).toThrow('locked')
})
