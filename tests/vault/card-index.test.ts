import { expect, test } from 'vitest'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { BaseEntry, CardBlob, CardIndexReader } from '#vault/vault.ts'
import { entriesOf, jsonCardIndex } from './json-card-index.ts'
import { batch, branch, card, cards, id, note, page, portfolio } from './pulled.ts'
import {
  createDevice,
  everythingStored,
  newVault,
  onDisk,
  openAgain,
  type TestDevice,
} from './vault-device.ts'

interface Loaded {
  /** What the index said, by record number. */
  indexed: Record<string, unknown> | null
  /** What all cards are as soon as `onCurrent` was called. */
  current: Record<string, unknown> | null
  /** What everything is at the end. */
  names: Record<string, unknown>
  /** Cards that came as entries. */
  cardsAsEntries: number
  damaged: number
}

async function load(
  vault: OpenVault,
  understands: (blobs: CardBlob[]) => boolean = () => true,
): Promise<Loaded> {
  const screen = new Map<string, BaseEntry>()
  const state: Loaded = { indexed: null, current: null, names: {}, cardsAsEntries: 0, damaged: 0 }
  const names = () =>
    Object.fromEntries(
      [...screen.values()].flatMap((entry) =>
        'out' in entry
          ? []
          : [[Number(entry.id.slice(-12)), entry.data['name'] ?? entry.data['text']]],
      ),
    )
  const reader: CardIndexReader = {
    read(blobs) {
      if (!understands(blobs)) return false
      for (const entry of entriesOf(blobs)) screen.set(entry.id, entry)
      state.indexed = names()
      return true
    },
    onCurrent() {
      state.current = names()
    },
  }
  const { damaged } = await vault.base.load((entries) => {
    for (const entry of entries) {
      if (entry.type === 'customer') state.cardsAsEntries += 1
      screen.set(entry.id, entry)
    }
  }, reader)
  return { ...state, names: names(), damaged }
}

/** Three cards and a note, and their index. */
async function indexed(): Promise<{ device: TestDevice; vault: OpenVault; name: string }> {
  const device = createDevice()
  const vault = await newVault(device)
  const pages = [page(branch, 2, cards(1, 3)), page(portfolio, 4, [note(900, 1, 1)])]
  await vault.base.storePull(batch(pages, { dropOutboxThrough: 0 }))
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(true)
  return { device, vault, name: `branchbook-${vault.tag}` }
}

const three = { 1: '客户1', 2: '客户2', 3: '客户3' }

test('[VA2] a load opens the index first and hands over no card twice', async () => {
  const { device } = await indexed()
  const loaded = await load(await openAgain(device))
  expect(loaded.indexed).toEqual(three)
  expect(loaded.current).toEqual(three)
  expect(loaded.names).toEqual({ ...three, 900: '谈话' })
  expect(loaded.cardsAsEntries).toBe(0)
})

test('[VA2] what was pulled after the index was made outranks it before anybody searches', async () => {
  const { device, vault } = await indexed()
  await vault.base.storePull(batch([page(branch, 2, [card(2, 10, '新名')])]))
  await vault.base.storePull(batch([page(branch, 2, [card(4, 12)], [[11, 'customer', id(3)]])]))
  const loaded = await load(await openAgain(device))
  expect(loaded.indexed).toEqual(three)
  expect(loaded.current).toEqual({ 1: '客户1', 2: '新名', 4: '客户4' })
  expect(loaded.names).toEqual({ 1: '客户1', 2: '新名', 4: '客户4', 900: '谈话' })
})

test('[VA2] it is not made before the first sync is through', async () => {
  const vault = await newVault(createDevice())
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))]))
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(false)
  await vault.base.storePull(batch([], { dropOutboxThrough: 0 }))
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(true)
})

test('[VA2] it is made again when much has changed, not for every change', async () => {
  const { vault } = await indexed()
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(false)
  await vault.base.storePull(batch([page(branch, 2, [card(2, 10, '新名')])]))
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(false)
  for (let from = 100; from < 400; from += 100)
    await vault.base.storePull(batch([page(branch, 2, cards(from, 100))]))
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(true)
  expect((await load(vault)).indexed).toMatchObject({ 1: '客户1', 2: '新名', 399: '客户399' })
})

test('[VA2] [I4] the names of a revoked scope leave the index with its pages', async () => {
  const { device, vault, name } = await indexed()
  const elsewhere = 'branch:00000000-0000-4000-8000-0000000000cc'
  await vault.base.storePull(batch([page(elsewhere, 2, cards(50, 300))]))
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(true)
  const before = await count(device, name)
  await vault.base.storePull(batch([], { revokedScopes: [branch] }))
  // One page and one blob.
  expect(await count(device, name)).toBe(before - 2)
  const loaded = await load(await openAgain(device))
  expect(Object.keys(loaded.indexed ?? {})).toHaveLength(300)
  expect([loaded.indexed?.['1'], loaded.names['1'], loaded.names['50']]).toEqual([
    undefined,
    undefined,
    '客户50',
  ])
})

