import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import { schemaEpoch } from '#vault/schema-gate.ts'
import type { OtherTabChanges } from '#vault/vault.ts'
import { batch, branch, card, cards, loaded, page, portfolio, note, rename } from './pulled.ts'
import { createDevice, newVault, onDisk, openAgain } from './vault-device.ts'

test('[OP1] n is contiguous from 1 and goes on after a lock and after all were sent', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const first = await vault.outbox.append([rename(1, 'a'), rename(2, 'b')])
  expect(first.map(({ n }) => n)).toEqual([1, 2])
  await vault.base.storePull(batch([], { dropOutboxThrough: 2 }))
  vault.lock()
  const again = await openAgain(device)
  expect((await again.outbox.append([rename(3, 'c')])).map(({ n }) => n)).toEqual([3])
  const { operations } = await again.outbox.all()
  expect(operations).toMatchObject([
    { n: 3, kind: 'patch', args: { changes: { name: { to: 'c' } } } },
  ])
})

test('[OP1] two tabs that write at once get distinct contiguous numbers', async () => {
  const device = createDevice()
  const [one, two] = [await newVault(device), await openAgain(device)]
  const writes = Array.from({ length: 40 }, (_, index) =>
    (index % 2 === 0 ? one : two).outbox.append(
      index % 5 === 0 ? [rename(index, 'x'), rename(index, 'y')] : [rename(index, 'z')],
    ),
  )
  const numbers = (await Promise.all(writes)).flat().map(({ n }) => n)
  const expected = Array.from({ length: 48 }, (_, index) => index + 1)
  expect(numbers.toSorted((a, b) => a - b)).toEqual(expected)
  expect((await one.outbox.all()).operations.map(({ n }) => n)).toEqual(expected)
})

test('[CL2] an interrupted transaction leaves nothing, and the numbers are given to the next', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.outbox.append([rename(1, 'a')])
  const { add } = IDBObjectStore.prototype
  let left = 2
  IDBObjectStore.prototype.add = function failing(...args) {
    left -= 1
    if (left < 0) throw new DOMException('the disk broke', 'UnknownError')
    return add.apply(this, args)
  }
  const interrupted = vault.outbox.append([rename(2, 'b'), rename(3, 'c'), rename(4, 'd')])
  await expect(interrupted).rejects.toThrow('the disk broke')
  IDBObjectStore.prototype.add = add
  expect((await vault.outbox.all()).operations.map(({ n }) => n)).toEqual([1])
  expect((await vault.outbox.append([rename(5, 'e')])).map(({ n }) => n)).toEqual([2])
})

test('[VA4] outbox, drafts and slots are written strictly, the base relaxed', async () => {
  const seen = new Map<string, string | undefined>()
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function recording(stores, mode, options) {
    if (mode === 'readwrite')
      for (const store of [stores].flat()) seen.set(String(store), options?.durability)
    return transaction.call(this, stores, mode, options)
  }
  onTestFinished(() => {
    IDBDatabase.prototype.transaction = transaction
  })
  const device = createDevice()
  const vault = await newVault(device)
  expect(seen.get('slots')).toBe('strict')
  await vault.outbox.append([rename(1, 'a')])
  await vault.drafts.save('note', 1)
  expect([seen.get('outbox'), seen.get('drafts')]).toEqual(['strict', 'strict'])
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))]))
  expect(seen.get('pages')).toBe('relaxed')
})

test('[VA4] on a full disk the base gives way so that a save succeeds', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.base.storePull(
    batch([page(branch, 2, cards(1, 200)), page(portfolio, 4, [note(900, 1, 1)])]),
  )
  const { add } = IDBObjectStore.prototype
  const name = `branchbook-${vault.tag}`
  let full = true
  IDBObjectStore.prototype.add = function onFullDisk(...args) {
    if (full) {
      full = false
      throw new DOMException('no space', 'QuotaExceededError')
    }
    return add.apply(this, args)
  }
  onTestFinished(() => {
    IDBObjectStore.prototype.add = add
  })
  expect((await vault.outbox.append([rename(1, 'a')]))[0]?.n).toBe(1)
  // The notes went, the cards stayed, and the notes will be pulled again.
  expect(await onDisk(device, name, 'pages', (store) => store.count())).toBe(1)
  expect((await vault.base.cursor())?.positions).toEqual({ [branch]: { 2: 200 } })
})

test('[CL4] another tab hears of operations, records, revoked scopes and dropped operations', async () => {
  const device = createDevice()
  const writer = await newVault(device)
  await writer.base.storePull(
    batch([page(branch, 2, cards(1, 200)), page(portfolio, 4, [note(900, 1, 1)])], {
      dropOutboxThrough: 0,
    }),
  )
  const reader = await openAgain(device)
  await loaded(reader)
  await reader.outbox.all()
  const heard: OtherTabChanges[] = []
  reader.onOtherTab((changes) => heard.push(changes))

  await writer.outbox.append([rename(1, 'a')])
  await eventually(() =>
    expect(heard.flatMap(({ operations }) => operations).map(({ n }) => n)).toEqual([1]),
  )
  await writer.base.storePull(
    batch([page(branch, 2, [card(1, 300, 'a')])], {
      dropOutboxThrough: 1,
      revokedScopes: [portfolio],
    }),
  )
  await eventually(() => expect(heard.at(-1)?.droppedThrough).toBe(1))
  expect(heard.flatMap(({ entries }) => entries)).toMatchObject([
    { id: expect.stringMatching(/1$/), scope: branch, seq: 300 },
  ])
  expect(heard.flatMap(({ removedScopes }) => removedScopes)).toEqual([portfolio])
  writer.lock()
  reader.lock()
})

test('[CL4] a tab that missed every poke catches up, through a compaction too, and hears nothing of its own', async () => {
  const device = createDevice()
  const writer = await newVault(device)
  await writer.base.storePull(batch([page(branch, 2, cards(1, 200))], { dropOutboxThrough: 0 }))
  const sleeper = await openAgain(device)
  await loaded(sleeper)
  await sleeper.outbox.all()
  await writer.base.storePull(batch([page(branch, 2, [card(7, 300, '改名')])]))
  await writer.outbox.append([rename(1, 'a')])
  await sleeper.outbox.append([rename(2, 'b')])
  await writer.compact(true)

  const heard: OtherTabChanges[] = []
  sleeper.onOtherTab((changes) => heard.push(changes))
  await sleeper.catchUp()
  const names = heard
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => ('out' in entry ? [] : [entry.data['name']]))
  expect(names).toContain('改名')
  expect(heard.flatMap(({ operations }) => operations).map(({ n }) => n)).toEqual([1])
  const count = heard.length
  await sleeper.catchUp()
  expect(heard).toHaveLength(count)
})

test('[CL6] a tab with older code does not write into a newer schema', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await onDisk(device, `branchbook-${vault.tag}`, 'meta', (store) =>
    store.put({ key: 'schema', epoch: schemaEpoch + 1 }),
  )
  await expect(vault.outbox.append([rename(1, 'a')])).rejects.toThrow('newer version')
  await expect(vault.drafts.save('note', 1)).rejects.toThrow('newer version')
  await expect(vault.base.storePull(batch([page(branch, 2, cards(1, 3))]))).rejects.toThrow(
    'newer version',
  )
  expect((await vault.outbox.all()).operations).toEqual([])
})
