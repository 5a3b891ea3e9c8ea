import { IDBDatabase, IDBRequest, IDBTransaction } from 'fake-indexeddb'
import { expect, onTestFinished, test } from 'vitest'
import { probeDevice } from '#vault/device-probe.ts'
import { createRoomCheck, leastFreeForPull } from '#vault/storage.ts'
import { rename } from './pulled.ts'
import { createDevice, newVault } from './vault-device.ts'

test('[VA5] a device that keeps what is written passes the probe, twice', async () => {
  const { databases } = createDevice()
  expect(await probeDevice(databases)).toEqual({ ok: true, value: null })
  expect(await probeDevice(databases)).toEqual({ ok: true, value: null })
})

test('[VA5] a browser whose database does not open is told apart', async () => {
  const { databases, factory } = createDevice()
  factory.open = () => {
    throw new DOMException('private window', 'SecurityError')
  }
  expect(await probeDevice(databases)).toEqual({ ok: false, error: { type: 'no-database' } })
})

test('[VA4] room for a pull is asked for again after a while, and unknown space counts as room', async () => {
  let [free, time]: [number | null, number] = [leastFreeForPull - 1, 0]
  const hasRoom = createRoomCheck(
    () => Promise.resolve(free),
    () => time,
  )
  expect(await hasRoom()).toBe(false)
  free = leastFreeForPull
  expect(await hasRoom()).toBe(false)
  time = 10_001
  expect(await hasRoom()).toBe(true)
  free = null
  time = 20_002
  expect(await hasRoom()).toBe(true)
})

test('[VA5] connections that went silent in the background are opened anew', async () => {
  const { transaction } = IDBDatabase.prototype
  onTestFinished(() => {
    IDBDatabase.prototype.transaction = transaction
  })
  const connections = new Set<unknown>()
  const silent = new Set<unknown>()
  IDBDatabase.prototype.transaction = function mute(stores, mode, options) {
    connections.add(this)
    const opened = transaction.call(this, stores, mode, options)
    if (silent.has(this)) opened.objectStore = () => neverAnswering(opened)
    return opened
  }
  const vault = await newVault(createDevice())
  await vault.outbox.append([rename(1, 'a')])
  expect(await vault.resume()).toBe('answers')

  for (const connection of connections) silent.add(connection)
  expect(await vault.resume(50)).toBe('answers')
  expect((await vault.outbox.append([rename(2, 'b')]))[0]?.n).toBe(2)

  // Silent for good: only a reload can help.
  silent.has = () => true
  expect(await vault.resume(50)).toBe('silent')
})

/** An object store whose requests never come back. */
function neverAnswering(transaction: IDBTransaction): IDBObjectStore {
  const store = IDBTransaction.prototype.objectStore.call(transaction, 'meta')
  store.get = () => Object.create(IDBRequest.prototype) as IDBRequest
  return store
}
