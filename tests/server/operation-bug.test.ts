import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { installFaults } from '#shared/faults/buggify.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterEach(() => installFaults(undefined))
afterAll(() => server.close())

test('[PU2] an operation that meets a bug is refused alone: its neighbours are stored, nothing of it is', async () => {
  const client = await server.signIn('rm')
  const ids = [randomUUID(), randomUUID(), randomUUID()]
  const drafts = ids.map((id, index) => {
    const data = taskData(client.session.staffId, { title: `第 ${index + 1} 件事` })
    return client.draft('task', id, { kind: 'create', args: { data } })
  })
  let run = 0
  installFaults((point, where) => {
    if (point !== 'operation-run' || where !== client.device) return undefined
    run += 1
    return run === 2 ? Promise.reject(new Error('a bug')) : undefined
  })
  const { lastN, results } = await client.push(drafts)
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'rejected', 'applied'])
  expect([lastN, results[1]?.reason]).toEqual([3, 'internal-error'])
  const { store } = server.services
  const kept = await Promise.all(
    ids.map((id) => store.read(({ records }) => records.get('task', id))),
  )
  expect(kept.map((found) => found !== undefined)).toEqual([true, false, true])
  // What was typed is not lost with it: it is in the list of what needs a person.
  const { records } = await client.pull()
  const issues = records.filter(({ type }) => type === 'sync-issue')
  expect(issues).toHaveLength(1)
  expect(JSON.stringify(issues[0])).toContain('第 2 件事')
})
