import { expect, test } from 'vitest'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { batch, branch, card, cards, id, loaded, note, page, portfolio, rename } from './pulled.ts'
import { createDevice, newVault, onDisk, openAgain, type TestDevice } from './vault-device.ts'

interface StoredPiece {
  number: number
  sealed: Uint8Array
}

async function filled(): Promise<{ device: TestDevice; vault: OpenVault; name: string }> {
  const device = createDevice()
  const vault = await newVault(device)
  await vault.base.storePull(
    batch(
      [
        page(branch, 2, cards(1, 200)),
        page(branch, 2, cards(201, 200)),
        page(portfolio, 4, [note(900, 1, 1)]),
      ],
      {
        dropOutboxThrough: 0,
      },
    ),
  )
  return { device, vault, name: `branchbook-${vault.tag}` }
}

function read(
  device: TestDevice,
  name: string,
  table: string,
  number: number,
): Promise<StoredPiece> {
  return onDisk<StoredPiece>(device, name, table, (store) => store.get(number))
}

async function flipPage(device: TestDevice, name: string, number: number): Promise<void> {
  const piece = await read(device, name, 'pages', number)
  piece.sealed[40] = (piece.sealed[40] ?? 0) ^ 1
  await onDisk(device, name, 'pages', (store) => store.put(piece))
}

test('[VA3] a flipped byte in a page is damage: the rest loads, its scope is pulled again', async () => {
  const { device, vault, name } = await filled()
  await flipPage(device, name, 1)
  const { names, damaged, positions } = await loaded(vault)
  expect(damaged).toBe(1)
  expect([names[1], names[201], names[900]]).toEqual([undefined, '客户201', '谈话'])
  expect(positions).toEqual({ [portfolio]: { 4: 1 } })
  // Pulled again, it is whole, and nothing is reported twice.
  await vault.base.cursor()
  await vault.base.storePull(
    batch([page(branch, 2, cards(1, 200)), page(branch, 2, cards(201, 200))]),
  )
  const healed = await loaded(vault)
  expect([healed.damaged, healed.names[1]]).toEqual([0, '客户1'])
})

test('[I6] a pull that began before another tab found damage does not bring the position back', async () => {
  const { device, vault, name } = await filled()
  await vault.base.cursor()
  await flipPage(device, name, 1)
  expect((await loaded(await openAgain(device))).damaged).toBe(1)
  const pulled = batch([page(branch, 2, cards(401, 3)), page(portfolio, 4, [note(900, 2, 1)])])
  await vault.base.storePull(pulled)
  expect((await vault.base.cursor())?.positions).toEqual({ [portfolio]: { 4: 2 } })
  // Once this tab has read the cursor, its next pull may move the scope again.
  await vault.base.storePull(pulled)
  expect((await vault.base.cursor())?.positions).toEqual(pulled.cursor.positions)
})

test('[VA3] swapped pages do not open in the place of each other', async () => {
  const { device, vault, name } = await filled()
  const [first, second] = [
    await read(device, name, 'pages', 1),
    await read(device, name, 'pages', 2),
  ]
  await onDisk(device, name, 'pages', (store) => store.put({ ...first, sealed: second.sealed }))
  await onDisk(device, name, 'pages', (store) => store.put({ ...second, sealed: first.sealed }))
  expect((await loaded(vault)).damaged).toBe(2)
})

test('[VA3] a removed page is missed', async () => {
  const { device, vault, name } = await filled()
  await onDisk(device, name, 'pages', (store) => store.delete(2))
  const { damaged, positions } = await loaded(vault)
  expect(damaged).toBe(1)
  expect(positions?.[branch]).toBeUndefined()
})

test('[VA3] a replayed old row neither opens under the new number nor counts under its own', async () => {
  const { device, vault, name } = await filled()
  const numbers = () => onDisk(device, name, 'rows', (store) => store.getAllKeys())
  await vault.base.storePull(batch([page(branch, 2, [card(5, 500, '旧名')])]))
  const old = await read(device, name, 'rows', Number((await numbers())[0]))
  await vault.base.storePull(batch([page(branch, 2, [card(5, 501, '新名')])]))
  const [current] = await numbers()
  expect(current).not.toBe(old.number)

  await onDisk(device, name, 'rows', (store) => store.put(old))
  const stray = await loaded(vault)
  expect([stray.damaged, stray.names[5]]).toEqual([0, '新名'])

  await onDisk(device, name, 'rows', (store) => store.put({ ...old, number: Number(current) }))
  const replayed = await loaded(vault)
  expect(replayed.damaged).toBe(1)
  expect(replayed.names[5]).not.toBe('旧名')
  expect(replayed.positions?.[branch]).toBeUndefined()
})

