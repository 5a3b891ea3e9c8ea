import { IDBObjectStore } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { MalformedPageError, NoRoomError } from '#vault/vault-errors.ts'
import { batch, branch, card, cards, id, loaded, note, page, portfolio, rename } from './pulled.ts'
import { createDevice, newVault, onDisk, openAgain } from './vault-device.ts'

test('[VA2] pages come back as they were pulled, smallest tier first', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.base.storePull(
    batch([
      page(portfolio, 4, [note(700, 9, 1, '谈了利率')]),
      page(branch, 2, cards(1, 300)),
      page(branch, 1, [card(500, 3)]),
    ]),
  )
  vault.lock()
  const again = await loaded(await openAgain(device))
  expect(again.tiers).toEqual([1, 2, 4])
  expect(Object.keys(again.names)).toHaveLength(302)
  expect(again.names[700]).toBe('谈了利率')
  expect(again.positions).toEqual({ [portfolio]: { 4: 9 }, [branch]: { 2: 300, 1: 3 } })
})

test('[VA2] a small pull after the first sync becomes rows, and a row outranks its page entry', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.base.storePull(batch([page(branch, 2, cards(1, 300))], { dropOutboxThrough: 0 }))
  await vault.base.storePull(
    batch([page(branch, 2, [card(5, 301, '王小明'), card(6, 302, '李雷')])]),
  )
  expect(await onDisk(device, `branchbook-${vault.tag}`, 'rows', (store) => store.count())).toBe(2)
  const { names } = await loaded(vault)
  expect(names[5]).toBe('王小明')
  expect(names[7]).toBe('客户7')
})

test('[VA2] a newer page outranks rows and older pages', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.base.storePull(batch([page(branch, 2, cards(1, 300))], { dropOutboxThrough: 0 }))
  await vault.base.storePull(batch([page(branch, 2, [card(5, 301, '旧名')])]))
  const newer = cards(1, 200, 400).map((row, index) => (index === 4 ? card(5, 404, '新名') : row))
  await vault.base.storePull(batch([page(branch, 2, newer)]))
  expect(await onDisk(device, `branchbook-${vault.tag}`, 'rows', (store) => store.count())).toBe(0)
  vault.lock()
  expect((await loaded(await openAgain(device))).names[5]).toBe('新名')
})

test('[VA2] within one pull the later page wins, whether stored as a page or as rows', async () => {
  const vault = await newVault(createDevice())
  await vault.base.storePull(batch([page(branch, 2, cards(900, 200))], { dropOutboxThrough: 0 }))
  await vault.base.storePull(
    batch([
      page(branch, 2, [card(5, 1, '先')]),
      page(branch, 2, [...cards(10, 150, 10), card(5, 200, '后')]),
    ]),
  )
  await vault.base.storePull(
    batch([
      page(branch, 2, [...cards(10, 150, 300), card(6, 500, '先')]),
      page(branch, 2, [card(6, 501, '后')]),
    ]),
  )
  const { names } = await loaded(vault)
  expect([names[5], names[6]]).toEqual(['后', '后'])
})

test('[SC4] a record that left its scope comes back as an out mark', async () => {
  const vault = await newVault(createDevice())
  await vault.base.storePull(batch([page(branch, 2, cards(1, 300))], { dropOutboxThrough: 0 }))
  await vault.base.storePull(batch([page(branch, 2, [], [[301, 'customer', id(3)]])]))
  const { names } = await loaded(vault)
  expect(names[3]).toBeUndefined()
  expect(names[4]).toBe('客户4')
})

test('[SR1] a revoked scope leaves no page, no row and no position', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.base.storePull(
    batch([page(branch, 2, cards(1, 300)), page(portfolio, 4, [note(700, 1, 1)])], {
      dropOutboxThrough: 0,
    }),
  )
  await vault.base.storePull(batch([page(portfolio, 4, [note(701, 2, 1)])]))
  const rest = [page(branch, 2, cards(400, 1, 400))]
  await vault.base.storePull(batch(rest, { revokedScopes: [portfolio] }))
  const { names, positions } = await loaded(vault)
  expect([names[700], names[701], names[1]]).toEqual([undefined, undefined, '客户1'])
  expect(positions).toEqual({ [branch]: { 2: 400 } })
  expect(await onDisk(device, `branchbook-${vault.tag}`, 'pages', (store) => store.count())).toBe(1)
})

test('[PL3] a checkpoint drops operations in the transaction that stores its rows', async () => {
  const vault = await newVault(createDevice())
  await vault.outbox.append([rename(1, 'a'), rename(2, 'b'), rename(3, 'c')])
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))], { dropOutboxThrough: 2 }))
  const { operations, unreadable } = await vault.outbox.all()
  expect(operations.map(({ n }) => n)).toEqual([3])
  expect(unreadable).toEqual([])
})

