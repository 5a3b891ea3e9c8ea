import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Hello, Problem } from '#shared/protocol/session-message.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
let client: TestClient
beforeAll(async () => {
  server = await startTestServer()
  client = await server.signIn('rm')
})
afterAll(() => server.close())

/** Parses a refusal and makes sure that it tells nothing of the inside. */
async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const problem = Problem.parse(await response.json())
  expect(problem.status).toBe(response.status)
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts|at \w+ \(/)
  return problem
}

function refusal(status: number, name: string) {
  return { type: `/problems/${name}`, status }
}

function send(path: string, init: RequestInit): Promise<Response> {
  return fetch(server.url + path, init)
}

const jsonHeaders = { 'content-type': 'application/json', 'x-branchbook': '1' }

describe('[SE4] headers', () => {
  test('[SE4] every answer carries the same strict headers', async () => {
    for (const path of ['/api/hello', '/nothing/here.js', '/healthz']) {
      const { headers } = await send(path, {})
      expect(headers.get('content-security-policy')?.split(';').toSorted()).toEqual(
        [
          "default-src 'none'",
          "script-src 'self' 'wasm-unsafe-eval'",
          "style-src 'self'",
          "img-src 'self' data:",
          "font-src 'self'",
          "connect-src 'self'",
          "manifest-src 'self'",
          "worker-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "require-trusted-types-for 'script'",
          'trusted-types branchbook default',
        ].toSorted(),
      )
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})

describe('[SE2] writes come from our own pages', () => {
  test('[SE2] a write without the header is refused, signed in or not', async () => {
    const response = await send('/api/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: client.cookie },
      body: '{}',
    })
    expect(await problemOf(response)).toMatchObject(refusal(403, 'wrong-origin'))
    expect((await client.get('/api/session')).status).toBe(200)
  })

  test('[SE2] a write from another site is refused even with the header', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect(
        await problemOf(await client.post('/sync/push', {}, { 'sec-fetch-site': site })),
      ).toMatchObject(refusal(403, 'wrong-origin'))
    }
    const own = await client.post('/sync/push', {}, { 'sec-fetch-site': 'same-origin' })
    expect(own.status).toBe(422)
  })

  test('[SE2] a preflight of another origin gets no permission', async () => {
    const response = await send('/sync/push', {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    })
    expect(response.ok).toBe(false)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('[SE3] problem documents', () => {
  test('[SE3] a body that is not JSON is 400', async () => {
    const body = '{"staffNo": '
    const init = { method: 'POST', headers: jsonHeaders, body }
    expect(await problemOf(await send('/api/sign-in', init))).toMatchObject(
      refusal(400, 'malformed'),
    )
  })

  test('[SE3] a wrong form is 422 and names the fields, never their values', async () => {
    const response = await client.post('/api/sign-in', { staffNo: '张三的秘密', device: 'x' })
    const problem = await problemOf(response)
    expect(problem).toMatchObject(refusal(422, 'invalid'))
    expect(problem.fields?.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['password', 'device', 'epoch']),
    )
    expect(JSON.stringify(problem)).not.toContain('张三')
  })

  test('[SE3] a member that nobody asked for is refused, not dropped', async () => {
    const body = {
      staffNo: server.colleague('rm').staffNo,
      password: server.password,
      device: randomUUID(),
      epoch: randomUUID(),
      role: 'admin',
    }
    expect(await problemOf(await client.post('/api/sign-in', body))).toMatchObject(
      refusal(422, 'invalid'),
    )
  })

  test('[SE3] another media type is 415', async () => {
    const init = {
      method: 'POST',
      headers: { ...jsonHeaders, 'content-type': 'text/plain' },
      body: 'hello',
    }
    expect(await problemOf(await send('/api/sign-in', init))).toMatchObject(
      refusal(415, 'wrong-media-type'),
    )
  })

  test('[SE5] a body that nests without end is refused before it is parsed', async () => {
    const body = '['.repeat(5000) + ']'.repeat(5000)
    const init = { method: 'POST', headers: jsonHeaders, body }
    expect(await problemOf(await send('/sync/push', init))).toMatchObject(refusal(400, 'malformed'))
  })

  test('[SE3] an address of the API that does not exist is 404', async () => {
    expect(await problemOf(await send('/api/nothing', {}))).toMatchObject(refusal(404, 'not-found'))
    expect(await problemOf(await client.post('/api/hello', {}))).toMatchObject(
      refusal(404, 'not-found'),
    )
  })

  test('[SE3] without a session everything but the door is 401', async () => {
    for (const path of ['/api/session', '/sync/live', '/admin/staff']) {
      expect(await problemOf(await send(path, {}))).toMatchObject(refusal(401, 'not-signed-in'))
    }
    const pull = {
      device: client.device,
      epoch: client.epoch,
      cursor: null,
      lastLocalN: 0,
      unsyncedCount: 0,
      oldestUnsyncedAt: null,
    }
    const push = { device: client.device, epoch: client.epoch, sentAt: 1, operations: [] }
    for (const [path, body] of [
      ['/sync/pull', pull],
      ['/sync/news', { ...pull, cursor: { serverEpoch: randomUUID(), positions: {} } }],
      ['/sync/push', push],
    ] as const) {
      const init = { method: 'POST', headers: jsonHeaders, body: JSON.stringify(body) }
      expect(await problemOf(await send(path, init))).toMatchObject(refusal(401, 'not-signed-in'))
    }
  })

  test('[SC5] a pull for another device than that of the session is refused', async () => {
    const response = await client.post('/sync/pull', {
      device: randomUUID(),
      epoch: client.epoch,
      cursor: null,
      lastLocalN: 0,
      unsyncedCount: 0,
      oldestUnsyncedAt: null,
    })
    expect(await problemOf(response)).toMatchObject(refusal(403, 'other-device'))
  })
})

test('hello tells what a page may know before anybody signed in', async () => {
  const hello = Hello.parse(await (await send('/api/hello', {})).json())
  expect(hello).toMatchObject({ setup: 'ready', demo: true })
  expect(hello.limits).toEqual({ operationsPerPush: 500, bytesPerPush: 524_288 })
})

test('the description of the API names every route', async () => {
  const document = await (await send('/openapi.json', {})).json()
  expect(Object.keys(document.paths).toSorted()).toEqual([
    '/admin/audit/export',
    '/admin/audit/search',
    '/admin/audit/state',
    '/admin/audit/verify',
    '/admin/backups',
    '/admin/branches',
    '/admin/branches/{id}',
    '/admin/devices',
    '/admin/devices/{device}/end',
    '/admin/devices/{device}/wipe',
    '/admin/devices/{device}/wipe/withdraw',
    '/admin/passkeys',
    '/admin/passkeys/{id}/remove',
    '/admin/recovery',
    '/admin/recovery/key',
    '/admin/recovery/{id}/answer',
    '/admin/recovery/{id}/approve',
    '/admin/recovery/{id}/open',
    '/admin/recovery/{id}/refuse',
    '/admin/recovery/{id}/request',
    '/admin/rules',
    '/admin/rules/years',
    '/admin/rules/{id}',
    '/admin/staff',
    '/admin/staff/{id}',
    '/admin/staff/{id}/password',
    '/api/devices',
    '/api/devices/{device}/end',
    '/api/devices/{device}/wipe',
    '/api/devices/{device}/wipe/withdraw',
    '/api/exports',
    '/api/exports/masked',
    '/api/hello',
    '/api/identity-key',
    '/api/passkeys',
    '/api/passkeys/options',
    '/api/passkeys/{id}/remove',
    '/api/password',
    '/api/recovery',
    '/api/recovery/ask',
    '/api/recovery/done',
    '/api/recovery/key',
    '/api/recovery/slot',
    '/api/session',
    '/api/setup',
    '/api/setup/demo',
    '/api/sign-in',
    '/api/sign-in/passkey',
    '/api/sign-in/passkey/options',
    '/api/sign-out',
    '/api/wipe',
    '/api/wipe-key',
    '/api/wipe/confirm',
    '/api/wipe/rescue',
    '/healthz',
    '/readyz',
    '/sync/epoch',
    '/sync/live',
    '/sync/news',
    '/sync/pull',
    '/sync/push',
  ])
  const pull = document.paths['/sync/pull'].post.responses['200'].content
  expect(Object.keys(pull)).toEqual(['application/x-ndjson'])
  expect(document.paths['/sync/push'].post.requestBody).toBeDefined()
})
