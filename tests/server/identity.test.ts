import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CustomerIdentity, haveOtherIdentities } from '#shared/domain/customer-identity.ts'
import { keptCustomers, mergeableCard, mergedTogether } from '#shared/domain/customer-merges.ts'
import { createIdentityMarker } from '#shared/domain/identity-marker.ts'
import { correctionLogChange } from '#shared/domain/merge-log.ts'
import type { Profile } from '#shared/domain/profile.ts'
import { IdentityKeyAnswer } from '#shared/protocol/identity-message.ts'
import type { FieldChange, OperationDraft } from '#shared/protocol/operation.ts'
import { fromBase64url } from '#shared/recovery/base64url.ts'
import { eraseCustomer } from '#server/erase-customer.ts'
import { showCustomer } from '#server/show-customer.ts'
import { exampleNumber, numberOf } from '#tests/support/identity-numbers.ts'
import { tablesThatSay } from '#tests/support/server-database.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { card } from './erased-branch.ts'
import { issuesOf, stored } from './handover-steps.ts'

let server: TestServer
let [anna, lead, teller]: TestClient[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
  anna = await server.signIn('rm')
  lead = await server.signIn('lead')
  teller = await server.signIn('teller')
})
afterAll(() => server.close())

function people() {
  if (!anna || !lead || !teller) throw new Error('Nobody.')
  return { anna, lead, teller }
}

async function keyOf(client: TestClient): Promise<string> {
  const answer = await client.post('/api/identity-key', {})
  return IdentityKeyAnswer.parse(await answer.json()).key
}

async function identityOf(number: string): Promise<CustomerIdentity> {
  const bytes = fromBase64url(await keyOf(people().anna))
  if (bytes === null) throw new Error('No key.')
  const marker = await createIdentityMarker(crypto, bytes)
  return marker({ number, last4: number.slice(-4) })
}

const nameOf = (index: number) => `慕容${'甲乙丙丁戊己庚辛'.charAt(index)}`

/** A new customer with a profile; null: without an identity number. */
async function customer(by: TestClient, identity: CustomerIdentity | null, index = 0) {
  const id = randomUUID()
  const profile: Profile = {
    customerId: id,
    contactPoints: {},
    investmentPreferences: [],
    preferredChannels: [],
    ...(identity === null ? {} : { identity }),
  }
  const owner = people().anna
  const { results } = await by.push([
    by.draft('customer', id, {
      kind: 'create',
      args: { data: card(owner, nameOf(index), []) },
    }),
    by.draft('profile', id, { kind: 'create', args: { data: { ...profile } } }),
  ])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  return id
}

function mergeDraft(by: TestClient, id: string, to: string | null, from: string | null = null) {
  return by.draft('customer', id, {
    kind: 'patch',
    args: { changes: { mergedInto: { from, to } } },
  })
}

async function merge(by: TestClient, id: string, to: string | null, from: string | null = null) {
  return (await by.push([mergeDraft(by, id, to, from)])).results[0]
}

const refused = {
  outcome: 'rejected',
  reason: 'invalid-value',
  details: ['mergedInto', 'other-identity'],
}

describe('[R17] the key by which identity numbers are marked', () => {
  test('[R17] is one for all who see profiles, and nobody else is told', async () => {
    const key = await keyOf(people().anna)
    expect(await keyOf(people().lead)).toBe(key)
    expect(fromBase64url(key)).toHaveLength(32)
    const refusal = await people().teller.post('/api/identity-key', {})
    expect(refusal.status).toBe(403)
    expect(await refusal.text()).not.toContain(key)
    const answer = await people().anna.post('/api/identity-key', {})
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const stranger = await fetch(`${server.url}/api/identity-key`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-branchbook': '1' },
      body: '{}',
    })
    expect(stranger.status).toBe(401)
  })

  test('[R17] lies in one row of the server beside its name, and in no record, audit row or pull', async () => {
    const key = await keyOf(people().anna)
    expect(tablesThatSay(server.folder, key)).toEqual(['meta'])
    expect(JSON.stringify(await people().lead.pull())).not.toContain(key)
  })

  test('[R17] goes to nobody whose session is over', async () => {
    const gone = await server.signIn('rm')
    await gone.post('/api/sign-out', {})
    expect((await gone.post('/api/identity-key', {})).status).toBe(401)
  })
})

