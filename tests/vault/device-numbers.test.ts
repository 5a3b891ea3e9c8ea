import { IDBObjectStore } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { batch, branch, cards, page, rename } from './pulled.ts'
import { createDevice, newVault, openAgain } from './vault-device.ts'

const history = '00000000-0000-4000-8000-0000000000cc'
const begin = (vault: OpenVault, from = vault.epoch) =>
  vault.numbering.beginEpoch(from, { serverEpoch: history })

test('[GC2] a new epoch begins with the first operation that is still here, acknowledged or not', async () => {
  const vault = await newVault(createDevice())
  const former = vault.epoch
  expect(await vault.numbering.read()).toMatchObject({ epoch: former, offset: 0, offering: false })
  await vault.outbox.append([rename(1, 'a'), rename(2, 'b'), rename(3, 'c')])
  await vault.base.storePull(batch([page(branch, 2, cards(1, 3))], { dropOutboxThrough: 2 }))
  const begun = await begin(vault)
  expect(begun).toMatchObject({ offset: 0, former, offering: true, serverEpoch: history })
  expect(begun.epoch).not.toBe(former)
  // Numbers on this device stay what they are, so nothing that a tab holds in memory becomes wrong.
  expect((await vault.journal.from(1, 10)).operations.map(({ n }) => n)).toEqual([1, 2, 3])
  expect((await vault.outbox.append([rename(4, 'd')]))[0]?.n).toBe(4)
})

test('[GC2] what is no longer in the journal has no number in the new epoch', async () => {
  const vault = await newVault(createDevice())
  await vault.outbox.append([rename(1, 'a'), rename(2, 'b'), rename(3, 'c'), rename(4, 'd')])
  const confirmed = async (n: number, days: number) => {
    const at = { dropOutboxThrough: n, confirmedAt: days * 24 * 60 * 60_000 }
    await vault.base.storePull(batch([page(branch, 2, cards(1, 3, n * 3))], at))
    await vault.compact()
  }
  await confirmed(2, 0)
  await confirmed(3, 31)
  expect((await begin(vault)).offset).toBe(2)
  await confirmed(4, 62)
  const { epoch } = await vault.numbering.read()
  await vault.numbering.offered(epoch)
  expect((await begin(vault, epoch)).offset).toBe(3)
})

test('[GC2] a device that breaks off while it counts anew has either the old numbers or the new ones', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const former = vault.epoch
  await vault.outbox.append([rename(1, 'a')])
  for (const puts of [0, 1]) {
    await withFailingPut(puts, () => expect(begin(vault)).rejects.toThrow('the disk broke'))
    const seen = await (await openAgain(device)).numbering.read()
    expect(seen).toMatchObject({ epoch: former, offset: 0, former: null, offering: false })
  }
  const begun = await begin(vault)
  vault.lock()
  const again = await openAgain(device)
  expect(await again.numbering.read()).toEqual(begun)
})

test('[GC2] an epoch that the server was not told of is not named at a sign-in, and serves once more', async () => {
  const vault = await newVault(createDevice())
  const former = vault.epoch
  const begun = await begin(vault)
  expect(vault.epoch).toBe(former)
  expect(await begin(vault, begun.epoch)).toEqual(begun)
  await vault.numbering.announced(begun.epoch)
  expect(vault.epoch).toBe(begun.epoch)
  expect(await vault.numbering.read()).toMatchObject({ former: null, offering: true })
  await vault.numbering.offered(begun.epoch)
  expect(await vault.numbering.read()).toMatchObject({ former: null, offering: false })
})

test('[CL4] of two tabs that count anew at once one does, and both know it', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const other = await openAgain(device)
  const from = vault.epoch
  const [one, two] = await Promise.all([begin(vault, from), begin(other, from)])
  expect(one).toEqual(two)
})

test('[CL4] a tab that did nothing signs in as the device that another tab became', async () => {
  const device = createDevice()
  const vault = await newVault(device)
  const other = await openAgain(device)
  await other.base.load(() => {})
  other.onOtherTab(() => {})
  const begun = await vault.numbering.beginEpoch(vault.epoch, {
    serverEpoch: null,
    asNewDevice: true,
  })
  expect([vault.deviceId, vault.epoch]).toEqual([begun.deviceId, begun.epoch])
  await eventually(() =>
    expect([other.deviceId, other.epoch]).toEqual([vault.deviceId, vault.epoch]),
  )
})

/** Lets the database of the browser fail: after `count` puts the next one throws. */
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
