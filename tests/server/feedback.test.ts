import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Feedback } from '#shared/domain/feedback.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
let manager: TestClient
let otherManager: TestClient
let teller: TestClient
let lead: TestClient

beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
  manager = await server.signIn('rm')
  otherManager = await server.signIn(server.colleague('rm', 1))
  teller = await server.signIn('teller')
  lead = await server.signIn('lead')
})
afterAll(() => server.close())

/** Writes down what somebody said; answers the outcome. */
async function say(by: TestClient, id: string, about: Partial<Feedback>): Promise<string> {
  const data = {
    receivedBy: by.session.staffId,
    receivedOn: '2026-11-02',
    channel: 'branch',
    category: 'waiting',
    text: '等了一个小时。',
    state: 'open',
    ...about,
  }
  const { results } = await by.push([by.draft('feedback', id, { kind: 'create', args: { data } })])
  return results[0]?.outcome ?? ''
}

async function customerOf(by: TestClient): Promise<string> {
  const { records } = await by.pull()
  const own = records.find(
    ({ type, data }) => type === 'customer' && data['ownerId'] === by.session.staffId,
  )
  return own?.id ?? ''
}

async function sees(by: TestClient, id: string): Promise<boolean> {
  return (await by.pull()).records.some((record) => record.id === id)
}

test('[R30] [SC2] what a customer said is pulled by his owner and the lead alone, so nobody else can count it', async () => {
  const id = randomUUID()
  expect(await say(manager, id, { customerId: await customerOf(manager) })).toBe('applied')
  expect(await sees(manager, id)).toBe(true)
  expect(await sees(lead, id)).toBe(true)
  expect(await sees(otherManager, id)).toBe(false)
  expect(await sees(teller, id)).toBe(false)
})

test('[R30] [SC2] what was said without a name is for the whole branch', async () => {
  const id = randomUUID()
  expect(await say(teller, id, { branchId: teller.session.branchId })).toBe('applied')
  for (const each of [manager, otherManager, teller, lead]) expect(await sees(each, id)).toBe(true)
})

test('[R30] [SC5] nobody writes it of a customer whom another looks after, in the name of another, or takes it away', async () => {
  const id = randomUUID()
  const customerId = await customerOf(manager)
  expect(await say(otherManager, id, { customerId })).toBe('rejected')
  expect(await say(teller, id, { customerId })).toBe('rejected')
  const { branchId, staffId } = manager.session
  expect(await say(teller, id, { branchId, receivedBy: staffId })).toBe('rejected')
  expect(await say(teller, id, { branchId })).toBe('applied')
  const archive = async (by: TestClient) =>
    (await by.push([by.draft('feedback', id, { kind: 'archive', args: {} })])).results[0]?.outcome
  expect(await archive(manager)).toBe('rejected')
  expect(await archive(teller)).toBe('applied')
})
