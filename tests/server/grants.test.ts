import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#shared/domain/role.ts'
import {
  betweenColleaguesScope,
  portfolioScope,
  restrictedComplaintsScope,
} from '#shared/protocol/scope.ts'
import type { Pulled } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { complaintData } from './record-data.ts'

let server: TestServer
const pulledBy = new Map<Role, Pulled>()
beforeAll(async () => {
  server = await startTestServer({ customers: 60 })
  for (const role of ['rm', 'lobby', 'teller', 'lead', 'consumer_protection', 'admin'] as const) {
    pulledBy.set(role, await (await server.signIn(role)).pull())
  }
})
afterAll(() => server.close())

function pulled(role: Role): Pulled {
  const found = pulledBy.get(role)
  if (found === undefined) throw new Error(`Not pulled: ${role}`)
  return found
}

function typesOf(role: Role): string[] {
  return [...new Set(pulled(role).records.map(({ type }) => type))].toSorted()
}

test('[SC5] every pulled row is in a scope that the person holds', () => {
  for (const { records, checkpoint } of pulledBy.values()) {
    for (const { scope } of records) expect(checkpoint.scopes).toHaveProperty(scope)
  }
})

test('[SC5] a relationship manager gets the own portfolio and no other', () => {
  const { id } = server.colleague('rm')
  const portfolios = new Set(
    pulled('rm')
      .records.map(({ scope }) => scope)
      .filter((scope) => scope.startsWith('portfolio:')),
  )
  expect(portfolios).toEqual(new Set([portfolioScope(id)]))
  expect(pulled('rm').records.filter(({ type }) => type === 'customer')).toHaveLength(60)
})

test('[SC5] lobby and teller see cards and complaints, but no profile, note, date or task of a customer', () => {
  for (const role of ['lobby', 'teller'] as const) {
    expect(typesOf(role)).toEqual(['branch', 'complaint', 'customer', 'rule-table', 'staff'])
  }
})

test('[SC5] the lead sees every portfolio of the branch', () => {
  const profiles = pulled('lead').records.filter(({ type }) => type === 'profile')
  expect(profiles).toHaveLength(60)
})

test('[SC5] an administrator sees no customer and no complaint', () => {
  expect(typesOf('admin')).toEqual(['branch', 'rule-table'])
})

test('[SC5] restricted complaints go to the lead and the consumer-protection officer alone', () => {
  const restricted = restrictedComplaintsScope(server.colleague('lead').branchId)
  for (const role of ['lead', 'consumer_protection'] as const) {
    expect(pulled(role).records.some(({ scope }) => scope === restricted)).toBe(true)
  }
  for (const role of ['rm', 'lobby', 'teller', 'admin'] as const) {
    expect(pulled(role).records.some(({ scope }) => scope === restricted)).toBe(false)
    expect(pulled(role).checkpoint.scopes).not.toHaveProperty(restricted)
  }
})

test('[SC2] nobody reads a complaint that names himself, not even the lead, and the checksum agrees', async () => {
  const [teller, lead, officer] = [
    await server.signIn('teller'),
    await server.signIn('lead'),
    await server.signIn('consumer_protection'),
  ]
  const { branchId, staffId } = teller.session
  const id = randomUUID()
  const data = complaintData(branchId, staffId, randomUUID(), {
    respondentStaffId: lead.session.staffId,
  })
  const answer = await teller.push([
    teller.draft('complaint', id, { kind: 'create', args: { data } }),
  ])
  expect(answer.results).toMatchObject([{ outcome: 'applied' }])
  const [byLead, byOfficer] = [await lead.pull(), await officer.pull()]
  const scope = restrictedComplaintsScope(branchId)
  expect(byLead.records.some((record) => record.id === id)).toBe(false)
  expect(byOfficer.records.some((record) => record.id === id)).toBe(true)
  const visible = byLead.records.filter((record) => record.scope === scope).length
  expect(byLead.checkpoint.scopes[scope]?.count).toBe(visible)
  expect(byOfficer.checkpoint.scopes[scope]?.count).toBe(visible + 1)
  // Who may not read it cannot write into it either.
  const event = {
    id: randomUUID(),
    kind: 'note',
    by: lead.session.staffId,
    occurredAt: 1,
    text: '看到了',
  }
  const written = await lead.push([
    lead.draft('complaint', id, { kind: 'append', args: { event } }),
  ])
  expect(written.results).toMatchObject([{ outcome: 'rejected', reason: 'not-allowed' }])
})

