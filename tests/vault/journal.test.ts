import { IDBObjectStore } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { VaultLockedError } from '#vault/vault-errors.ts'
import { batch, branch, cards, page, rename } from './pulled.ts'
import {
  createDevice,
  everythingStored,
  newVault,
  onDisk,
  openAgain,
  type TestDevice,
} from './vault-device.ts'

const day = 24 * 60 * 60_000
/** A Monday of the server, in ms. */
const monday = Date.UTC(2026, 10, 2)

/** A device whose clock a test can move. */
function deviceWithClock(): { device: TestDevice; clock: { now: number } } {
  const clock = { now: Date.UTC(2026, 4, 20) }
  return { device: createDevice({ now: () => clock.now }), clock }
}

const names = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => rename(from + index, `第${from + index}次`))

test('[GC2] what a checkpoint confirmed stays on the device, sealed, under its number', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const made = await vault.outbox.append(names(1, 5))
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))], { dropOutboxThrough: 3 }))
  expect((await vault.outbox.all()).operations.map(({ n }) => n)).toEqual([4, 5])
  vault.lock()
  expect(await everythingStored(device)).not.toContain('第1次')
  const again = await openAgain(device)
  expect(await again.journal.first()).toBe(1)
  expect(await again.journal.from(1, 500)).toEqual({ operations: made, unreadable: [] })
  expect((await again.journal.from(2, 3)).operations.map(({ n }) => n)).toEqual([2, 3, 4])
  expect(await again.journal.from(6, 500)).toEqual({ operations: [], unreadable: [] })
})

test('[GC2] two tabs that store the same checkpoint keep each operation once', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.outbox.append(names(1, 4))
  const other = await openAgain(device)
  await Promise.all([
    vault.base.storePull(batch([page(branch, 2, cards(1, 3))], { dropOutboxThrough: 2 })),
    other.base.storePull(batch([page(branch, 2, cards(1, 3))], { dropOutboxThrough: 3 })),
  ])
  expect((await vault.journal.from(1, 10)).operations.map(({ n }) => n)).toEqual([1, 2, 3, 4])
  expect((await other.outbox.all()).operations.map(({ n }) => n)).toEqual([4])
})

test('[GC2] acknowledged operations leave 30 days of the server’s time later, and no outbox row with them', async () => {
  const { device } = deviceWithClock()
  const vault = await newVault(device)
  await vault.outbox.append(names(1, 5))
  const confirmed = async (n: number, days: number) => {
    const at = { dropOutboxThrough: n, confirmedAt: monday + days * day }
    await vault.base.storePull(batch([page(branch, 2, cards(1, 3, n * 3))], at))
    await vault.compact()
    return vault.journal.first()
  }
  expect(await confirmed(2, 0)).toBe(1)
  expect(await confirmed(3, 30)).toBe(1)
  expect(await confirmed(4, 31)).toBe(3)
  expect((await vault.outbox.all()).operations.map(({ n }) => n)).toEqual([5])
})

test('[GC2][I2] a clock of the device that is ten years ahead does not empty the journal', async () => {
  const { device, clock } = deviceWithClock()
  const vault = await newVault(device)
  await vault.outbox.append(names(1, 3))
  const at = { dropOutboxThrough: 3, confirmedAt: monday }
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))], at))
  clock.now += 3650 * day
  await vault.compact()
  expect(await vault.journal.first()).toBe(1)
})

test('[VA3] a journal row put in the place of another does not open, and its number is named', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.outbox.append(names(1, 3))
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))], { dropOutboxThrough: 3 }))
  const name = `branchbook-${vault.tag}`
  const first = await onDisk(device, name, 'journal', (store) => store.get(1))
  await onDisk(device, name, 'journal', (store) => store.put({ ...first, n: 2 }))
  const { operations, unreadable } = await vault.journal.from(1, 10)
  expect([operations.map(({ n }) => n), unreadable]).toEqual([[1, 3], [2]])
})

test('[VA4] on a full disk the journal gives way after the pages, and a save never fails for it', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.outbox.append(names(1, 2))
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))], { dropOutboxThrough: 1 }))
  const name = `branchbook-${vault.tag}`
  // The index of cards and the pages go first; then there is nothing left but the journal.
  const restore = failTimes(2)
  const [saved] = await vault.outbox.append([rename(9, '存下')]).finally(restore)
  expect(saved?.n).toBe(3)
  expect(await onDisk(device, name, 'journal', (store) => store.count())).toBe(0)
  expect((await vault.outbox.all()).operations.map(({ n }) => n)).toEqual([2, 3])
})

/** The browser says so many times that the disk is full when a row is added to an outbox. */
function failTimes(times: number): () => void {
  const { add } = IDBObjectStore.prototype
  let left = times
  IDBObjectStore.prototype.add = function failing(...args) {
    if (this.name !== 'outbox' || left === 0) return add.apply(this, args)
    left -= 1
    throw new DOMException('full', 'QuotaExceededError')
  }
  return () => {
    IDBObjectStore.prototype.add = add
  }
}

test('[GC2] an entry that a wrong clock of the server dated ahead leaves with those behind it', async () => {
  const { device } = deviceWithClock()
  const vault = await newVault(device)
  await vault.outbox.append(names(1, 3))
  for (const [n, days] of [
    [1, 365],
    [2, 0],
    [3, 31],
  ] as const) {
    const at = { dropOutboxThrough: n, confirmedAt: monday + days * day }
    await vault.base.storePull(batch([page(branch, 2, cards(1, 3, n * 3))], at))
  }
  await vault.compact()
  expect(await vault.journal.first()).toBe(3)
})

test('[KE6] a lock in the middle of tidying the journal is a lock, and no failure of the disk', async () => {
  const vault = await newVault(createDevice())
  await vault.outbox.append(names(1, 300))
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))], { dropOutboxThrough: 300 }))
  const tidied = vault.compact()
  await Promise.resolve()
  vault.lock()
  await expect(tidied).rejects.toThrow(VaultLockedError)
})
