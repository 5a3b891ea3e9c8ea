import { describe, expect, it } from 'vitest'
import { rowChecksum, addToChecksum } from '#shared/protocol/checksum.ts'
import { openReplica } from '#replica/open-replica.ts'
import { create, patch } from '#replica/replica.ts'
import { batch, record } from '#tests/vault/pulled.ts'
import { createDevice, newVault } from '#tests/vault/vault-device.ts'
import {
  author,
  branchScope,
  customer,
  entries,
  environment,
  id,
  note,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
  pulledTask,
  reopen,
  secondTab,
  session,
  task,
} from './replica-device.ts'

const cards = (...rows: [number, object][]) => page(branchScope, 2, rows)
const tasks = (...rows: [number, object][]) => page(portfolio, 1, rows)
const notes = (...rows: [number, object][]) => page(portfolio, 4, rows)

describe('base and pending operations', () => {
  it('[CL1] shows the base with what was done here on top, also after the browser was closed', async () => {
    const opened = await openWith(cards(pulledCustomer(1, 1)))
    const before = opened.replica.get('customer', id(1))?.data
    await opened.replica.commit([patch('customer', id(1), before ?? {}, { salutation: '王总' })])
    await opened.replica.commit([create('task', id(2), task({ customerId: id(1) }))])
    const { replica } = await reopen(opened)
    expect(replica.get('customer', id(1))?.data.salutation).toBe('王总')
    expect(replica.by('task.customer', id(1)).map((found) => found.data.title)).toEqual([
      '回访王先生',
    ])
    expect(replica.isPending('customer', id(1))).toBe(true)
    expect(replica.pending().map((change) => change.operation.n)).toEqual([1, 2])
  })

  it('[PL3] a value does not flicker back between confirmation and pull', async () => {
    const { replica } = await openWith(cards(pulledCustomer(1, 1)))
    const seen: unknown[] = []
    const watch = () => seen.push(replica.get('customer', id(1))?.data.salutation)
    const before = replica.get('customer', id(1))?.data ?? {}
    await replica.commit([patch('customer', id(1), before, { salutation: '王总' })])
    replica.subscribe(watch)
    replica.markSending([1])
    replica.markSent([{ n: 1, outcome: 'applied' }])
    expect(replica.pending()[0]?.state).toBe('sent')
    replica.applyPull(
      entries(branchScope, 2, [pulledCustomer(1, 2, { salutation: '王总' })]),
      [],
      1,
    )
    expect(new Set(seen)).toEqual(new Set(['王总']))
    expect(replica.pending()).toEqual([])
    expect(replica.isPending('customer', id(1))).toBe(false)
  })

  it('[CL4] an operation that another tab reports after its confirmation does not come back', async () => {
    const { replica } = await openWith(cards(pulledCustomer(1, 1)))
    replica.applyPull([], [], 1)
    await replica.commit([create('task', id(2), task())])
    expect(replica.pending()).toEqual([])
  })

  it('[SR2] a record that moved to another scope is not lost by the out mark of the old one', async () => {
    const { replica } = await openWith(tasks(pulledTask(1, 90)))
    const elsewhere = 'portfolio:00000000-0000-4000-8000-0000000000cc'
    replica.applyPull(
      entries(elsewhere, 1, [pulledTask(1, 3, { title: '新主人的任务' })]),
      [],
      null,
    )
    replica.applyPull([{ out: true, scope: portfolio, type: 'task', id: id(1), seq: 91 }], [], null)
    expect(replica.get('task', id(1))?.data.title).toBe('新主人的任务')
    expect(replica.scopes()).toEqual([elsewhere])
  })

  it('[I4] rows of a revoked scope leave lists, indexes and checksums', async () => {
    const { replica } = await openWith(
      cards(pulledCustomer(1, 1)),
      tasks(pulledTask(2, 1, { customerId: id(1) })),
    )
    replica.applyPull([], [portfolio], null)
    expect(replica.all('task')).toEqual([])
    expect(replica.by('task.customer', id(1))).toEqual([])
    expect(replica.checksum(portfolio)).toEqual({ count: 0, checksum: 0 })
    expect(replica.all('customer')).toHaveLength(1)
  })

  it('an older entry does not replace a newer one', async () => {
    const { replica } = await openWith(cards(pulledCustomer(1, 5, { name: '新名' })))
    replica.applyPull(entries(branchScope, 2, [pulledCustomer(1, 4, { name: '旧名' })]), [], null)
    expect(replica.get('customer', id(1))?.data.name).toBe('新名')
  })
})

