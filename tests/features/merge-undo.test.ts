import { describe, expect, test } from 'vitest'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { mergeableCard } from '#shared/domain/customer-merges.ts'
import type { PickedValue } from '#shared/domain/merge-differences.ts'
import type { Profile } from '#shared/domain/profile.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import { editCustomer } from '#features/customers/customer-commands.ts'
import { emptyCustomerForm } from '#features/customers/customer-form-values.ts'
import {
  customerHere,
  mergeRequests,
  searchKeysRequests,
  takeRequests,
  undoRequests,
  withFollowing,
} from '#features/merge/merge-commands.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { create, patch, type Replica } from '#replica/replica.ts'
import { branchScope, id, openWith, page, pulledCustomer } from '#tests/replica/replica-device.ts'

const [first, second, third] = [id(1), id(2), id(3)]

function profile(customerId: string, occupation: string): Profile {
  return {
    customerId,
    contactPoints: {},
    occupation,
    investmentPreferences: [],
    preferredChannels: [],
  }
}

/** Three customers with a different occupation each. */
async function threeCustomers(): Promise<Replica> {
  const { replica } = await openWith(
    page(branchScope, 3, [pulledCustomer(1, 1), pulledCustomer(2, 2), pulledCustomer(3, 3)]),
  )
  const made = [
    create('profile', first, { ...profile(first, '教师') }),
    create('profile', second, { ...profile(second, '医生') }),
    create('profile', third, { ...profile(third, '司机') }),
  ]
  await replica.commit(made)
  return replica
}

const occupation = (before: string, after: string): PickedValue[] => [
  { record: 'profile', field: 'occupation', before, after },
]

function here(replica: Replica, customerId: string) {
  const found = customerHere(replica, customerId)
  if (found === null) throw new Error('Nobody.')
  return found
}

function merge(replica: Replica, from: string, into: string, values: PickedValue[]) {
  return replica.commit(mergeRequests(here(replica, into), here(replica, from), values))
}

async function undo(
  replica: Replica,
  customerId: string,
  keysOf: typeof searchKeysFor = searchKeysFor,
): Promise<number> {
  const undone = undoRequests(replica, customerId, replica.keptCustomer(customerId))
  if ('first' in undone) throw new Error('Another one has to be undone first.')
  const keys = await searchKeysRequests(undone.renamed, keysOf)
  await replica.commit([...undone.requests, ...keys])
  return undone.changed
}

const searchKeysFor: Parameters<typeof searchKeysRequests>[1] = async (name, extra) =>
  buildSearchKeys(name, pinyinEngine, extra)

const noDictionary: typeof searchKeysFor = async () => Promise.reject(new Error('none'))

const occupations = (replica: Replica) =>
  [first, second, third].map((each) => replica.get('profile', each)?.data.occupation)