test('[I6] a pull that breaks in the middle leaves neither rows nor cursor', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))]))
  await withFailingPut(1, () =>
    expect(
      vault.base.storePull(
        batch([page(branch, 2, cards(10, 200)), page(branch, 3, cards(500, 200))]),
      ),
    ).rejects.toThrow('the disk broke'),
  )
  vault.lock()
  const { names, positions } = await loaded(await openAgain(device))
  expect(Object.keys(names)).toHaveLength(3)
  expect(positions).toEqual({ [branch]: { 2: 3 } })
})

test('[I6] a page with a malformed record stores nothing of its batch', async () => {
  const vault = await newVault(createDevice())
  const bad = page(branch, 2, [card(1, 1), [2, { type: 'customer' }]])
  await expect(vault.base.storePull(batch([page(branch, 1, cards(9, 1)), bad]))).rejects.toThrow(
    MalformedPageError,
  )
  expect(await vault.base.cursor()).toBeNull()
})

test('[VA4] under 50 MB of free space a pull is refused and a save is not', async () => {
  const vault = await newVault(createDevice({ freeSpace: () => Promise.resolve(49 * 1024 * 1024) }))
  await expect(vault.base.storePull(batch([page(branch, 2, cards(1, 3))]))).rejects.toThrow(
    NoRoomError,
  )
  expect((await vault.outbox.append([rename(1, 'a')]))[0]?.n).toBe(1)
})

test('[VA2] compaction folds rows into pages and changes nothing that is seen', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const notes = Array.from({ length: 250 }, (_, index) => note(1000 + index, index + 1, index % 7))
  await vault.base.storePull(
    batch([page(branch, 2, cards(1, 600)), page(portfolio, 4, notes)], { dropOutboxThrough: 0 }),
  )
  await vault.base.storePull(
    batch([
      page(branch, 2, [card(5, 700, '改名')], [[701, 'customer', id(6)]]),
      page(portfolio, 4, [note(1003, 800, 3, '改过')]),
    ]),
  )
  const before = await loaded(vault)
  expect(await vault.compact()).toBe(0)
  expect(await vault.compact(true)).toBe(3)
  const name = `branchbook-${vault.tag}`
  expect(await onDisk(device, name, 'rows', (store) => store.count())).toBe(0)
  // 600 cards in pages of 500, 250 notes in pages of 100.
  expect(await onDisk(device, name, 'pages', (store) => store.count())).toBe(5)
  const after = await loaded(vault)
  expect(after.names).toEqual(before.names)
  expect(after.names[5]).toBe('改名')
  expect(after.names[6]).toBeUndefined()
  expect(after.positions).toEqual(before.positions)
})

test('[VA2] more than 1,000 rows are folded without being asked twice', async () => {
  const vault = await newVault(createDevice())
  await vault.base.storePull(batch([page(branch, 2, cards(1, 1200))], { dropOutboxThrough: 0 }))
  for (let first = 1; first <= 1100; first += 100) {
    await vault.base.storePull(batch([page(branch, 2, cards(first, 100, 2000 + first))]))
  }
  expect(await vault.compact()).toBe(1100)
  expect(Object.keys((await loaded(vault)).names)).toHaveLength(1200)
})

test('[CL4] a scope that is revoked while another tab loads does not stay on its screen', async () => {
  const device = createDevice()
  const writer = await newVault(device)
  const pages = Array.from({ length: 60 }, (_, index) =>
    page(portfolio, 4, [note(index, index + 1, 1)]),
  )
  await writer.base.storePull(batch(pages))
  const reader = await openAgain(device)
  let revoking: Promise<unknown> = Promise.resolve()
  let isRevoked = false
  const { damaged } = await reader.base.load(() => {
    if (!isRevoked) revoking = writer.base.storePull(batch([], { revokedScopes: [portfolio] }))
    isRevoked = true
  })
  await revoking
  const removed: string[] = []
  reader.onOtherTab(({ removedScopes }) => removed.push(...removedScopes))
  await reader.catchUp()
  expect([damaged, removed]).toEqual([0, [portfolio]])
})

/** Lets the database of the browser, not ours, fail: after `count` puts the next one throws. */
async function withFailingPut(count: number, run: () => Promise<unknown>): Promise<void> {
  const { put } = IDBObjectStore.prototype
  let left = count
  IDBObjectStore.prototype.put = function failing(...args) {
    left -= 1
    if (left < 0) throw new DOMException('the disk broke', 'UnknownError')
    return put.apply(this, args)
  }
  try {
    await run()
  } finally {
    IDBObjectStore.prototype.put = put
  }
}
