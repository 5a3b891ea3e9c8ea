import { describe, expect, it } from 'vitest'
import { schemaVersion } from '#shared/protocol/version.ts'
import { ChangeRefused } from '#replica/change-refused.ts'
import { create, patch } from '#replica/replica.ts'
import { openAgain } from '#tests/vault/vault-device.ts'
import {
  author,
  branchScope,
  customer,
  id,
  morning,
  openWith,
  page,
  pulledCustomer,
  task,
} from './replica-device.ts'

const oneCard = () => page(branchScope, 2, [pulledCustomer(1, 1)])

const makeVip = (customerId: string) =>
  patch('customer', customerId, { tier: 'mass' }, { tier: 'vip' })

describe('commit', () => {
  it('[OP1] gives each change a number without gaps, an id, an author and a time', async () => {
    const { replica } = await openWith(oneCard())
    const operations = await replica.commit([
      create('task', id(2), task()),
      patch('customer', id(1), customer(), { likes: ['茶'] }),
    ])
    expect(operations.map(({ n }) => n)).toEqual([1, 2])
    expect(new Set(operations.map((operation) => operation.id)).size).toBe(2)
    for (const operation of operations) {
      expect(operation).toMatchObject({ author, at: morning, schemaVersion })
    }
  })

  it('[CL2] the screen does not change before the change is durable', async () => {
    const opened = await openWith(oneCard())
    const { replica, device } = opened
    // A second opening of the vault, begun when the screen changes, finds the change on the disk.
    const onDisk = new Promise<number[]>((resolve, reject) => {
      replica.subscribe(() => {
        openAgain(device)
          .then((vault) => vault.outbox.all())
          .then(({ operations }) => resolve(operations.map(({ n }) => n)), reject)
      })
    })
    const committing = replica.commit([create('task', id(2), task())])
    await Promise.resolve()
    expect(replica.get('task', id(2))).toBeUndefined()
    expect(replica.pending()).toEqual([])
    await committing
    expect(replica.get('task', id(2))?.data.title).toBe('回访王先生')
    expect(await onDisk).toEqual([1])
  })

  it('[CL2] a change that the device cannot store is reported and not shown', async () => {
    const { replica, vault } = await openWith(oneCard())
    vault.lock()
    await expect(replica.commit([create('task', id(2), task())])).rejects.toThrow('locked')
    expect(replica.get('task', id(2))).toBeUndefined()
    expect(replica.pending()).toEqual([])
  })

  it('[OP3] a change against the rules is refused before anything is stored', async () => {
    const { replica, vault } = await openWith(oneCard())
    const attempt = replica.commit([
      create('task', id(2), task()),
      {
        recordType: 'customer',
        recordId: id(1),
        kind: 'patch',
        args: { changes: { ownerId: { from: author, to: id(9) } } },
      },
    ])
    await expect(attempt).rejects.toBeInstanceOf(ChangeRefused)
    await expect(attempt).rejects.toMatchObject({
      refused: { type: 'refused', recordType: 'customer', recordId: id(1), outcome: 'rejected' },
    })
    expect((await vault.outbox.all()).operations).toEqual([])
    expect(replica.get('task', id(2))).toBeUndefined()
  })

  it('[ME7] an update never creates: a change of an unknown record is refused', async () => {
    const { replica } = await openWith()
    const attempt = replica.commit([patch('task', id(9), task(), { title: '没有' })])
    await expect(attempt).rejects.toMatchObject({ refused: { outcome: 'gone' } })
  })

  it('[SC5] what the server would not allow is refused before it is saved', async () => {
    const { replica } = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1, { ownerId: id(8) }), pulledCustomer(2, 2)]),
    )
    await expect(replica.commit([makeVip(id(1))])).rejects.toMatchObject({
      refused: { outcome: 'rejected', reason: 'not-allowed' },
    })
    // What serves at the counter, every colleague of the branch may correct.
    await replica.commit([patch('customer', id(1), {}, { salutation: '陈总' }), makeVip(id(2))])
    const childOfNew = create('task', id(4), task({ customerId: id(3) }))
    await replica.commit([create('customer', id(3), customer()), childOfNew])
    expect(replica.by('task.customer', id(3))).toHaveLength(1)
    await expect(
      replica.commit([create('task', id(5), task({ customerId: id(1) }))]),
    ).rejects.toMatchObject({ refused: { reason: 'not-allowed' } })
  })

  it('changes of one commit build on each other', async () => {
    const { replica } = await openWith()
    await replica.commit([
      create('task', id(2), task()),
      patch('task', id(2), task(), { title: '第二步' }),
      { recordType: 'task', recordId: id(2), kind: 'complete', args: { completionId: id(77) } },
    ])
    expect(replica.get('task', id(2))?.data).toMatchObject({
      title: '第二步',
      completions: { [id(77)]: { by: author, at: morning } },
    })
  })

  it('[OP3] a change that changes nothing costs no operation', async () => {
    const { replica } = await openWith(oneCard())
    expect(await replica.commit([patch('customer', id(1), customer(), customer())])).toEqual([])
    expect(await replica.commit([])).toEqual([])
    expect(replica.pending()).toEqual([])
  })

  it('[ME3] an edit of a value that changed meanwhile is kept and travels', async () => {
    const { replica } = await openWith(oneCard())
    const staleForm = customer({ name: '王晓明' })
    const operations = await replica.commit([
      patch('customer', id(1), staleForm, { name: '王大明' }),
    ])
    expect(operations).toHaveLength(1)
    expect(replica.get('customer', id(1))?.data.name).toBe('王小明')
    expect(replica.pending()).toHaveLength(1)
  })
})
