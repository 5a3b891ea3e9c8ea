import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { recordTypes } from '#shared/protocol/record.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 30 })
})
afterAll(() => server.close())

const addresses = [
  '/sync/push',
  '/sync/pull',
  '/sync/epoch',
  '/api/password',
  '/admin/staff',
  '/api/setup',
]

test('[SE3] whatever is sent to an address, the answer is a refusal and never a failure', async () => {
  const teller = await server.signIn('teller')
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...addresses), fc.jsonValue(), async (path, body) => {
      const response = await teller.post(path, body)
      await response.arrayBuffer()
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.status).toBeLessThan(500)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
    }),
    { numRuns: 200 },
  )
})

test('[SC5] a teller who forges operations changes nothing that is not his, and each has an outcome', async () => {
  const { store } = server.services
  const lead = await server.signIn('lead')
  const before = await lead.pull()
  const foreign = before.records.filter(({ scope }) => scope.startsWith('portfolio:'))
  const teller = await server.signIn('teller')
  await fc.assert(
    fc.asyncProperty(fc.array(forged(teller, foreign), { maxLength: 8 }), async (drafts) => {
      const operations = drafts.map((draft, index) => ({ ...draft, n: teller.nextN + index }))
      const response = await teller.pushRaw(operations)
      // A body that wants to change what objects are is not read at all.
      if (
        /"(__proto__|constructor)":/.test(JSON.stringify(operations)) &&
        response.status === 400
      ) {
        return
      }
      const { results, lastN } = PushResponse.parse(await response.json())
      expect(results).toHaveLength(operations.length)
      teller.nextN = lastN + 1
    }),
    { numRuns: 100 },
  )
  const after = await lead.pull(before.checkpoint.cursor)
  expect(after.records.filter(({ scope }) => scope.startsWith('portfolio:'))).toEqual([])
  expect(await store.read(({ audit }) => verifyAuditChain(audit))).toMatchObject({ ok: true })
})

/** Operations that know real ids and real fields, and others that are nonsense. */
function forged(
  teller: TestClient,
  foreign: readonly { type: string; id: string; createdBy: string }[],
) {
  const target = fc.constantFrom(...foreign.slice(0, 200))
  const changes = fc.dictionary(
    fc.constantFrom('title', 'family', 'text', 'dueOn', 'ownerId', 'note'),
    fc.record({ from: fc.jsonValue(), to: fc.jsonValue() }),
  )
  const change = fc.oneof(
    fc.record({ kind: fc.constant('patch'), args: fc.record({ changes }) }),
    fc.record({
      kind: fc.constant('create'),
      args: fc.record({ data: fc.dictionary(fc.string(), fc.jsonValue()) }),
    }),
    fc.record({ kind: fc.constantFrom('archive', 'restore'), args: fc.constant({}) }),
    fc.record({
      kind: fc.constant('complete'),
      args: fc.record({ completionId: fc.oneof(fc.uuid(), fc.constant('__proto__')) }),
    }),
    fc.record({ kind: fc.string(), args: fc.jsonValue() }),
  )
  return fc
    .record({
      target,
      change,
      author: fc.boolean(),
      type: fc.option(fc.constantFrom(...recordTypes)),
      at: fc.oneof(fc.integer(), fc.constant(1e15)),
    })
    .map(({ target, change, author, type, at }) => ({
      id: randomUUID(),
      recordType: type ?? target.type,
      recordId: target.id,
      at,
      schemaVersion: 1,
      author: author ? teller.session.staffId : target.createdBy,
      ...change,
    }))
}
