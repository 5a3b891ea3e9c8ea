import { describe, expect, it } from 'vitest'
import { customerSearchOf } from '#replica/customer-search-source.ts'
import { patch, type Replica } from '#replica/replica.ts'
import { chineseName } from '#server/demo/chinese-names.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { initialsOf } from '#shared/domain/search-keys.ts'
import { randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import { batch } from '#tests/vault/pulled.ts'
import {
  branchScope,
  entries,
  id,
  morning,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
  pulledTask,
  reopen,
  type OpenedReplica,
} from './replica-device.ts'

const named = (name: string, aliases: string[] = []) => ({
  name,
  aliases,
  searchKeys: buildSearchKeys(name, pinyinEngine, { aliases }),
})

/** Opened again with an index of these cards on the disk. */
async function indexed(...pages: ReturnType<typeof page>[]): Promise<OpenedReplica> {
  const opened = await openWith(...pages)
  expect(await opened.replica.indexCards()).toBe(true)
  const again = await reopen(opened)
  expect(again.replica.packedCards()).not.toBeNull()
  return again
}

const three = () =>
  page(branchScope, 2, [
    pulledCustomer(1, 1, { ...named('王小明'), phoneTail: '5678' }),
    pulledCustomer(2, 2, named('单玉静')),
    pulledCustomer(3, 3, { ...named('Anna Müller', ['安娜']), coOwnerIds: [id(7)], likes: ['茶'] }),
  ])

const found = (replica: Replica, typed: string) =>
  customerSearchOf(replica)
    .search(typed, 20)
    .map((hit) => replica.get('customer', hit.id)?.data.name)

describe('the index of the cards', () => {
  it('[VA2] finds every card by name, pinyin, initials, alias and phone tail, and its row can be shown', async () => {
    const { replica } = await indexed(three())
    for (const typed of ['王小明', 'wangxiao', 'wxm', '王xiaom', '5678', '王5678'])
      expect(found(replica, typed)).toEqual(['王小明'])
    for (const typed of ['shanyujing', 'syj', 'danyujing', '玉静'])
      expect(found(replica, typed)).toEqual(['单玉静'])
    for (const typed of ['muller', '安娜', 'anna'])
      expect(found(replica, typed)).toEqual(['Anna Müller'])
  })

  it('[VA2] finds the same, in the same order, as a search over the records, across several blobs', async () => {
    const random = seededRandom('card index')
    const rows = Array.from({ length: 5300 }, (_, index) =>
      pulledCustomer(index + 1, index + 1, {
        ...named(chineseName(random).name),
        phoneTail: String(randomInteger(random, 0, 9999)).padStart(4, '0'),
      }),
    )
    const notes = Array.from({ length: 200 }, (_, index) =>
      pulledNote(9000 + index, index + 1, {
        customerIds: [id(randomInteger(random, 1, 5300))],
        at: morning - index * 60_000,
      }),
    )
    const opened = await openWith(page(branchScope, 2, rows), page(portfolio, 4, notes))
    const { replica: records } = opened
    const typed = records
      .all('customer')
      .slice(0, 150)
      .flatMap(({ data: { name, searchKeys, phoneTail = '' } }) => {
        const syllables = searchKeys.full.split(/[ ·]/u)
        const initials = initialsOf(searchKeys.full)
        return [name, name.slice(1), syllables.join(''), initials, initials.slice(0, 1), phoneTail]
      })
    const answers = (replica: Replica) =>
      typed.map((text) => [text, customerSearchOf(replica).search(text, 20)])
    const expected = answers(records)
    expect(await records.indexCards()).toBe(true)
    const { replica } = await reopen(opened)
    expect(replica.packedCards()).toHaveLength(2)
    expect(answers(replica)).toEqual(expected)
    await replica.whenLoaded()
    expect(answers(replica)).toEqual(expected)
  })

  it('[VA2] brings the records back as they were, without opening their pages', async () => {
    const history = [{ field: 'salutation', value: '老王', at: 1, by: id(9), why: 'replaced' }]
    const [seq, body] = pulledCustomer(4, 4, {
      pinnedNote: '两行\n“引号”',
      unknownField: { a: null },
    })
    const edited = { ...body, history, stamps: { name: { at: 2, by: id(9) } }, archivedAt: 5 }
    const opened = await openWith(three(), page(branchScope, 2, [[seq, edited]]))
    const before = [1, 2, 3, 4].map((number) => opened.replica.get('customer', id(number)))
    const sums = [opened.replica.checksum(branchScope), opened.replica.scopes()]
    await opened.replica.indexCards()
    const { replica } = await reopen(opened)
    expect([replica.checksum(branchScope), replica.scopes()]).toEqual(sums)
    expect(replica.places(branchScope)).toHaveLength(4)
    expect([1, 2, 3, 4].map((number) => replica.get('customer', id(number)))).toEqual(before)
    await replica.whenLoaded()
    expect([replica.checksum(branchScope), replica.scopes()]).toEqual(sums)
    expect(replica.places(branchScope)).toHaveLength(4)
    // Archived: still there, listed and found nowhere.
    expect(replica.get('customer', id(4))?.archivedAt).toBe(5)
    expect(replica.all('customer')).toHaveLength(3)
  })

  it('[VA2] a record keeps its identity, and the list too, until one changes', async () => {
    const { replica } = await indexed(three())
    const card = replica.get('customer', id(1))
    const all = replica.all('customer')
    await replica.whenLoaded()
    expect(replica.get('customer', id(1))).toBe(card)
    expect(replica.all('customer')).toBe(all)
    expect(all).toContain(card)
  })

  it('[VA2] a rename pulled after it was made is found, the former name is not', async () => {
    const opened = await openWith(three())
    await opened.replica.indexCards()
    const renamed = page(branchScope, 2, [pulledCustomer(1, 9, named('赵一曼'))])
    await opened.vault.base.storePull(batch([renamed]))
    const { replica } = await reopen(opened)
    expect(replica.packedCards()).not.toBeNull()
    expect(found(replica, '赵一曼')).toEqual(['赵一曼'])
    expect(found(replica, '王小明')).toEqual([])
    expect(
      replica
        .all('customer')
        .map(({ data }) => data.name)
        .toSorted(),
    ).toEqual(['Anna Müller', '单玉静', '赵一曼'].toSorted())
    // And one that comes while it is open.
    replica.applyPull(entries(branchScope, 2, [pulledCustomer(2, 10, named('孙二娘'))]), [], null)
    expect([found(replica, 'sen'), found(replica, 'syj')]).toEqual([['孙二娘'], []])
  })

  it('[CL1] a pending change is laid over it', async () => {
    const opened = await openWith(three())
    await opened.replica.indexCards()
    const card = opened.replica.get('customer', id(1))?.data ?? {}
    await opened.replica.commit([patch('customer', id(1), card, named('赵一曼'))])
    const { replica } = await reopen(opened)
    expect(replica.packedCards()).not.toBeNull()
    expect(found(replica, 'zhaoyiman')).toEqual(['赵一曼'])
    expect(found(replica, '王小明')).toEqual([])
    expect(replica.isPending('customer', id(1))).toBe(true)
  })

  it('[I4] a card of a revoked scope, or one that left its scope, is never found', async () => {
    const elsewhere = `branch:${id(501)}`
    const there = page(elsewhere, 2, [pulledCustomer(11, 1, named('王大明'))])
    const opened = await openWith(three(), there)
    await opened.replica.indexCards()
    const gone = page(branchScope, 2, [], [[9, 'customer', id(2)]])
    await opened.vault.base.storePull(batch([gone], { revokedScopes: [elsewhere] }))
    const { replica } = await reopen(opened)
    expect(replica.packedCards()).not.toBeNull()
    expect(found(replica, 'w')).toEqual(['王小明'])
    expect(found(replica, '单玉静')).toEqual([])
    expect(replica.get('customer', id(11))).toBeUndefined()
    expect(replica.scopes()).toEqual([branchScope])
    // And one that goes while it is open.
    replica.applyPull([], [branchScope], null)
    expect([found(replica, 'w'), replica.all('customer')]).toEqual([[], []])
  })

  it('[SR2] a card that moved to another scope is the newer one, wherever its pages lie', async () => {
    const elsewhere = `branch:${id(501)}`
    const opened = await openWith(three(), page(elsewhere, 2, [pulledCustomer(20, 1, named('甲'))]))
    const moved = [
      page(branchScope, 2, [], [[9, 'customer', id(1)]]),
      page(elsewhere, 2, [pulledCustomer(1, 2, named('王新明'))]),
    ]
    await opened.vault.base.storePull(batch(moved))
    opened.replica.applyPull(
      entries(elsewhere, 2, [pulledCustomer(1, 2, named('王新明'))]),
      [],
      null,
    )
    await opened.replica.indexCards()
    const { replica } = await reopen(opened)
    await replica.whenLoaded()
    expect(replica.get('customer', id(1))).toMatchObject({ scope: elsewhere, seq: 2 })
    expect(found(replica, 'w')).toEqual(['王新明'])
  })

  it('[VA3] a card that does not fit its schema is kept and reported as before', async () => {
    const { replica } = await indexed(
      three(),
      page(branchScope, 2, [pulledCustomer(5, 5, { tier: 'gold' })]),
    )
    expect(replica.all('customer')).toHaveLength(3)
    expect(replica.unreadable()).toEqual([{ type: 'customer', id: id(5) }])
    expect(replica.checksum(branchScope).count).toBe(4)
  })

  it('[VA2] opens with the cards and has the work of the day right after', async () => {
    const { replica } = await indexed(three(), page(portfolio, 1, [pulledTask(30, 1)]))
    expect(replica.all('customer')).toHaveLength(3)
    expect(replica.loaded).toBe(false)
    await replica.whenLoaded()
    expect(replica.all('task')).toHaveLength(1)
  })

  it('[VA2][R68] an edited customer of a colleague stays behind one’s own', async () => {
    const { replica } = await indexed(
      page(branchScope, 2, [
        pulledCustomer(1, 1, { ...named('王一'), tier: 'vip' }),
        pulledCustomer(2, 2, { ...named('王二'), ownerId: id(7), tier: 'mass' }),
      ]),
    )
    await replica.whenLoaded()
    expect(found(replica, 'wang')).toEqual(['王一', '王二'])
    const edited = { ...named('王二'), ownerId: id(7), tier: 'mass', likes: ['茶'] }
    replica.applyPull(entries(branchScope, 2, [pulledCustomer(2, 3, edited)]), [], null)
    expect(found(replica, 'wang')).toEqual(['王一', '王二'])
  })

  it('[VA2] ranks by the contacts of today, not by those of when it was made', async () => {
    const cards = page(branchScope, 2, [
      pulledCustomer(1, 1, named('王一')),
      pulledCustomer(2, 2, named('王二')),
    ])
    const early = page(portfolio, 4, [
      pulledNote(31, 1, { customerIds: [id(1)], at: morning - 9e7 }),
    ])
    const opened = await openWith(cards, early)
    await opened.replica.indexCards()
    const later = page(portfolio, 4, [pulledNote(32, 2, { customerIds: [id(2)], at: morning })])
    await opened.vault.base.storePull(batch([later]))
    const { replica } = await reopen(opened)
    expect(found(replica, 'wang')).toEqual(['王一', '王二'])
    await replica.whenLoaded()
    expect(found(replica, 'wang')).toEqual(['王二', '王一'])
  })
})
