import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { customersOf, handOn, issueAbout, issuesOf, resolve, stored } from './handover-steps.ts'
import { taskData } from './record-data.ts'

let server: TestServer
/** Each test has a customer of its own that went from the first manager to the second. */
let customer = ''
let [author, owner, lead]: TestClient[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 90 })
})
afterAll(() => server.close())
beforeEach(async () => {
  author = await server.signIn(server.colleague('rm', 0))
  owner = await server.signIn(server.colleague('rm', 1))
  lead = await server.signIn('lead')
  customer = (await customersOf(server, author))[0] ?? ''
  const [fromId, toId] = [author.session.staffId, owner.session.staffId]
  await handOn(lead, { fromId, toId, customerIds: [customer] })
})

function people() {
  if (author === undefined || owner === undefined || lead === undefined) throw new Error('Nobody.')
  return { author, owner, lead, authorId: author.session.staffId, ownerId: owner.session.staffId }
}

function note(by: TestClient, text: string) {
  const id = randomUUID()
  const data = {
    customerIds: [customer],
    authorId: by.session.staffId,
    at: 1_795_000_000_000,
    channel: 'phone',
    direction: 'out',
    purpose: ['followup'],
    text,
  }
  return { id, draft: by.draft('interaction', id, { kind: 'create', args: { data } }) }
}

function assetBand(by: TestClient, from: unknown, to: string) {
  const changes = { assetBand: { from, to } }
  return by.draft('profile', customer, { kind: 'patch', args: { changes } })
}