test('[VA2] a fold of the cards takes the index away: a folded out mark cannot outrank it any more', async () => {
  const { device, vault } = await indexed()
  await vault.base.storePull(batch([page(branch, 2, [], [[10, 'customer', id(3)]])]))
  await vault.compact(true)
  await vault.base.storePull(batch([page(branch, 2, [card(2, 11, '新名')])]))
  await vault.compact(true)
  const loaded = await load(await openAgain(device))
  expect(loaded.indexed).toBeNull()
  expect(loaded.names).toEqual({ 1: '客户1', 2: '新名', 900: '谈话' })
})

test('[VA3] a damaged, missing or swapped blob is ignored; the pages say everything and nothing is pulled again', async () => {
  const spoil: ((device: TestDevice, name: string) => Promise<unknown>)[] = [
    async (device, name) => {
      const blob = await onDisk<{ sealed: Uint8Array }>(device, name, 'pages', (s) => s.get(3))
      blob.sealed[60] = (blob.sealed[60] ?? 0) ^ 1
      return onDisk(device, name, 'pages', (store) => store.put(blob))
    },
    (device, name) => onDisk(device, name, 'pages', (store) => store.delete(3)),
    async (device, name) => {
      // A page, sealed with the same key, in the place of the blob.
      const stored = await onDisk<object>(device, name, 'pages', (store) => store.get(1))
      return onDisk(device, name, 'pages', (store) => store.put({ ...stored, number: 3 }))
    },
  ]
  for (const act of spoil) {
    const { device, vault, name } = await indexed()
    vault.lock()
    await act(device, name)
    const opened = await openAgain(device)
    const loaded = await load(opened)
    expect(loaded.indexed).toBeNull()
    expect(loaded.names).toEqual({ ...three, 900: '谈话' })
    expect(loaded.damaged).toBe(0)
    // It is due again, and whole again.
    expect(await opened.base.indexCards(jsonCardIndex())).toBe(true)
    expect((await load(await openAgain(device))).indexed).toEqual(three)
  }
})

test('[VA3] an older index in the place of the newest does not open', async () => {
  const { device, vault, name } = await indexed()
  const older = await onDisk<{ number: number }>(device, name, 'pages', (store) => store.get(3))
  await vault.base.storePull(batch([page(branch, 2, [card(2, 500, '新名'), ...cards(100, 300)])]))
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(true)
  const keys = await onDisk<IDBValidKey[]>(device, name, 'pages', (store) => store.getAllKeys())
  const newest = Math.max(...keys.map(Number))
  expect(keys).not.toContain(older.number)
  await onDisk(device, name, 'pages', (store) => store.put({ ...older, number: newest }))
  const loaded = await load(await openAgain(device))
  expect(loaded.indexed).toBeNull()
  expect(loaded.names['2']).toBe('新名')
})

test('[VA2] an index that its reader does not understand is made again', async () => {
  const { device } = await indexed()
  const vault = await openAgain(device)
  const loaded = await load(vault, () => false)
  expect(loaded.names).toEqual({ ...three, 900: '谈话' })
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(true)
})

test('[VA2] other records among the cards come as entries all the same', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const mixed = page(branch, 2, [card(1, 1), note(2, 2, 1, '同页的记录')])
  await vault.base.storePull(batch([mixed], { dropOutboxThrough: 0 }))
  expect(await vault.base.indexCards(jsonCardIndex())).toBe(true)
  await vault.base.storePull(batch([page(branch, 2, [note(3, 3, 1, '后来的记录')])]))
  const loaded = await load(await openAgain(device))
  expect(loaded.current).toEqual({ 1: '客户1' })
  expect(loaded.names).toEqual({ 1: '客户1', 2: '同页的记录', 3: '后来的记录' })
})

test('[VA4] when room is needed the index goes before any page', async () => {
  const { device, vault } = await indexed()
  const room = vault.base as unknown as { makeRoom: () => Promise<boolean> }
  expect(await room.makeRoom()).toBe(true)
  const loaded = await load(await openAgain(device))
  expect(loaded.indexed).toBeNull()
  expect(loaded.names).toEqual({ ...three, 900: '谈话' })
})

test('[VA1] no name of the index lies on the disk in the clear', async () => {
  const { device } = await indexed()
  expect(await everythingStored(device)).not.toContain('客户')
})

function count(device: TestDevice, name: string): Promise<number> {
  return onDisk<number>(device, name, 'pages', (store) => store.count())
}