describe('[ME8] two identity numbers are two people (invariant 14)', () => {
  test('[ME8] they are not merged; one number, or one card without, is; and it can be undone and done again', async () => {
    const { anna } = people()
    const [first, second] = [
      await identityOf(exampleNumber),
      await identityOf(numberOf(440106, '1985-10-01', 123)),
    ]
    const [one, other] = [await customer(anna, first), await customer(anna, second)]
    expect(await merge(anna, one, other)).toMatchObject(refused)
    expect(await merge(people().lead, other, one)).toMatchObject(refused)
    // I5: its author hears of it.
    const issues = await issuesOf(server, anna.session.staffId)
    expect(issues.some(({ data }) => data.recordId === one)).toBe(true)
    const [again, without] = [await customer(anna, first), await customer(anna, null)]
    expect(await merge(anna, again, one)).toMatchObject({ outcome: 'applied' })
    expect(await merge(anna, without, one)).toMatchObject({ outcome: 'applied' })
    expect(await merge(anna, without, null, one)).toMatchObject({ outcome: 'applied' })
    expect(await merge(anna, without, other)).toMatchObject({ outcome: 'applied' })
  })

  test('[ME8] not by the way of somebody without a number either, whoever is merged into whom', async () => {
    const { anna } = people()
    const [first, second] = [
      await identityOf(exampleNumber),
      await identityOf(numberOf(440106, '1985-10-01', 123)),
    ]
    const [one, between, other] = [
      await customer(anna, first),
      await customer(anna, null),
      await customer(anna, second),
    ]
    expect(await merge(anna, one, between)).toMatchObject({ outcome: 'applied' })
    expect(await merge(anna, between, other)).toMatchObject(refused)
    expect(await merge(anna, other, between)).toMatchObject(refused)
    expect(await merge(anna, other, one)).toMatchObject(refused)
    // Nor in one push, where nothing of it is stored when the last step is looked at.
    const [first2, between2] = [await customer(anna, first), await customer(anna, null)]
    const { results } = await anna.push([
      mergeDraft(anna, first2, between2),
      mergeDraft(anna, between2, other),
    ])
    expect(results).toMatchObject([{ outcome: 'applied' }, refused])
    // Whoever leaves a customer takes nothing of him along.
    const loose = await customer(anna, null)
    expect(await merge(anna, loose, between)).toMatchObject({ outcome: 'applied' })
    expect(await merge(anna, loose, other, between)).toMatchObject({ outcome: 'applied' })
  })

  test('[ME8] marks of another key are no obstacle', async () => {
    const { anna } = people()
    const there = { idLast4: '1234', idHmac: `pppppppp.${'a'.repeat(32)}` }
    const one = await customer(anna, await identityOf(exampleNumber))
    expect(await merge(anna, one, await customer(anna, there))).toMatchObject({
      outcome: 'applied',
    })
  })

  test('[ME8] two devices that merge offline never make one of two people, in whatever order they come back', async () => {
    const numbers = [
      exampleNumber,
      numberOf(440106, '1985-10-01', 123),
      numberOf(310101, '1960-02-29', 8),
    ]
    const identities = await Promise.all(numbers.map(identityOf))
    const people6 = 6
    const person = fc.integer({ min: 0, max: people6 - 1 })
    const wish = fc.record({ device: fc.boolean(), from: person, to: person })
    const holder = fc.option(fc.constantFrom(...identities), { nil: null })
    await fc.assert(
      fc.asyncProperty(
        fc.array(holder, { minLength: people6, maxLength: people6 }),
        fc.array(wish, { minLength: 4, maxLength: 12 }),
        fc.boolean(),
        async (held, wishes, managerFirst) => {
          const { anna, lead } = people()
          const ids: string[] = []
          for (const [index, identity] of held.entries()) {
            ids.push(await customer(anna, identity, index))
          }
          const own = new Map(ids.map((id, index) => [id, held[index] ?? null]))
          const offline = (by: TestClient, isDevice: boolean) =>
            workOffline(
              by,
              own,
              wishes.flatMap(({ device, from, to }) =>
                device === isDevice ? [{ id: ids[from] ?? '', intoId: ids[to] ?? '' }] : [],
              ),
            )
          const sent = [
            { by: anna, drafts: offline(anna, true) },
            { by: lead, drafts: offline(lead, false) },
          ]
          for (const { by, drafts } of managerFirst ? sent : sent.toReversed()) {
            if (drafts.length > 0) await by.push(drafts)
          }
          expect(await groupsOfTwoPeople(own)).toEqual([])
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)
})

async function giveNumber(to: string, extra: Record<string, FieldChange> = {}) {
  const { lead } = people()
  const identity = { from: null, to: await identityOf(exampleNumber) }
  const { results } = await lead.push([
    lead.draft('profile', to, { kind: 'patch', args: { changes: { identity, ...extra } } }),
  ])
  return results[0]
}

async function bodyOf(type: string, id: string) {
  return (await stored(server, type, id))?.record
}

describe('[ME8] a merge that is refused leaves nothing of the one with the other', () => {
  const [mobile, family] = ['13900139111', '和母亲同住']
  const number = numberOf(440106, '1985-10-01', 123)

  /** Two customers, and what a device without a network sends when it merges the second into the first. */
  async function mergedOffline({ from }: { from: { tags: string[]; family?: string } }) {
    const { anna } = people()
    const [kept, away] = [randomUUID(), randomUUID()]
    const identity = await identityOf(number)
    const point = { kind: 'mobile', value: mobile }
    const profile = (customerId: string, rest: object) => {
      const base = { customerId, investmentPreferences: [], preferredChannels: [] }
      return anna.draft('profile', customerId, {
        kind: 'create',
        args: { data: { ...base, contactPoints: {}, ...rest } },
      })
    }
    const pointId = randomUUID()
    const [mine, theirs] = [card(anna, '慕容甲', []), card(anna, '慕容乙', [])]
    const { results } = await anna.push([
      anna.draft('customer', kept, { kind: 'create', args: { data: mine } }),
      anna.draft('customer', away, { kind: 'create', args: { data: theirs } }),
      profile(kept, from),
      profile(away, {
        contactPoints: { [pointId]: point },
        family,
        tags: ['书法'],
        identity,
      }),
    ])
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
    const taken = [
      { record: 'customer', field: 'aliases', before: [], after: ['慕容乙'] },
      { record: 'customer', field: 'phoneTail', before: null, after: '9111' },
      { record: 'profile', field: 'identity', before: null, after: identity },
      { record: 'profile', field: 'tags', before: from.tags, after: [...from.tags, '书法'] },
      { record: 'profile', field: 'family', before: from.family ?? null, after: family },
      { record: 'profile', field: `contactPoints.${pointId}`, before: null, after: point },
    ] as const
    const patch = (
      type: 'customer' | 'profile',
      id: string,
      changes: Record<string, FieldChange>,
    ) => anna.draft(type, id, { kind: 'patch', args: { changes } })
    const changesOf = (type: string) =>
      Object.fromEntries(
        taken
          .filter(({ record }) => record === type)
          .map(({ field, before, after }) => [field, { from: before, to: after }]),
      )
    const log = taken.map((value) => [
      `mergeLog.${randomUUID()}`,
      { from: null, to: { keptId: kept, ...value } },
    ])
    const drafts = [
      patch('customer', kept, changesOf('customer')),
      patch('profile', kept, changesOf('profile')),
      patch('profile', away, Object.fromEntries(log)),
      mergeDraft(anna, away, kept),
    ]
    return { kept, away, drafts }
  }

  test('[ME8] who was to be kept has his own values again, and his author is told', async () => {
    const { anna } = people()
    const from = { tags: ['茶'], family: '独居' }
    const { kept, away, drafts } = await mergedOffline({ from })
    const occupation = { from: null, to: '教师' }
    expect(await giveNumber(kept, { occupation })).toMatchObject({ outcome: 'applied' })
    const { results } = await anna.push(drafts)
    expect(results.at(-1)).toMatchObject(refused)
    const profile = await bodyOf('profile', kept)
    expect(profile?.data).toMatchObject({
      ...from,
      occupation: '教师',
      identity: await identityOf(exampleNumber),
      contactPoints: {},
    })
    expect((await bodyOf('customer', kept))?.data).toMatchObject({ aliases: [] })
    const left = JSON.stringify([profile, await bodyOf('customer', kept)])
    for (const value of [mobile, family, '书法', '慕容乙', '9111'])
      expect(left).not.toContain(value)
    // Nor the other way round; what he said himself stays.
    const other = await bodyOf('profile', away)
    expect(JSON.stringify(other)).not.toContain('独居')
    expect(JSON.stringify(other)).not.toContain(kept)
    expect(other?.data).toMatchObject({ family, tags: ['书法'] })
    const issues = await issuesOf(server, anna.session.staffId)
    expect(issues.some(({ data }) => data.recordId === away)).toBe(true)
    await eraseCustomer(server.services, away, '客户书面要求')
    expect(tablesThatSay(server.folder, mobile)).toEqual([])
  })

  test('[ME8] also in pieces, and not what was changed since', async () => {
    const { anna, lead } = people()
    const { kept, drafts } = await mergedOffline({ from: { tags: [] } })
    await anna.push(drafts.slice(0, 3))
    // The number that the merge brought is his by then; it is corrected.
    const identity = { from: await identityOf(number), to: await identityOf(exampleNumber) }
    const changes = { identity, family: { from: family, to: '和父母同住' } }
    await lead.push([lead.draft('profile', kept, { kind: 'patch', args: { changes } })])
    expect((await anna.push(drafts.slice(3))).results).toMatchObject([refused])
    const data = (await bodyOf('profile', kept))?.data
    expect(data).toMatchObject({ family: '和父母同住', tags: [], contactPoints: {} })
    expect(data?.['identity']).toEqual(await identityOf(exampleNumber))
  })

  test('[ME8] a merge that came first stands, and the number that comes later is asked about', async () => {
    const { anna } = people()
    const { kept, away, drafts } = await mergedOffline({ from: { tags: [] } })
    const { results } = await anna.push(drafts)
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
    expect(await giveNumber(kept)).toMatchObject({ outcome: 'conflict' })
    // Said a second time, when the number was corrected to somebody else's, it takes nothing from the merge that stands.
    const identity = { from: await identityOf(number), to: await identityOf(exampleNumber) }
    await people().lead.push([
      people().lead.draft('profile', kept, { kind: 'patch', args: { changes: { identity } } }),
    ])
    expect(await merge(people().lead, away, kept)).toMatchObject(refused)
    expect((await bodyOf('profile', kept))?.data).toMatchObject({ family, tags: ['书法'] })
  })

  test('[ME8][SC5] what somebody writes into a log of his own does not write on a customer of a colleague', async () => {
    const { anna, lead } = people()
    const ben = await server.signIn(server.colleague('rm', 1))
    const kept = await customer(lead, null)
    const occupation = { from: null, to: '医生' }
    await anna.push([
      anna.draft('profile', kept, { kind: 'patch', args: { changes: { occupation } } }),
    ])
    const away = randomUUID()
    const entry = {
      keptId: kept,
      record: 'profile',
      field: 'occupation',
      before: '司机',
      after: '医生',
    }
    const data = {
      customerId: away,
      contactPoints: {},
      investmentPreferences: [],
      preferredChannels: [],
      mergeLog: { [randomUUID()]: entry },
    }
    const made = await ben.push([
      ben.draft('customer', away, { kind: 'create', args: { data: card(ben, '慕容丙', []) } }),
      ben.draft('profile', away, { kind: 'create', args: { data } }),
      mergeDraft(ben, away, kept),
    ])
    expect(made.results).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'applied' },
      { outcome: 'rejected', details: ['mergedInto', 'other-owner'] },
    ])
    expect((await bodyOf('profile', kept))?.data['occupation']).toBe('医生')
  })
})

test('[SE7][ME8] a number that was corrected on both leaves nothing with either once they are apart', async () => {
  const { anna } = people()
  const [own, right] = [
    await identityOf(numberOf(440106, '1985-10-01', 123)),
    await identityOf(exampleNumber),
  ]
  const patch = (id: string, changes: Record<string, FieldChange>) =>
    anna.draft('profile', id, { kind: 'patch', args: { changes } })
  async function parted() {
    const [kept, away] = [await customer(anna, own), await customer(anna, own)]
    const [path, change] = correctionLogChange(
      { fromId: kept, keptId: away },
      { before: own, after: right },
      undefined,
    )
    const { results } = await anna.push([
      mergeDraft(anna, away, kept),
      patch(kept, { identity: { from: own, to: right } }),
      patch(away, { identity: { from: own, to: right } }),
      patch(kept, { [path]: change }),
      mergeDraft(anna, away, null, kept),
      patch(away, { identity: { from: right, to: own } }),
      patch(kept, { [path]: { from: change.to, to: null } }),
    ])
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
    return { kept, away }
  }
  const one = await parted()
  expect(JSON.stringify(await bodyOf('profile', one.away))).toContain(right.idHmac)
  await eraseCustomer(server.services, one.kept, '客户书面要求')
  const left = await bodyOf('profile', one.away)
  expect(JSON.stringify(left)).not.toContain(right.idHmac)
  expect(left?.data['identity']).toEqual(own)
  const other = await parted()
  await eraseCustomer(server.services, other.away, '客户书面要求')
  const log = (await bodyOf('profile', other.kept))?.history?.filter(({ field }) =>
    field.startsWith('mergeLog.'),
  )
  expect(JSON.stringify(log)).not.toContain(own.idHmac)
})

/** What a device without a network makes of these wishes, by what it knows: with each merge the number goes to who is kept. */
function workOffline(
  by: TestClient,
  own: ReadonlyMap<string, CustomerIdentity | null>,
  wishes: readonly { id: string; intoId: string }[],
): OperationDraft[] {
  const into = new Map<string, string>()
  const known = new Map(own)
  const cardOf = (id: string) => ({
    branchId: 'b',
    ownerId: 'o',
    mergedInto: into.get(id),
    isArchived: false,
  })
  return wishes.flatMap(({ id, intoId }) => {
    const kept = keptCustomers(into.keys(), cardOf)
    // Who is merged away is not in the list any more.
    if (id === intoId || kept.has(id) || kept.has(intoId)) return []
    const together = mergedTogether({ id, intoId }, into.keys(), cardOf)
    const identities = [...together].flatMap((each) => known.get(each) ?? [])
    if (haveOtherIdentities(identities)) return []
    const [identity] = identities
    const before = known.get(intoId) ?? null
    into.set(id, intoId)
    if (identity === undefined || before !== null) return [mergeDraft(by, id, intoId)]
    known.set(intoId, identity)
    const changes = { identity: { from: null, to: identity } }
    return [
      by.draft('profile', intoId, { kind: 'patch', args: { changes } }),
      mergeDraft(by, id, intoId),
    ]
  })
}

/** Those who are shown as one customer although they came with two numbers. */
async function groupsOfTwoPeople(
  own: ReadonlyMap<string, CustomerIdentity | null>,
): Promise<string[]> {
  const cards = new Map<string, ReturnType<typeof mergeableCard>>()
  for (const id of own.keys()) {
    cards.set(id, mergeableCard((await stored(server, 'customer', id))?.record))
  }
  const kept = keptCustomers(own.keys(), (id) => cards.get(id))
  const groups = Map.groupBy(own.keys(), (id) => kept.get(id) ?? id)
  return [...groups].flatMap(([id, members]) =>
    haveOtherIdentities(members.flatMap((member) => own.get(member) ?? [])) ? [id] : [],
  )
}

test('[SE7] what is kept of a number is shown to its customer in words', async () => {
  const { anna } = people()
  const id = await customer(anna, await identityOf(exampleNumber))
  const shown = JSON.stringify(await showCustomer(server.services, id))
  expect(shown).toContain('身份证号')
  expect(shown).toContain('"身份证尾号":"002X"')
})
