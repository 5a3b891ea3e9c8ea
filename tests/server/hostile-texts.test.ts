import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWithHostileTexts } from '#tests/support/hostile-branch.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
let [manager, other, lead]: TestClient[] = []
beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('rm')
  other = await server.signIn(server.colleague('rm', 1))
  lead = await server.signIn('lead')
})
afterAll(() => server.close())

/** What two people changed, and what the server adds to. */
const changed = /^(?:customer|complaint) /u

test('[SE3] hostile texts in every text field are taken and come back as they were sent, to the last lone surrogate', async () => {
  if (!manager || !other || !lead) throw new Error('Nobody is signed in.')
  const first = await fillWithHostileTexts({ manager, other, lead }, 'taken 1')
  const second = await fillWithHostileTexts({ manager, other, lead }, 'taken 2')
  const { records } = await manager.pull()
  const here = new Map<string, object>(records.map(({ type, id, data }) => [`${type} ${id}`, data]))
  const sent = [...first.sent, ...second.sent].filter(([record]) => !changed.test(record))
  expect(sent).toHaveLength(26)
  expect(sent.map(([record]) => [record, here.get(record)])).toEqual(sent)
})
