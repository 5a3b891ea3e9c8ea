import { describe, expect, it } from 'vitest'
import { customerSearchOf } from '#replica/customer-search-source.ts'
import { contactCardOf } from '#replica/contact-card.ts'
import { heldTask } from '#replica/held-tasks.ts'
import { lastContactByCustomer } from '#replica/last-contact.ts'
import { create, patch, type Replica } from '#replica/replica.ts'
import { otherOf } from '#features/notes/use-other-customers.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import {
  branchScope,
  entries,
  id,
  morning,
  note,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
  pulledTask,
  reopen,
} from './replica-device.ts'

const named = (name: string, phoneTail: string) => ({
  name,
  aliases: [],
  phoneTail,
  searchKeys: buildSearchKeys(name, pinyinEngine, { aliases: [] }),
})
const [kept, away, third] = [id(1), id(2), id(3)]
const branch = () => [
  page(branchScope, 2, [
    pulledCustomer(1, 1, named('慕容晓岚', '5566')),
    pulledCustomer(2, 2, named('单玉静', '7788')),
    pulledCustomer(3, 3, named('王小明', '9900')),
  ]),
  page(portfolio, 1, [pulledTask(11, 11, { customerId: away })]),
  page(portfolio, 4, [
    pulledNote(21, 21, { customerIds: [kept], at: morning - 2 }),
    pulledNote(22, 22, { customerIds: [away, kept], at: morning - 1 }),
  ]),
]

const merge = (replica: Replica, from: string, into: string | undefined) =>
  replica.commit([
    patch('customer', from, replica.get('customer', from)?.data ?? {}, { mergedInto: into }),
  ])
const listed = (replica: Replica) => replica.all('customer').map((card) => card.id)
const found = (replica: Replica, typed: string) =>
  customerSearchOf(replica)
    .search(typed, 20)
    .map((hit) => hit.id)

describe('[ME8][R17] customers who were merged', () => {
  it('[ME8] one is listed, with the children of both and found by the names of both, and undone as before', async () => {
    const { replica } = await openWith(...branch())
    expect(found(replica, '单玉静')).toEqual([away])
    const before = replica.by('interaction.customer', kept)
    await merge(replica, away, kept)
    expect(listed(replica)).toEqual([kept, third])
    expect(replica.keptCustomer(away)).toBe(kept)
    expect(replica.mergedCustomers(kept)).toEqual([away])
    for (const each of [kept, away]) {
      expect(replica.by('task.customer', each).map(({ data }) => data.customerId)).toEqual([kept])
      const notes = replica.by('interaction.customer', each)
      expect(notes.map(({ data }) => data.customerIds)).toEqual([[kept], [kept]])
    }
    expect(replica.all('task').map(({ data }) => data.customerId)).toEqual([kept])
    expect(lastContactByCustomer(replica.all('interaction')).get(kept)).toBe(morning - 1)
    for (const typed of ['单玉静', 'shanyj', '7788', '慕容', '5566'])
      expect(found(replica, typed)).toEqual([kept])
    // What is written about the other one now is shown here, too.
    await replica.commit([create('interaction', id(30), note({ customerIds: [away] }))])
    expect(replica.by('interaction.customer', kept)).toHaveLength(3)

    await merge(replica, away, undefined)
    expect(listed(replica)).toEqual([kept, away, third])
    expect(replica.by('task.customer', away).map(({ data }) => data.customerId)).toEqual([away])
    expect(replica.by('interaction.customer', kept)).toEqual(before)
    expect(found(replica, '单玉静')).toEqual([away])
    expect(found(replica, '7788')).toEqual([away])
  })

  it('[ME8] invariant 5: what is written on the card that was merged away holds back the one who is kept', async () => {
    const { replica } = await openWith(...branch())
    await merge(replica, away, kept)
    expect(contactCardOf(replica, away)?.data.doNotContact).toBe('none')
    // A colleague who had not heard of the merge.
    const before = replica.get('customer', away)?.data ?? {}
    await replica.commit([patch('customer', away, before, { doNotContact: 'all' })])
    expect(contactCardOf(replica, kept)?.data.doNotContact).toBe('all')
    const task = pulledTask(31, 31, { customerId: kept, origin: 'churn' })
    replica.applyPull(entries(portfolio, 5, [task]), [], null)
    const [held] = replica.by('task.customer', kept).filter(({ id: each }) => each === id(31))
    expect(held && heldTask(replica, held)).toBe('all')
    await merge(replica, away, undefined)
    expect(contactCardOf(replica, kept)?.data.doNotContact).toBe('none')
  })

  it('[ME8] of the others of a note each is named once, as who was kept, and never the one it is about', async () => {
    const { replica } = await openWith(...branch())
    await merge(replica, away, kept)
    const about = (ownId: string, other: string) =>
      otherOf(replica, other, { ownId, note: undefined })?.id
    expect(about(third, away)).toBe(kept)
    expect([about(kept, away), about(away, kept), about(kept, kept)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('[ME8] a chain is followed to its end, and one that goes round ends at the smallest id', async () => {
    const { replica } = await openWith(...branch())
    await merge(replica, third, away)
    await merge(replica, away, kept)
    expect(listed(replica)).toEqual([kept])
    expect(replica.mergedCustomers(kept)).toEqual(
      [third, away].toSorted((x, y) => (x < y ? 1 : -1)),
    )
    await merge(replica, kept, third)
    expect(listed(replica)).toEqual([kept])
  })

  it('[ME8] a merge counts only while both are of one owner and there', async () => {
    const { replica } = await openWith(...branch())
    await merge(replica, away, kept)
    const ben = id(99)
    replica.applyPull(
      entries(branchScope, 2, [
        pulledCustomer(1, 9, { ...named('慕容晓岚', '5566'), ownerId: ben }),
      ]),
      [],
      null,
    )
    expect(listed(replica)).toEqual([kept, away, third])
    expect(replica.by('task.customer', away)).toHaveLength(1)
    await expect(merge(replica, third, kept)).rejects.toThrow('refused')
    await expect(merge(replica, third, third)).rejects.toThrow('refused')
    await expect(merge(replica, third, id(77))).rejects.toThrow('refused')
  })

  it('[VA2][ME8] the same after a start from the index, without taking out the cards of others', async () => {
    const opened = await openWith(
      page(branchScope, 2, [
        pulledCustomer(1, 1, named('慕容晓岚', '5566')),
        pulledCustomer(2, 2, { ...named('单玉静', '7788'), mergedInto: kept }),
        pulledCustomer(3, 3, named('王小明', '9900')),
      ]),
      ...branch().slice(1),
    )
    expect(await opened.replica.indexCards()).toBe(true)
    const { replica } = await reopen(opened)
    expect(replica.packedCards()).not.toBeNull()
    expect(found(replica, '单玉静')).toEqual([kept])
    await replica.whenLoaded()
    expect(listed(replica)).toEqual([kept, third])
    expect(replica.by('task.customer', kept)).toHaveLength(1)
    expect(found(replica, '7788')).toEqual([kept])
  })
})