describe('[SR2] what a former owner typed', () => {
  test('[SR2] waits for the present owner, with everything that was typed, and its author sees that it waits', async () => {
    const { author, owner, authorId, ownerId } = people()
    const typed = note(author, '出差路上写的，客户要提前还款。')
    expect((await author.push([typed.draft])).results).toEqual([
      { n: 1, outcome: 'quarantined', reason: 'handed-over' },
    ])
    expect(await stored(server, 'interaction', typed.id)).toBeUndefined()
    const { data } = await issueAbout(server, ownerId, typed.id)
    expect(data).toMatchObject({
      outcome: 'quarantined',
      reason: 'handed-over',
      typedBy: authorId,
      operation: typed.draft,
    })
    const own = await issueAbout(server, authorId, typed.id)
    expect(own.data).toMatchObject({ outcome: 'quarantined', reason: 'handed-over' })
    expect(own.data.typedBy).toBeUndefined()
    // The device of the owner hears of it with its next pull.
    const { records } = await owner.pull()
    expect(records.some(({ type, data }) => type === 'sync-issue' && data['typedBy'])).toBe(true)
  })

  test('[SR2] is news again for its author once it was decided, when it was put away before', async () => {
    const { author, owner, authorId, ownerId } = people()
    const typed = note(author, '客户问起提前还款。')
    await author.push([typed.draft])
    const own = await issueAbout(server, authorId, typed.id)
    await author.push([resolve(author, own.id, 'dismissed')])
    const issue = await issueAbout(server, ownerId, typed.id)
    await owner.push([resolve(owner, issue.id, 'dropped')])
    const told = await issueAbout(server, authorId, typed.id)
    expect(told.data).toMatchObject({ became: 'dropped', becameBy: ownerId })
    expect(told.data.resolution).toBeUndefined()
  })

  test('[SR2] taken, the record appears with its author and the time at which it was typed', async () => {
    const { author, owner, authorId, ownerId } = people()
    const typed = note(author, '客户说下周来签字。')
    const at = Date.now() - 3 * 60 * 60_000
    await author.push([{ ...typed.draft, at }])
    const issue = await issueAbout(server, ownerId, typed.id)
    expect((await owner.push([resolve(owner, issue.id, 'taken')])).results).toMatchObject([
      { outcome: 'applied' },
    ])
    const made = await stored(server, 'interaction', typed.id)
    expect(made).toMatchObject({
      scope: portfolioScope(ownerId),
      record: { createdBy: authorId, data: { text: '客户说下周来签字。', authorId } },
    })
    expect(Math.abs((made?.record.createdAt ?? 0) - at)).toBeLessThan(5000)
    expect((await issueAbout(server, authorId, typed.id)).data).toMatchObject({
      became: 'taken',
      becameBy: ownerId,
    })
    const { store } = server.services
    const rows = await store.read(({ audit }) => audit.after(0, 100_000))
    expect(
      rows.some(({ row }) => row.what === 'draft-taken' && row.operationId === typed.draft.id),
    ).toBe(true)
    expect(await store.read(({ audit }) => verifyAuditChain(audit))).toMatchObject({ ok: true })
  })

  test('[SR2] dropped, nothing changes, its author sees that and by whom, and keeps what was typed', async () => {
    const { author, owner, authorId, ownerId } = people()
    const typed = note(author, '这条不用了。')
    await author.push([typed.draft])
    const issue = await issueAbout(server, ownerId, typed.id)
    await owner.push([resolve(owner, issue.id, 'dropped')])
    expect(await stored(server, 'interaction', typed.id)).toBeUndefined()
    expect((await issueAbout(server, authorId, typed.id)).data).toMatchObject({
      became: 'dropped',
      becameBy: ownerId,
      operation: { args: { data: { text: '这条不用了。' } } },
    })
  })

  test('[SR2] what contradicts the new owner’s own edit becomes an issue of the new owner, and nothing is lost', async () => {
    const { author, owner, ownerId } = people()
    const data = (await stored(server, 'profile', customer))?.record.data
    const before = data?.['assetBand'] ?? null
    const [hers, his] = ['under_50k', '50k_500k', '500k_6m'].filter((band) => band !== before)
    const [kept = '', late = ''] = [hers, his]
    await owner.push([assetBand(owner, before, kept)])
    await author.push([assetBand(author, before, late)])
    const waiting = await issueAbout(server, ownerId, customer)
    await owner.push([resolve(owner, waiting.id, 'taken')])
    expect((await stored(server, 'profile', customer))?.record.data['assetBand']).toBe(kept)
    const conflict = (await issuesOf(server, ownerId)).find(
      ({ data }) => data.recordId === customer && data.outcome === 'conflict',
    )
    expect(conflict?.data.fields).toMatchObject([{ base: before, mine: late, theirs: kept }])
    expect(conflict?.data.typedBy).toBeUndefined()
  })

  test('[SR2] an edit of what waits itself waits too, and taking it takes the making of it first', async () => {
    const { author, owner, authorId, ownerId } = people()
    const id = randomUUID()
    const data = taskData(authorId, { customerId: customer })
    const completionId = randomUUID()
    const { results } = await author.push([
      author.draft('task', id, { kind: 'create', args: { data } }),
      author.draft('task', id, {
        kind: 'patch',
        args: { changes: { dueOn: { from: '2026-11-30', to: '2026-12-02' } } },
      }),
      author.draft('task', id, { kind: 'complete', args: { completionId } }),
    ])
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(3).fill('quarantined'))
    const waiting = (await issuesOf(server, ownerId)).filter(({ data }) => data.recordId === id)
    expect(waiting).toHaveLength(3)
    const last = waiting.find(({ data }) => data.operation['kind'] === 'complete')
    await owner.push([resolve(owner, last?.id ?? '', 'taken')])
    const made = (await stored(server, 'task', id))?.record.data
    // What was still to do went to the new owner, as in the hand-over itself.
    expect(made).toMatchObject({
      assigneeId: ownerId,
      dueOn: '2026-11-30',
      completions: { [completionId]: { by: authorId } },
    })
    const open = (await issuesOf(server, ownerId)).filter(
      ({ data }) => data.recordId === id && data.resolution === undefined,
    )
    expect(open.map(({ data }) => data.operation['kind'])).toEqual(['patch'])
  })

  test('[SR2] an edit of the card waits too; what every colleague may write on it is simply done', async () => {
    const { author, ownerId } = people()
    const card = (await stored(server, 'customer', customer))?.record.data
    const patch = (field: string, to: string) =>
      author.draft('customer', customer, {
        kind: 'patch',
        args: { changes: { [field]: { from: card?.[field] ?? null, to } } },
      })
    const next = card?.['stage'] === 'mature' ? 'growing' : 'mature'
    const { results } = await author.push([patch('stage', next), patch('salutation', '老街坊')])
    expect(results).toMatchObject([
      { outcome: 'quarantined', reason: 'handed-over' },
      { outcome: 'applied' },
    ])
    expect((await issueAbout(server, ownerId, customer)).data.recordType).toBe('customer')
  })

  test('[SR2] handed on once more, it goes to whoever owns the customer then', async () => {
    const { author, owner, lead, ownerId } = people()
    const third = await server.signIn(server.colleague('rm', 2))
    const typed = note(author, '转了两次手的客户。')
    await author.push([typed.draft])
    const issue = await issueAbout(server, ownerId, typed.id)
    await handOn(lead, { fromId: ownerId, toId: third.session.staffId, customerIds: [customer] })
    const moved = await issueAbout(server, third.session.staffId, typed.id)
    expect(moved.id).toBe(issue.id)
    expect((await owner.push([resolve(owner, issue.id, 'taken')])).results).toMatchObject([
      { outcome: 'rejected', reason: 'not-allowed' },
    ])
    await third.push([resolve(third, issue.id, 'taken')])
    const made = await stored(server, 'interaction', typed.id)
    expect(made?.scope).toBe(portfolioScope(third.session.staffId))
    // What is typed only now goes to the third at once.
    const late = note(author, '更晚写的。')
    await author.push([late.draft])
    expect((await issueAbout(server, third.session.staffId, late.id)).data.typedBy).toBeDefined()
  })

  test('[SR2] [I5] when the customer comes back, its author takes it, and a conflict of it is still to be settled', async () => {
    const { author, owner, lead, authorId, ownerId } = people()
    const before = await stored(server, 'profile', customer)
    const from = before?.record.data['assetBand'] ?? null
    const [hers = '', his = ''] = ['under_50k', '50k_500k', '500k_6m'].filter((to) => to !== from)
    await owner.push([assetBand(owner, from, hers)])
    await author.push([assetBand(author, from, his)])
    await handOn(lead, { fromId: ownerId, toId: authorId, customerIds: [customer] })
    const about = async () =>
      (await issuesOf(server, authorId)).filter(({ data }) => data.recordId === customer)
    const waiting = (await about()).find(({ data }) => data.typedBy === authorId)
    await author.push([resolve(author, waiting?.id ?? '', 'taken')])
    const conflict = (await about()).find(({ data }) => data.outcome === 'conflict')
    expect(conflict?.data.fields).toMatchObject([{ field: 'assetBand' }])
    expect(conflict?.data).not.toHaveProperty('became')
  })

  test('[SR2] the same push again, and the same operation under another epoch, make no second draft', async () => {
    const { author, owner, ownerId } = people()
    const typed = note(author, '只应出现一次。')
    await author.push([typed.draft])
    await author.pushRaw([{ n: 1, ...typed.draft }])
    const issue = await issueAbout(server, ownerId, typed.id)
    await owner.push([resolve(owner, issue.id, 'taken')])
    const next = randomUUID()
    const { device, epoch } = author
    await author.post('/sync/epoch', { device, former: epoch, next })
    const again = await author.pushRaw([{ n: 1, ...typed.draft }], { epoch: next })
    expect(await again.json()).toMatchObject({
      results: [{ outcome: 'quarantined', reason: 'handed-over' }],
    })
    const all = (await issuesOf(server, ownerId)).filter(({ data }) => data.recordId === typed.id)
    expect(all.map(({ data }) => data.resolution)).toEqual(['taken'])
  })

  test('[SR2] nobody decides about another one’s draft, twice, or about what was never one', async () => {
    const { author, owner, authorId, ownerId } = people()
    const teller = await server.signIn('teller')
    const typed = note(author, '别人不能替我收下。')
    await author.push([typed.draft])
    const issue = await issueAbout(server, ownerId, typed.id)
    for (const forger of [teller, author, people().lead]) {
      expect((await forger.push([resolve(forger, issue.id, 'taken')])).results).toMatchObject([
        { outcome: 'rejected', reason: 'not-allowed' },
      ])
    }
    expect(await stored(server, 'interaction', typed.id)).toBeUndefined()
    expect((await owner.push([resolve(owner, issue.id, 'dismissed')])).results).toMatchObject([
      { outcome: 'rejected', reason: 'invalid-value' },
    ])
    const own = await issueAbout(server, authorId, typed.id)
    expect((await author.push([resolve(author, own.id, 'taken')])).results).toMatchObject([
      { outcome: 'rejected', reason: 'invalid-value' },
    ])
    await owner.push([resolve(owner, issue.id, 'dropped')])
    const late = owner.draft('sync-issue', issue.id, {
      kind: 'patch',
      args: { changes: { resolution: { from: 'dropped', to: 'taken' } } },
    })
    expect((await owner.push([late])).results).toMatchObject([
      { outcome: 'rejected', reason: 'transition-not-legal' },
    ])
    expect(await stored(server, 'interaction', typed.id)).toBeUndefined()
  })

  test('[SR2] somebody who never owned the customer is refused as before', async () => {
    const { ownerId } = people()
    const third = await server.signIn(server.colleague('rm', 2))
    const other = await server.signIn('teller')
    for (const by of [third, other]) {
      const typed = note(by, '不是我的客户。')
      const { results } = await by.push([typed.draft])
      expect(results).toMatchObject([{ outcome: 'rejected', reason: 'not-allowed' }])
      const found = (await issuesOf(server, ownerId)).filter(
        ({ data }) => data.recordId === typed.id,
      )
      expect(found).toEqual([])
    }
  })

  test('[SR2] both managers go on pushing, each into what is his', async () => {
    const { author, owner, authorId, ownerId } = people()
    const kept = (await customersOf(server, author))[0] ?? ''
    const own = author.draft('task', randomUUID(), {
      kind: 'create',
      args: { data: taskData(authorId, { customerId: kept }) },
    })
    const gained = owner.draft('task', randomUUID(), {
      kind: 'create',
      args: { data: taskData(ownerId, { customerId: customer }) },
    })
    expect((await author.push([own])).results).toMatchObject([{ outcome: 'applied' }])
    expect((await owner.push([gained])).results).toMatchObject([{ outcome: 'applied' }])
    expect((await stored(server, 'task', own.recordId))?.scope).toBe(portfolioScope(authorId))
    expect((await stored(server, 'task', gained.recordId))?.scope).toBe(portfolioScope(ownerId))
  })
})