test('[VA3] an older manifest does not open in the place of the newest: everything is pulled again', async () => {
  const { device, vault, name } = await filled()
  const old = await onDisk<{ generation: number }>(device, name, 'meta', (store) =>
    store.get('manifest'),
  )
  await vault.outbox.append([rename(1, 'a'), rename(2, 'b')])
  await vault.base.storePull(
    batch([page(branch, 2, [card(5, 500, '新名')])], { dropOutboxThrough: 1 }),
  )
  await onDisk(device, name, 'meta', (store) =>
    store.put({ ...old, generation: old.generation + 1 }),
  )
  vault.lock()
  const again = await openAgain(device)
  const { damaged, names, positions } = await loaded(again)
  expect([damaged, names, positions]).toEqual([1, {}, null])
  // The outbox is not the server's to give back: it stays as it was.
  expect((await again.outbox.all()).operations.map(({ n }) => n)).toEqual([2])
  expect((await again.outbox.all()).unreadable).toEqual([])
  await again.base.storePull(batch([page(branch, 2, cards(1, 3))]))
  expect((await loaded(again)).names[3]).toBe('客户3')
})

test('[VA3] an outbox row that does not open is reported and stays', async () => {
  const { device, vault, name } = await filled()
  await vault.outbox.append([rename(1, 'a'), rename(2, 'b'), rename(3, 'c')])
  const row = await onDisk<{ n: number; sealed: Uint8Array }>(device, name, 'outbox', (store) =>
    store.get(2),
  )
  row.sealed[row.sealed.length - 1] = (row.sealed.at(-1) ?? 0) ^ 255
  await onDisk(device, name, 'outbox', (store) => store.put(row))
  const { operations, unreadable } = await vault.outbox.all()
  expect(operations.map(({ n }) => n)).toEqual([1, 3])
  expect(unreadable).toEqual([2])
  expect(await onDisk(device, name, 'outbox', (store) => store.count())).toBe(3)
})

test('[VA3] outbox rows that were removed or moved are reported', async () => {
  const { device, vault, name } = await filled()
  await vault.outbox.append([rename(1, 'a'), rename(2, 'b'), rename(3, 'c')])
  const row = await onDisk<{ n: number }>(device, name, 'outbox', (store) => store.get(1))
  await onDisk(device, name, 'outbox', (store) => store.put({ ...row, n: 2 }))
  await onDisk(device, name, 'outbox', (store) => store.delete(3))
  const { operations, unreadable } = await vault.outbox.all()
  expect(operations.map(({ n }) => n)).toEqual([1])
  expect(unreadable).toEqual([2, 3])
})

test('[VA3] a draft that does not open is an error, not an empty form', async () => {
  const { device, vault, name } = await filled()
  await vault.drafts.save(`note/${id(1)}`, { text: '半句话' })
  const [row] = await onDisk<{ name: string; sealed: Uint8Array }[]>(
    device,
    name,
    'drafts',
    (store) => store.getAll(),
  )
  if (row === undefined) throw new Error('no draft')
  row.sealed[20] = (row.sealed[20] ?? 0) ^ 1
  await onDisk(device, name, 'drafts', (store) => store.put(row))
  await expect(vault.drafts.load(`note/${id(1)}`)).rejects.toThrow('does not open')
  expect(await vault.drafts.unreadable()).toBe(1)
})

test('[VA3] a page of one vault does not open in the vault of a colleague', async () => {
  const [mine, theirs] = [await filled(), await filled()]
  const piece = await read(mine.device, mine.name, 'pages', 1)
  await onDisk(theirs.device, theirs.name, 'pages', (store) => store.put(piece))
  expect((await loaded(theirs.vault)).damaged).toBe(1)
})