describe('[R17] undoing a merge', () => {
  test('[R17][ME8] of a chain the later link first; then everybody has his own values again', async () => {
    const replica = await threeCustomers()
    await merge(replica, first, second, occupation('医生', '教师'))
    await merge(replica, second, third, occupation('司机', '教师'))
    expect(undoRequests(replica, first, third)).toEqual({ first: second })
    expect(await undo(replica, second)).toBe(0)
    expect(occupations(replica)).toEqual(['教师', '教师', '司机'])
    expect(await undo(replica, first)).toBe(0)
    expect(occupations(replica)).toEqual(['教师', '医生', '司机'])
  })

  test('[R17][ME8] what was taken over later from one further back goes with the link that led here', async () => {
    const replica = await threeCustomers()
    await merge(replica, first, second, [])
    await merge(replica, second, third, occupation('司机', '医生'))
    const later = takeRequests(
      here(replica, third),
      here(replica, first),
      occupation('医生', '教师'),
    )
    await replica.commit(later)
    expect(occupations(replica)).toEqual(['教师', '医生', '教师'])
    expect(await undo(replica, second)).toBe(0)
    expect(occupations(replica)).toEqual(['教师', '医生', '司机'])
    expect(replica.get('profile', first)?.data.mergeLog).toEqual({})
    expect(mergeableCard(replica.get('customer', first))?.mergedInto).toBe(second)
  })

  test.each([
    ['with', (...asked: Parameters<typeof searchKeysFor>) => searchKeysFor(...asked)],
    ['without', noDictionary],
  ])(
    '[R17][ME8] a customer who was renamed since sounds as he is called now, not as the other one, %s a dictionary',
    async (_, keysOf) => {
      const replica = await threeCustomers()
      const rename = async (customerId: string, name: string, aliases: string[]) => {
        const card = here(replica, customerId).card.data
        const searchKeys = await searchKeysFor(name, { aliases })
        await replica.commit([
          patch('customer', customerId, { ...card }, { name, aliases, searchKeys }),
        ])
      }
      await rename(first, '慕容小岚', [])
      await rename(second, '单玉静', [])
      const both: PickedValue[] = [
        { record: 'customer', field: 'aliases', before: [], after: ['慕容小岚'] },
      ]
      const sounds = await searchKeysFor('单玉静', { aliases: ['慕容小岚'] })
      await merge(replica, first, second, withFollowing(here(replica, second), both, sounds))
      await rename(second, '单雨晴', ['慕容小岚', '静姐'])
      expect(await undo(replica, first, keysOf)).toBe(0)
      const { name, aliases, searchKeys } = here(replica, second).card.data
      expect({ name, aliases }).toEqual({ name: '单雨晴', aliases: ['静姐'] })
      expect(searchKeys).toEqual(await searchKeysFor('单雨晴', { aliases: ['静姐'] }))
      expect(JSON.stringify(searchKeys)).not.toContain('mu rong')
    },
  )

  test('[R17][ME8] a name that is put back has its former reading again, without a dictionary as well', async () => {
    const replica = await threeCustomers()
    const { data } = here(replica, second).card
    const name: PickedValue[] = [
      { record: 'customer', field: 'name', before: data.name, after: '单玉静' },
    ]
    const sounds = await searchKeysFor('单玉静')
    await merge(replica, first, second, withFollowing(here(replica, second), name, sounds))
    expect(here(replica, second).card.data.searchKeys).toEqual(sounds)
    expect(await undo(replica, first, noDictionary)).toBe(0)
    expect(here(replica, second).card.data).toMatchObject({
      name: data.name,
      searchKeys: data.searchKeys,
    })
  })

  test('[R17][ME8] without a dictionary he is not found by the other name any more, and by his own as before', async () => {
    const replica = await threeCustomers()
    const { data } = here(replica, second).card
    const both: PickedValue[] = [
      { record: 'customer', field: 'aliases', before: data.aliases, after: ['慕容小岚'] },
    ]
    const sounds = await searchKeysFor(data.name, { aliases: ['慕容小岚'] })
    await merge(replica, first, second, withFollowing(here(replica, second), both, sounds))
    expect(await undo(replica, first, noDictionary)).toBe(0)
    expect(here(replica, second).card.data.searchKeys).toEqual(await searchKeysFor(data.name))
  })

  test('[R17][ME8] a log that names somebody else, or a field that no merge writes, puts nothing back', async () => {
    const replica = await threeCustomers()
    await merge(replica, first, second, [])
    const log = {
      [id(41)]: {
        keptId: third,
        record: 'profile' as const,
        field: 'occupation',
        before: '无业',
        after: '司机',
      },
      [id(42)]: {
        keptId: second,
        record: 'customer' as const,
        field: 'mergedInto',
        before: third,
        after: null,
      },
    }
    const changes = Object.fromEntries(
      Object.entries(log).map(([key, to]) => [`mergeLog.${key}`, { from: null, to }]),
    )
    await replica.commit([
      { recordType: 'profile', recordId: first, kind: 'patch', args: { changes } },
    ])
    expect(await undo(replica, first)).toBe(2)
    expect(occupations(replica)).toEqual(['教师', '医生', '司机'])
    expect(replica.keptCustomer(second)).toBe(second)
    expect(replica.keptCustomer(first)).toBe(first)
  })
})

const numberOf = (mark: string) => ({ idLast4: '1234', idHmac: `aaaaaaaa.${mark.repeat(32)}` })

const identities = (replica: Replica) =>
  [first, second, third].map((each) => replica.get('profile', each)?.data.identity)

describe('[R17] undoing a merge after a number was corrected', () => {
  const [own, right, again] = [numberOf('b'), numberOf('c'), numberOf('d')]

  /** As the form does it on the customer who is shown. */
  async function correct(replica: Replica, customerId: string, to: typeof own) {
    const form = emptyCustomerForm({ ownerId: id(9), pointId: null })
    const identity = replica.get('profile', customerId)?.data.identity
    const requests = editCustomer({
      customerId,
      dateId: id(8),
      opened: { ...form, ...identity },
      values: { ...form, ...to },
      searchKeys: { from: noSearchKeys, to: noSearchKeys },
      withProfile: true,
      hasProfile: true,
      today: '2026-11-30',
      identities: replica.mergedCustomers(customerId).flatMap((each) => {
        const theirs = replica.get('profile', each)?.data.identity
        return theirs === undefined ? [] : [{ id: each, identity: theirs }]
      }),
      mergeLog: replica.get('profile', customerId)?.data.mergeLog,
    })
    await replica.commit(requests)
  }

  async function withNumber(): Promise<Replica> {
    const replica = await threeCustomers()
    await replica.commit([patch('profile', first, {}, { identity: own })])
    const taken: PickedValue[] = [
      { record: 'profile', field: 'identity', before: null, after: own },
    ]
    await merge(replica, first, second, taken)
    return replica
  }

  test('[R17][ME8] the other one has his own number back, however often it was corrected', async () => {
    const replica = await withNumber()
    await correct(replica, second, right)
    await correct(replica, second, again)
    expect(identities(replica)).toEqual([again, again, undefined])
    await undo(replica, first)
    expect(identities(replica)).toEqual([own, again, undefined])
    expect(Object.values(replica.get('profile', second)?.data.mergeLog ?? {})).toEqual([])
  })

  test('[R17][ME8] of a chain each link gives back what was corrected above it', async () => {
    const replica = await withNumber()
    await correct(replica, second, right)
    const taken: PickedValue[] = [
      { record: 'profile', field: 'identity', before: null, after: right },
    ]
    await merge(replica, second, third, taken)
    await correct(replica, third, again)
    expect(identities(replica)).toEqual([again, again, again])
    await undo(replica, second)
    expect(identities(replica)).toEqual([right, right, again])
    await undo(replica, first)
    expect(identities(replica)).toEqual([own, right, again])
  })
})
