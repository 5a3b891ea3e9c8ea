import { readFile } from 'node:fs/promises'
import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { unlockVault } from '#vault/open-vault.ts'
import { countUnsent } from '#vault/vaults-on-disk.ts'
import { schemaEpoch } from '#vault/schema-gate.ts'
import { batch, branch, card, loaded, page, rename } from './pulled.ts'
import {
  createDevice,
  onDisk,
  openAgain,
  password,
  serverId,
  staffNo,
  type TestDevice,
} from './vault-device.ts'

/**
 * `fixtures/vault-version-1.json` holds both databases of a device as the app of schema 1 left them: 20 cards and a note
 * pulled, one card changed since, five operations of which a checkpoint confirmed two, a draft and a setting.
 */
const Fixture = z.object({
  deviceId: z.string(),
  epoch: z.string(),
  databases: z.array(
    z.object({
      name: z.string(),
      version: z.number(),
      stores: z.record(
        z.string(),
        z.object({ keyPath: z.string(), rows: z.array(z.record(z.string(), z.unknown())) }),
      ),
    }),
  ),
})
type Fixture = z.infer<typeof Fixture>

test('[CL6] a vault of schema 1 opens with everything in it, and goes on as one of schema 2', async () => {
  const { device, made, name } = await deviceOfVersion1()
  const vault = await openAgain(device)
  expect([vault.deviceId, vault.epoch]).toEqual([made.deviceId, made.epoch])
  const { names, damaged } = await loaded(vault)
  expect([Object.keys(names).length, names[5], names[700], damaged]).toEqual([
    21,
    '王小明',
    '谈了利率',
    0,
  ])
  const outbox = await vault.outbox.all()
  expect(outbox).toMatchObject({ operations: [{ n: 3 }, { n: 4 }, { n: 5 }], unreadable: [] })
  expect(await vault.drafts.load('note:new:1')).toEqual({ text: '写了一半' })
  expect(await vault.drafts.unreadable()).toBe(0)
  expect(await vault.settings.get('last-sync')).toMatchObject({ at: 1_790_000_000_000 })
  expect(await onDisk(device, name, 'meta', (store) => store.get('schema'))).toEqual({
    key: 'schema',
    epoch: schemaEpoch,
  })

  // It writes, journals and counts anew like one that was made today.
  await vault.outbox.append([rename(6, '六')])
  await vault.base.storePull(
    batch([page(branch, 2, [card(5, 400, '李雷')])], { dropOutboxThrough: 4 }),
  )
  expect((await vault.journal.from(1, 10)).operations.map(({ n }) => n)).toEqual([3, 4, 5, 6])
  const begun = await vault.numbering.beginEpoch(vault.epoch, { serverEpoch: null })
  expect(begun.offset).toBe(2)
  vault.lock()
  const again = await openAgain(device)
  expect((await loaded(again)).names[5]).toBe('李雷')
  expect(await again.numbering.read()).toEqual(begun)
})

test('[KE6] the lock screen counts what is unsent in a vault of schema 1 before anybody opened it', async () => {
  const { device, tag } = await deviceOfVersion1()
  expect(await countUnsent(device, tag)).toBe(3)
  expect((await openAgain(device)).outbox).toBeDefined()
})

test('[CL6] a tab of schema 1 that is still open gives way and writes nothing more', async () => {
  const { device, name } = await deviceOfVersion1()
  const old = new Dexie(name, device.databases)
  old.version(1).stores({ outbox: 'n', meta: 'key' })
  old.on('versionchange', () => {
    old.close()
    return false
  })
  await old.open()
  const vault = await openAgain(device)
  await expect(old.table('outbox').put({ n: 6, sealed: new Uint8Array() })).rejects.toThrow(
    'closed',
  )
  // The same app started again finds the gate: the schema that it knows is not the one that lies there.
  expect(await vault.outbox.lastN()).toBe(5)
  const schema = await onDisk(device, name, 'meta', (store) => store.get('schema'))
  expect(schema).not.toMatchObject({ epoch: 1 })
})

test('[CL6] an old window that does not give way is named instead of waited for, and once it is closed all is there', async () => {
  const { device, name } = await deviceOfVersion1()
  const held = await new Promise<IDBDatabase>((resolve) => {
    const request = device.factory.open(name, 10)
    request.addEventListener('success', () => resolve(request.result))
  })
  expect(await unlockVault(device, { serverId, staffNo, password })).toEqual({
    ok: false,
    error: { type: 'in-use' },
  })
  held.close()
  const vault = await openAgain(device)
  expect(await vault.outbox.all()).toMatchObject({ operations: [{ n: 3 }, { n: 4 }, { n: 5 }] })
})

/** A browser in which the app of schema 1 was used last. */
async function deviceOfVersion1(): Promise<{
  device: TestDevice
  made: Fixture
  name: string
  tag: string
}> {
  const text = await readFile(new URL('fixtures/vault-version-1.json', import.meta.url), 'utf8')
  const made = Fixture.parse(JSON.parse(text))
  const device = createDevice()
  for (const database of made.databases) {
    await restoreDatabase(device, database)
  }
  const [vault] = await device.directory.list()
  if (vault === undefined) throw new Error('The directory of the fixture names a vault.')
  return { device, made, name: `branchbook-${vault.tag}`, tag: vault.tag }
}

function restoreDatabase(
  device: TestDevice,
  { name, version, stores }: Fixture['databases'][number],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = device.factory.open(name, version)
    request.addEventListener('upgradeneeded', () => {
      for (const [store, { keyPath, rows }] of Object.entries(stores)) {
        const made = request.result.createObjectStore(store, { keyPath })
        for (const row of rows) made.put(withBytes(row))
      }
    })
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
    request.addEventListener('success', () => {
      request.result.close()
      resolve()
    })
  })
}

/** Bytes are written in the fixture as `{ base64 }`. */
function withBytes(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      const bytes = z.object({ base64: z.string() }).safeParse(value)
      return [key, bytes.success ? new Uint8Array(Buffer.from(bytes.data.base64, 'base64')) : value]
    }),
  )
}
