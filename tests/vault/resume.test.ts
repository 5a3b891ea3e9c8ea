import { IDBDatabase, IDBFactory, IDBRequest, IDBTransaction } from 'fake-indexeddb'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { databaseName, deleteDatabase } from '#vault/database.ts'
import { storageTroubleOf } from '#vault/storage-trouble.ts'
import { ConnectionLostError } from '#vault/vault-errors.ts'
import { rename } from './pulled.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { createDevice, newVault, onDisk, password, serverId, staffNo } from './vault-device.ts'

/** Shorter than in the app (ms), and long enough for a sound connection on a busy machine. */
const patience = 500

/**
 * What a suspended system does to a connection: what is asked of it from now on is carried out or not, and is never
 * answered; a new connection is sound. `lose`: from now on, until the connection is opened anew.
 */
function breakable(): { lose(how: 'carried out' | 'not carried out'): void } {
  const { transaction } = IDBDatabase.prototype
  onTestFinished(() => {
    IDBDatabase.prototype.transaction = transaction
  })
  const seen = new Set<unknown>()
  const lost = new Map<unknown, 'carried out' | 'not carried out'>()
  IDBDatabase.prototype.transaction = function overConnection(stores, mode, options) {
    seen.add(this)
    const how = lost.get(this)
    const opened = transaction.call(this, stores, mode, options)
    if (how === undefined) return opened
    // What was written went well, and nobody is told; what is read is never told.
    if (how === 'carried out' && mode === 'readwrite') {
      Object.defineProperty(opened, 'oncomplete', { set() {} })
    } else opened.objectStore = () => unanswered(opened)
    return opened
  }
  return {
    lose(how) {
      for (const connection of seen) lost.set(connection, how)
    },
  }
}

function unanswered(transaction: IDBTransaction): IDBObjectStore {
  const store = IDBTransaction.prototype.objectStore.call(transaction, 'meta')
  store.get = () => Object.create(IDBRequest.prototype) as IDBRequest
  return store
}

async function stored(vault: OpenVault): Promise<string[]> {
  return (await vault.outbox.all()).operations.map(({ id }) => id)
}

for (const how of ['carried out', 'not carried out'] as const) {
  test(`[VA5][CL2] a save under way on a connection that went silent, ${how}, is stored once and answered`, async () => {
    const connections = breakable()
    const vault = await newVault(createDevice())
    await vault.outbox.append([rename(1, 'a')])
    connections.lose(how)
    const saving = vault.outbox.append([rename(2, 'b')])
    const behind = vault.outbox.append([rename(3, 'c')])
    expect(await vault.resume(patience)).toBe('answers')
    const [saved, next] = [await saving, await behind]
    const ids = await stored(vault)
    expect(ids).toHaveLength(3)
    expect(new Set(ids)).toEqual(new Set([ids[0], saved[0]?.id, next[0]?.id]))
    vault.lock()
  })
}

test('[VA5][CL2] a draft on a connection that went silent is refused, not awaited for ever, and the next one is kept', async () => {
  const connections = breakable()
  const vault = await newVault(createDevice())
  await vault.drafts.save('note:1', 'first')
  connections.lose('not carried out')
  const saving = vault.drafts.save('note:1', 'second')
  const refused = saving.catch((error: unknown) => error)
  expect(await vault.resume(patience)).toBe('answers')
  expect(await refused).toBeInstanceOf(ConnectionLostError)
  await vault.drafts.save('note:1', 'third')
  expect(await vault.drafts.load('note:1')).toBe('third')
  vault.lock()
})

test('[CL7] a vault that was emptied under the open app is told from one that a newer app owns', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await deleteDatabase(vault.tag, device.databases)
  expect(await vault.resume(patience)).toBe('gone')
  const failed = await vault.outbox.append([rename(1, 'a')]).catch((error: unknown) => error)
  expect(storageTroubleOf(failed)).toBe('gone')
  vault.lock()

  const other = createDevice()
  const overtaken = await newVault(other)
  await onDisk(other, databaseName(overtaken.tag), 'meta', (store) =>
    store.put({ key: 'schema', epoch: 99 }),
  )
  const refused = await overtaken.outbox.append([rename(1, 'a')]).catch((error: unknown) => error)
  expect(storageTroubleOf(refused)).toBe('newer-app')
  overtaken.lock()
  expect(
    storageTroubleOf(
      await overtaken.outbox.append([rename(1, 'a')]).catch((error: unknown) => error),
    ),
  ).toBeNull()
  expect(storageTroubleOf(new DOMException('no space', 'QuotaExceededError'))).toBe('full')
})

test('[VA5] a vault whose database never answers is told after ten seconds, instead of opening for ever', async () => {
  const device = createDevice()
  ;(await newVault(device)).lock()
  const indexedDB = Object.assign(new IDBFactory(), { open: () => new EventTarget() })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const opening = unlockVault(
    { ...device, databases: { ...device.databases, indexedDB } },
    { serverId, staffNo, password },
  )
  // The directory of vaults answers, and takes its time.
  while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await opening).toEqual({ ok: false, error: { type: 'silent' } })
})