describe('identities', () => {
  it('records and lists stay the same until one of them changes', async () => {
    const { replica } = await openWith(
      cards(pulledCustomer(1, 1), pulledCustomer(2, 2)),
      tasks(pulledTask(11, 1, { customerId: id(1) }), pulledTask(12, 2, { customerId: id(2) })),
    )
    const first = replica.by('task.customer', id(1))
    const second = replica.by('task.customer', id(2))
    const all = replica.all('task')
    const customers = replica.all('customer')
    const revision = replica.revision('task')
    await replica.commit([patch('task', id(12), task(), { title: '改了' })])
    expect(replica.by('task.customer', id(1))).toBe(first)
    expect(replica.all('customer')).toBe(customers)
    expect(replica.get('task', id(11))).toBe(all[0])
    expect(replica.by('task.customer', id(2))).not.toBe(second)
    expect(replica.all('task')).not.toBe(all)
    expect(replica.revision('task')).toBeGreaterThan(revision)
  })

  it('an archived record leaves the lists and can still be opened', async () => {
    const { replica } = await openWith(tasks(pulledTask(11, 1, { customerId: id(1) })))
    await replica.commit([{ recordType: 'task', recordId: id(11), kind: 'archive', args: {} }])
    expect(replica.all('task')).toEqual([])
    expect(replica.by('task.customer', id(1))).toEqual([])
    expect(replica.get('task', id(11))?.archivedAt).toBeDefined()
  })

  it('a note is listed with each customer it names', async () => {
    const { replica } = await openWith(notes(pulledNote(21, 1, { customerIds: [id(1), id(2)] })))
    expect(replica.by('interaction.customer', id(1))).toHaveLength(1)
    expect(replica.by('interaction.customer', id(2))).toHaveLength(1)
    await replica.commit([create('interaction', id(22), note({ customerIds: [id(2)] }))])
    expect(replica.by('interaction.customer', id(2)).map((found) => found.id)).toEqual([
      id(21),
      id(22),
    ])
  })
})

describe('records of other versions', () => {
  it('[PL4] an unknown field is kept and does not hide the record', async () => {
    const { replica } = await openWith(cards(pulledCustomer(1, 1, { favouriteSong: '茉莉花' })))
    const found = replica.get('customer', id(1))
    expect(found?.data).toMatchObject({ name: '王小明', favouriteSong: '茉莉花' })
    expect(replica.unreadable()).toEqual([])
  })

  it('[PL4] an unknown record type is kept and counted in the checksum of its scope', async () => {
    const { replica } = await openWith(
      page(branchScope, 4, [record('seminar', 7, 3, { topic: '基金' })]),
    )
    expect(replica.checksum(branchScope)).toEqual({
      count: 1,
      checksum: addToChecksum(0, rowChecksum('seminar', id(7), 3)),
    })
    expect(replica.places(branchScope)).toEqual([{ type: 'seminar', id: id(7), seq: 3 }])
  })

  it('a record that does not fit its schema is named, not silently absent', async () => {
    const { replica } = await openWith(
      cards(pulledCustomer(1, 1, { name: 7 }), pulledCustomer(2, 2)),
    )
    expect(replica.all('customer').map((found) => found.id)).toEqual([id(2)])
    expect(replica.get('customer', id(1))).toBeUndefined()
    expect(replica.unreadable()).toEqual([{ type: 'customer', id: id(1) }])
    replica.applyPull(entries(branchScope, 2, [pulledCustomer(1, 3)]), [], null)
    expect(replica.unreadable()).toEqual([])
  })
})

describe('opening', () => {
  it('[PL2] opens with tasks and cards in memory and tells when the rest is there', async () => {
    const device = createDevice()
    const vault = await newVault(device)
    const many = Array.from({ length: 40 }, (_, index) =>
      notes(pulledNote(1000 + index, index + 1, { customerIds: [id(1)] })),
    )
    await vault.base.storePull(
      batch([cards(pulledCustomer(1, 1)), tasks(pulledTask(2, 1)), ...many], {
        dropOutboxThrough: 0,
      }),
    )
    const replica = await openReplica(vault, session, environment)
    expect(replica.loaded).toBe(false)
    expect(replica.all('customer')).toHaveLength(1)
    expect(replica.all('task')).toHaveLength(1)
    let told = 0
    replica.subscribe(() => (told += 1))
    await replica.whenLoaded()
    expect(replica.loaded).toBe(true)
    expect(told).toBeGreaterThan(0)
    expect(replica.by('interaction.customer', id(1))).toHaveLength(40)
  })

  it('what is pulled while the rest is still loading is not overwritten from the disk', async () => {
    const device = createDevice()
    const vault = await newVault(device)
    await vault.base.storePull(
      batch([cards(pulledCustomer(1, 1)), notes(pulledNote(31, 8), pulledNote(32, 9))], {
        dropOutboxThrough: 0,
      }),
    )
    const replica = await openReplica(vault, session, environment)
    const elsewhere = 'portfolio:00000000-0000-4000-8000-0000000000cc'
    replica.applyPull(entries(elsewhere, 4, [pulledNote(31, 2, { text: '新的' })]), [], null)
    replica.applyPull(
      [{ out: true, scope: portfolio, type: 'interaction', id: id(32), seq: 10 }],
      [],
      null,
    )
    await replica.whenLoaded()
    expect(replica.get('interaction', id(31))?.data.text).toBe('新的')
    expect(replica.get('interaction', id(32))).toBeUndefined()
  })

  it('[CL4] what another tab commits appears here', async () => {
    const opened = await openWith(cards(pulledCustomer(1, 1)))
    const other = await secondTab(opened)
    await other.replica.whenLoaded()
    const heard = new Promise<void>((resolve) => opened.replica.onCommit(resolve))
    await other.replica.commit([patch('customer', id(1), customer(), { likes: ['茶'] })])
    await heard
    expect(opened.replica.get('customer', id(1))?.data.likes).toEqual(['茶'])
    expect(opened.replica.pending()).toHaveLength(1)
    expect(author).toBe(opened.replica.pending()[0]?.operation.author)
  })
})
