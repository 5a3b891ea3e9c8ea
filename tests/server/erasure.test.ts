import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import { SyncIssue } from '#shared/domain/sync-issue.ts'
import { recordTypes } from '#shared/protocol/record.ts'
import { branchScope, portfolioScope } from '#shared/protocol/scope.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { eraseCustomer } from '#server/erase-customer.ts'
import { certificateOf, type ErasureCertificate } from '#server/erasure-certificate.ts'
import { showCustomer } from '#server/show-customer.ts'
import type { Pulled, TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { card, planted, plantCustomer, type PlantedCustomer, stillHeld } from './erased-branch.ts'

let server: TestServer
let manager: TestClient
let teller: TestClient
let lead: TestClient
let customer: PlantedCustomer
let before: Pulled
let shown: string
let certificate: ErasureCertificate
const texts = Object.values(planted)

beforeAll(async () => {
  server = await startTestServer({ customers: 30 })
  manager = await server.signIn('rm')
  teller = await server.signIn('teller')
  lead = await server.signIn('lead')
  customer = await plantCustomer(server, { manager, teller, lead })
  before = await lead.pull()
  shown = JSON.stringify(await showCustomer(server.services, customer.id))
  certificate = await eraseCustomer(server.services, customer.id, '客户书面要求')
})
afterAll(() => server.close())

test('[SE7] before, everything that is held is shown in words, with who did what, and the look is in the audit', async () => {
  expect(texts.filter((text) => !shown.includes(text))).toEqual([])
  const { name, staffNo } = server.colleague('rm')
  expect(shown).toContain(`${name}（${staffNo}）`)
  for (const word of ['客户卡', '客户档案', '联系记录', '贵宾', '以前的内容', '经手记录', '手机']) {
    expect(shown).toContain(word)
  }
  expect(await auditedWhats()).toContain('customer-shown')
  await expect(showCustomer(server.services, randomUUID())).rejects.toThrow('There is no customer')
})

test('[SE7] what is planted is of every record type that can name a customer', () => {
  const ofBank = ['branch', 'staff', 'rule-table', 'template', 'handover']
  const ofNobody = [...ofBank, 'sync-issue', 'loss-report']
  const ofCustomers = recordTypes.filter((type) => !ofNobody.includes(type))
  expect(new Set(customer.erased.map(([type]) => type))).toEqual(new Set(ofCustomers))
})

test('[SE7] nothing of the customer is left in any table, nor anywhere in the file', async () => {
  expect(await stillHeld(server, texts)).toEqual([])
  expect(certificate.wiped).toBe(true)
  // The search does find what is there.
  expect(await stillHeld(server, ['洪另一', '投诉登记的姓名'])).toHaveLength(2)
})

test('[SE7] notes about others too and hand-overs stay without the name, and what the law keeps loses its link', async () => {
  const { store } = server.services
  const note = await store.read(({ records }) => records.get('interaction', customer.sharedNoteId))
  expect(note?.record.data).toMatchObject({
    customerIds: [customer.otherId],
    text: '〔已删除〕和洪另一一起来，问到〔已删除〕。',
  })
  // R4: what was written about several at once is a note of each; that of another stays, without the name.
  const sibling = await store.read(({ records }) =>
    records.get('interaction', customer.siblingNoteId),
  )
  expect(sibling?.record.data).toMatchObject({
    customerIds: [customer.otherId],
    text: '陪〔已删除〕来的，一起听了介绍。',
  })
  const complaint = await store.read(({ records }) =>
    records.get('complaint', customer.openComplaintId),
  )
  expect(complaint?.record.data).toMatchObject({ complainantName: '投诉登记的姓名' })
  expect(complaint?.record.data).not.toHaveProperty('customerId')
  const handover = await store.read(({ records }) => records.get('handover', customer.handoverId))
  expect(handover?.record.data).toMatchObject({
    customerIds: [customer.otherId],
    note: '请多关照〔已删除〕。',
  })
  expect(certificate).toMatchObject({
    customer: customer.id,
    reason: '客户书面要求',
    records: {
      customer: 1,
      profile: 1,
      interaction: 1,
      task: 2,
      'important-date': 1,
      need: 1,
      'finance-snapshot': 1,
      relation: 2,
      'service-plan': 1,
      'churn-signal': 1,
      consent: 1,
      'life-event': 1,
      feedback: 1,
      complaint: 1,
      'sync-issue': 2,
    },
    operationsWaiting: 2,
    sharedNotes: [customer.sharedNoteId, customer.siblingNoteId],
    handovers: [customer.handoverId],
    complaintsKept: [{ id: customer.openComplaintId, until: null }],
    stillMentionedIn: [],
  })
})

test('[SE7] [SC4] a device hears of all of it at its next pull, and count and checksum are those of what is left', async () => {
  const after = await lead.pull(before.checkpoint.cursor)
  const outs = after.pages.flatMap(({ outs = [] }) => outs.map(([, type, id]) => `${type} ${id}`))
  // Tasks of the manager himself and issues of others were never on this device.
  const seen = new Set(before.records.map(({ type, id }) => `${type} ${id}`))
  const expected = customer.erased
    .map(([type, id]) => `${type} ${id}`)
    .filter((row) => seen.has(row))
  expect(expected.length).toBeGreaterThan(4)
  expect(outs).toEqual(expect.arrayContaining(expected))
  expect(JSON.stringify(after)).not.toContain(planted.name)

  const fresh = await lead.pull()
  const { staffId, branchId } = manager.session
  for (const scope of [branchScope(branchId), portfolioScope(staffId)]) {
    const rows = fresh.records.filter((record) => record.scope === scope)
    const checksum = rows.reduce(
      (sum, { type, id, seq }) => addToChecksum(sum, rowChecksum(type, id, seq)),
      0,
    )
    expect(fresh.checkpoint.scopes[scope]).toEqual({ count: rows.length, checksum })
  }
})

test('[SE7] the certificate names the devices that have pulled past it, and those that have not', async () => {
  const stand = async () => {
    const now = await server.services.store.read((reader) => certificateOf(reader, customer.id))
    return {
      confirmed: now?.confirmed.map(({ device }) => device),
      pending: now?.pending.map(({ device }) => device),
    }
  }
  expect(certificate.confirmed).toEqual([])
  expect(certificate.pending.map(({ of }) => of)).toContain(
    `${server.colleague('rm').staffNo} ${server.colleague('rm').name}`,
  )
  // It asks from before the erasure: it has not stored it yet.
  const after = await lead.pull(before.checkpoint.cursor)
  expect((await stand()).confirmed).toEqual([])
  await lead.pull(after.checkpoint.cursor)
  expect((await stand()).confirmed).toEqual([lead.device])
  // Without a cursor nothing is said; the manager has not pulled at all.
  await teller.pull()
  const { pending } = await stand()
  expect(pending).toEqual(expect.arrayContaining([manager.device, teller.device]))
  await teller.pull((await teller.pull()).checkpoint.cursor)
  expect((await stand()).confirmed).toHaveLength(2)
  expect((await auditedWhats()).filter((what) => what === 'erasure-confirmed')).toHaveLength(2)
})

test('[SE7] what comes afterwards about it is answered “gone”, its author is told, and its content is not kept', async () => {
  const late = '离线时又写的一句'
  const note = { customerIds: [customer.id], authorId: manager.session.staffId, at: 1 }
  const drafts = [
    manager.draft('interaction', customer.noteId, {
      kind: 'edit-text',
      args: { field: 'text', from: planted.note, to: `${planted.note}${late}` },
    }),
    manager.draft('interaction', randomUUID(), {
      kind: 'create',
      args: {
        data: { ...note, channel: 'phone', direction: 'out', purpose: [], text: late },
      },
    }),
    // It does not come back as another record under its id either.
    manager.draft('customer', customer.id, {
      kind: 'create',
      args: { data: { ...card(manager, planted.name, [late]) } },
    }),
  ]
  const n = manager.nextN
  const { results } = await manager.push(drafts)
  expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual(
    drafts.map(() => ['gone', 'record-erased']),
  )
  const stale = await manager.pushRaw([{ n: 99, ...drafts[1] }], { epoch: randomUUID() })
  expect(stale.status).toBe(409)
  expect(await stillHeld(server, [late, ...texts])).toEqual([])

  // Sent again it is the same, and what was answered before the erasure is not run again.
  const again = await manager.pushRaw(drafts.map((draft, index) => ({ n: n + index, ...draft })))
  expect(again.status).toBe(200)
  const first = await manager.pushRaw([{ n: 1, ...drafts[2], id: randomUUID() }])
  expect(await first.json()).toMatchObject({ results: [{ n: 1, outcome: 'applied' }] })

  const { records } = await manager.pull()
  const issues = records
    .filter(({ type }) => type === 'sync-issue')
    .map(({ data }) => SyncIssue.parse(data))
    .filter(({ reason }) => reason === 'record-erased')
  expect(issues).toHaveLength(drafts.length)
  expect(issues.every(({ operation }) => operation['args'] === undefined)).toBe(true)
})

test('[SE7] a complaint that names an erased customer is taken in all the same', async () => {
  const open = await server.services.store.read(({ records }) =>
    records.get('complaint', customer.openComplaintId),
  )
  const eventId = randomUUID()
  const { staffId } = manager.session
  const { number: _number, events: _events, ...data } = open?.record.data ?? {}
  const { results } = await manager.push([
    manager.draft('complaint', randomUUID(), {
      kind: 'create',
      args: {
        data: {
          ...data,
          customerId: customer.id,
          events: { [eventId]: { id: eventId, kind: 'registered', by: staffId, occurredAt: 1 } },
        },
      },
    }),
  ])
  expect(results).toMatchObject([{ outcome: 'applied' }])
})

test('[SE7] [SE6] it is in the audit with ids alone, the chain verifies, and once more changes nothing', async () => {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  const erasures = rows.filter(({ row }) => row.what === 'customer-erased')
  expect(erasures.map(({ row }) => row.refId)).toEqual([customer.id])
  expect(await server.services.store.read(({ audit }) => verifyAuditChain(audit))).toMatchObject({
    ok: true,
  })
  const again = await eraseCustomer(server.services, customer.id, '再来一次')
  expect(again).toMatchObject({ id: certificate.id, reason: '客户书面要求' })
  await expect(eraseCustomer(server.services, randomUUID(), '没有')).rejects.toThrow(
    'There is no customer',
  )
})

test('[SE7] records of others that hold the name are named for a person to look at', async () => {
  const [thirdId, noteId] = [randomUUID(), randomUUID()]
  const note = { authorId: manager.session.staffId, at: 1, channel: 'phone', direction: 'out' }
  await manager.push([
    manager.draft('customer', thirdId, {
      kind: 'create',
      args: { data: { ...card(manager, '第三人', []) } },
    }),
    manager.draft('interaction', noteId, {
      kind: 'create',
      args: {
        data: { ...note, purpose: [], customerIds: [thirdId], text: '是洪另一介绍来的。' },
      },
    }),
  ])
  const erased = await eraseCustomer(server.services, customer.otherId, '客户书面要求')
  expect(erased.stillMentionedIn).toEqual([{ type: 'interaction', id: noteId }])
  // The note that was about both is about nobody else any more, and there was one of her own.
  expect(erased.records).toMatchObject({ customer: 1, interaction: 2 })
})

async function auditedWhats(): Promise<string[]> {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.map(({ row }) => row.what)
}