test('[SC2][SC5][R21] a task that one colleague gives another reaches the two, and not the lead, who can neither count nor change it', async () => {
  const [manager, teller, lead] = [
    await server.signIn('rm'),
    await server.signIn('teller'),
    await server.signIn('lead'),
  ]
  const { branchId, staffId } = manager.session
  const [card] = pulled('rm').records.filter(({ type }) => type === 'customer')
  const id = randomUUID()
  const data = {
    title: '帮忙准备开户材料',
    kind: 'other',
    customerId: card?.id,
    assigneeId: teller.session.staffId,
    dueOn: '2026-12-01',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
    askedBy: staffId,
    branchId,
  }
  const asked = await manager.push([manager.draft('task', id, { kind: 'create', args: { data } })])
  expect(asked.results).toMatchObject([{ outcome: 'applied' }])
  const scope = betweenColleaguesScope(branchId)
  for (const [client, count] of [
    [manager, 1],
    [teller, 1],
    [lead, 0],
  ] as const) {
    const { records, checkpoint, start } = await client.pull(null, { compare: [scope] })
    expect(records.filter((record) => record.id === id)).toHaveLength(count)
    expect(checkpoint.scopes[scope]?.count).toBe(count)
    expect(start.records).toBe(records.length)
  }
  const complete = { kind: 'complete', args: { completionId: randomUUID() } } as const
  const byLead = await lead.push([lead.draft('task', id, complete)])
  expect(byLead.results).toMatchObject([{ outcome: 'rejected', reason: 'not-allowed' }])
  const byTeller = await teller.push([teller.draft('task', id, complete)])
  expect(byTeller.results).toMatchObject([{ outcome: 'applied' }])
  const { records } = await manager.pull()
  expect(records.find((record) => record.id === id)).toMatchObject({
    data: { completions: { [complete.args.completionId]: { by: teller.session.staffId } } },
  })
})

test('[SC5] a colleague of the counter cannot write into a portfolio, with an id that he knows', async () => {
  const teller = await server.signIn('teller')
  const profile = pulled('lead').records.find(({ type }) => type === 'profile')
  const id = profile?.id ?? ''
  const answer = await teller.push([
    teller.draft('profile', id, {
      kind: 'patch',
      args: { changes: { family: { from: null, to: '不该写进去' } } },
    }),
  ])
  expect(answer.results).toMatchObject([{ outcome: 'rejected', reason: 'not-allowed' }])
  const stored = await server.services.store.read(({ records }) => records.get('profile', id))
  expect(JSON.stringify(stored)).not.toContain('不该写进去')
})

test('[SE3] numbers, roles and other things of the server cannot be set by a client', async () => {
  const teller = await server.signIn('teller')
  const { branchId, staffId } = teller.session
  const data = { ...complaintData(branchId, staffId, randomUUID()), number: 'YLL-2026-9999' }
  const answer = await teller.push([
    teller.draft('complaint', randomUUID(), { kind: 'create', args: { data } }),
    teller.draft('staff', staffId, {
      kind: 'patch',
      args: { changes: { role: { from: 'teller', to: 'lead' } } },
    }),
  ])
  expect(answer.results).toMatchObject([
    { outcome: 'rejected', reason: 'server-owned-field' },
    { outcome: 'rejected', reason: 'not-allowed' },
  ])
})

test('[SC5] who received a restricted complaint adds to it unseen, but writes over nobody and sees nothing of what others wrote', async () => {
  const teller = await server.signIn('teller')
  const lead = await server.signIn('lead')
  const { staffId, branchId } = teller.session
  const id = randomUUID()
  const data = complaintData(branchId, staffId, randomUUID(), { sensitive: ['regulator'] })
  const first = await teller.push([
    teller.draft('complaint', id, { kind: 'create', args: { data } }),
    teller.draft('complaint', id, contact('13922223333')),
  ])
  expect(first.results).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }])
  await lead.push([lead.draft('complaint', id, contact('13911112222', '13922223333'))])
  const event = { id: randomUUID(), kind: 'note', by: staffId, occurredAt: 1, text: '补充一句。' }
  const { results } = await teller.push([
    teller.draft('complaint', id, { kind: 'append', args: { event } }),
    teller.draft('complaint', id, contact('13933334444')),
  ])
  expect(results).toMatchObject([
    { outcome: 'applied' },
    { outcome: 'rejected', reason: 'not-allowed' },
  ])
  const issues = (await teller.pull()).records.filter(({ type }) => type === 'sync-issue')
  expect(JSON.stringify(issues)).toContain('13933334444')
  expect(JSON.stringify(issues)).not.toContain('13911112222')
})

function contact(to: string, from = '13800001234') {
  return { kind: 'patch' as const, args: { changes: { contact: { from, to } } } }
}
