import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SetupDemoResponse } from '#shared/protocol/session-message.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer({ customers: 0 })
})
afterEach(() => server.close())

const branch = {
  branchName: '人民路网点',
  name: '管理员甲',
  staffNo: 'A1',
  password: 'my first pass',
}

function hello() {
  return fetch(`${server.url}/api/hello`).then((response) => response.json())
}

describe('[SE1] the first start', () => {
  test('[SE1] the code of the terminal makes the branch and its administrator, once', async () => {
    const client = createTestClient(server.url)
    expect(await hello()).toMatchObject({ setup: 'empty', demo: false })
    const body = { ...branch, code: server.setupCode }
    expect((await client.post('/api/setup', body)).status).toBe(204)
    expect(await hello()).toMatchObject({ setup: 'ready', demo: false })
    expect((await client.signIn('A1', 'my first pass')).status).toBe(200)
    expect(client.session).toMatchObject({ role: 'admin', branchName: '人民路网点' })
    expect((await client.post('/api/setup', body)).status).toBe(409)
    const types = (await client.pull()).records.map(({ type }) => type)
    expect(types.toSorted()).toEqual(['branch', 'rule-table'])
  })

  test('[SE1] a wrong code opens nothing, and guessing has to wait', async () => {
    const client = createTestClient(server.url)
    const body = { ...branch, code: 'aaaa-bbbb-cccc-dddd' }
    for (let round = 0; round < 5; round += 1) {
      expect((await client.post('/api/setup', body)).status).toBe(403)
    }
    expect((await client.post('/api/setup', body)).status).toBe(429)
    expect(await hello()).toMatchObject({ setup: 'empty' })
  })

  test('[SE1] the code is taken however it is typed', async () => {
    const client = createTestClient(server.url)
    const code = server.setupCode?.replaceAll('-', ' ').toUpperCase()
    expect((await client.post('/api/setup', { ...branch, code })).status).toBe(204)
  })

  test('[SE1] a short password is refused', async () => {
    const client = createTestClient(server.url)
    const body = { ...branch, password: 'short', code: server.setupCode }
    expect((await client.post('/api/setup', body)).status).toBe(422)
  })

  test('the demonstration fills an empty server with colleagues who can sign in', async () => {
    const client = createTestClient(server.url)
    const response = await client.post('/api/setup/demo', { code: server.setupCode })
    const { signIns, password } = SetupDemoResponse.parse(await response.json())
    expect(signIns).toHaveLength(12)
    expect(new Set(signIns.map(({ role }) => role)).size).toBe(6)
    expect(await hello()).toMatchObject({ setup: 'ready', demo: true })
    expect((await client.signIn(signIns[0]?.staffNo ?? '', password)).status).toBe(200)
    const { checkpoint } = await client.pull()
    expect(checkpoint.scopes[`branch:${client.session.branchId}`]?.count).toBe(2012)
    expect((await client.post('/api/setup', { ...branch, code: server.setupCode })).status).toBe(
      409,
    )
  })
})
