import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RecordType, recordTypes } from '#shared/protocol/record.ts'
import { fillWithHostileTexts } from '#tests/support/hostile-branch.ts'
import { foundAt, freeTexts } from '#tests/support/schema-places.ts'
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
  expect(sent).toHaveLength(36)
  expect(sent.map(([record]) => [record, here.get(record)])).toEqual(sent)
})

/** The server alone writes them; names of colleagues and branches are in `tests/faults/show-hostile-texts.ts`. */
const ofServer: RecordType[] = ['branch', 'staff', 'rule-table', 'sync-issue', 'loss-report']

test('[SE3] what is tried is every text field of every record type, as the schemas say', async () => {
  const records = (await Promise.all([lead!.pull(), manager!.pull()])).flatMap((all) => all.records)
  const missing = recordTypes
    .filter((type) => !ofServer.includes(type))
    .flatMap((type) => {
      const ofType = records.filter((record) => record.type === type)
      return freeTexts(type)
        .filter(({ path }) => ofType.every(({ data }) => foundAt(data, path).length === 0))
        .map(({ path }) => `${type} ${path.join('.')}`)
    })
  expect(missing).toEqual([])
})
