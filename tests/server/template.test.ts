import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Change } from '#shared/protocol/operation.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
let manager: TestClient
let otherManager: TestClient
let lead: TestClient
let teller: TestClient

beforeAll(async () => {
  server = await startTestServer({ customers: 10 })
  manager = await server.signIn('rm')
  otherManager = await server.signIn(server.colleague('rm', 1))
  lead = await server.signIn('lead')
  teller = await server.signIn('teller')
})
afterAll(() => server.close())

const kept = '{称呼}，生日快乐！{客户经理}'

function made(place: object, text = kept): Change {
  const data = { ...place, occasion: 'birthday', tone: 'warm', text, active: true }
  return { kind: 'create', args: { data } }
}

async function push(by: TestClient, id: string, change: Change): Promise<OperationResult> {
  const { results } = await by.push([by.draft('template', id, change)])
  return results[0] ?? { n: 0, outcome: 'deferred' }
}

async function sees(by: TestClient, id: string): Promise<boolean> {
  return (await by.pull()).records.some((record) => record.id === id)
}

test('[R26] [SC2] a template of the branch is written by the lead and read by everybody, one’s own by oneself alone', async () => {
  const { branchId } = lead.session
  const [ofBranch, own] = [randomUUID(), randomUUID()]
  expect((await push(manager, ofBranch, made({ branchId }))).reason).toBe('not-allowed')
  expect((await push(lead, ofBranch, made({ branchId }))).outcome).toBe('applied')
  for (const each of [manager, otherManager, teller, lead]) {
    expect(await sees(each, ofBranch)).toBe(true)
  }
  const archive = { kind: 'archive', args: {} } as const
  expect((await push(manager, ofBranch, archive)).reason).toBe('not-allowed')

  const ownerId = manager.session.staffId
  expect((await push(otherManager, own, made({ ownerId }))).reason).toBe('not-allowed')
  expect((await push(manager, own, made({ ownerId }))).outcome).toBe('applied')
  expect(await sees(manager, own)).toBe(true)
  expect(await sees(otherManager, own)).toBe(false)
  expect(await sees(lead, own)).toBe(false)
  expect((await push(lead, own, archive)).outcome).toBe('rejected')
})

test('[R26] [SC5] what a template must not say is refused whoever sends it and however, and the refusal repeats none of it', async () => {
  const { branchId } = lead.session
  const id = randomUUID()
  const refused = async (text: string, change: Change, kind: string) => {
    const result = await push(lead, id, change)
    expect(result).toMatchObject({
      outcome: 'rejected',
      reason: 'invalid-value',
      details: ['text', kind],
    })
    expect(JSON.stringify(result)).not.toContain(text)
  }
  await refused('保本', made({ branchId }, '这款保本，{称呼}放心'), 'promise')
  await refused('guaranteed', made({ branchId }, '{称呼}, a guaranteed return of 3%'), 'promise')
  await refused('年龄', made({ branchId }, '祝您{年龄}岁生日快乐'), 'placeholder')
  await refused('清明', made({ branchId }, '{称呼}，清明安康'), 'no-greet')
  expect(await sees(lead, id)).toBe(false)

  expect((await push(lead, id, made({ branchId }))).outcome).toBe('applied')
  const to = `${kept}稳赚不赔。`
  const edit = { kind: 'edit-text', args: { field: 'text', from: kept, to } } as const
  await refused('稳赚', edit, 'promise')
  const patch = { kind: 'patch', args: { changes: { text: { from: kept, to } } } } as const
  await refused('稳赚', patch, 'promise')
  // The same words in a note are somebody's own, and a hint to the writer is all.
  const { records } = await lead.pull()
  expect(records.find((record) => record.id === id)?.data['text']).toBe(kept)
})
