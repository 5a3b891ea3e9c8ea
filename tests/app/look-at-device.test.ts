import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { lookAtDevice } from '#app/look-at-device.ts'
import { fail, ok } from '#shared/domain/result.ts'
import { createDevice } from '#tests/vault/vault-device.ts'

test('[VA5] a device with a vault shows the lock, even while its first write hangs', async () => {
  const { databases, directory } = createDevice()
  await directory.add({ tag: 'tag', serverId: crypto.randomUUID(), createdAt: 1, lastUsedAt: 1 })
  const hangs = { ...databases, indexedDB: neverOpens() }
  expect(await lookAtDevice({ databases: hangs, directory })).toEqual(ok({ vaultsHere: 1 }))
})

test('[VA5] a device whose database never answers says so instead of waiting for ever', async () => {
  const { databases, directory } = createDevice()
  const silent = { ...directory, list: () => new Promise<never>(() => {}) }
  expect(await lookAtDevice({ databases, directory: silent }, 20)).toEqual(
    fail({ type: 'no-answer' }),
  )
})

test('[VA5] a new device that keeps what is written can have a vault', async () => {
  expect(await lookAtDevice(createDevice())).toEqual(ok({ vaultsHere: 0 }))
})

/** Whoever opens a database here waits for an event that never comes. */
function neverOpens(): IDBFactory {
  return Object.assign(new IDBFactory(), { open: () => new EventTarget() })
}
