import { randomBytes, randomUUID } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '#shared/protocol/session-message.ts'
import { rawExchange, statusesOf } from '#tests/support/raw-exchange.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
let client: TestClient
beforeAll(async () => {
  server = await startTestServer()
  client = await server.signIn('rm')
})
afterAll(() => server.close())

const json = { 'content-type': 'application/json', 'x-branchbook': '1' }

/** POST of a body as it is, signed in. */
function post(path: string, body: string | Buffer<ArrayBuffer>, headers: object = {}) {
  const all = { ...json, cookie: client.cookie, ...headers }
  return fetch(server.url + path, { method: 'POST', headers: all, body })
}

/** A refusal as a problem document, that says nothing of what was sent or of the inside. */
async function refusalOf(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const { type, status } = Problem.parse(await response.json())
  expect(status).toBe(response.status)
  return type.replace('/problems/', '')
}

async function auditLength(): Promise<number> {
  return (await server.services.store.read(({ audit }) => audit.after(0, 1_000_000))).length
}

describe('[SE5] packed bodies', () => {
  const bomb = Buffer.from(`{"device":"${'0'.repeat(100_000_000)}"}`)
  const packed = { gzip: gzipSync(bomb), deflate: deflateSync(bomb), zstd: zstdCompressSync(bomb) }

  test('[SE5] a body that would unpack to 100 MB is refused as it comes, whatever it is packed with', async () => {
    const bodies = { ...packed, br: brotliCompressSync(bomb.subarray(0, 20_000_000)) }
    const before = process.memoryUsage().rss
    for (const [encoding, body] of Object.entries(bodies)) {
      for (const path of ['/sync/push', '/api/sign-in', '/nothing/here', '/']) {
        const answer = await post(path, Buffer.from(body), { 'content-encoding': encoding })
        expect(await refusalOf(answer)).toBe('wrong-media-type')
      }
    }
    // Twice, in capitals, and with an x: no way of writing it is taken for a plain body.
    for (const encoding of ['gzip, gzip', 'GZIP', 'x-gzip', 'identity, gzip', 'aes128gcm']) {
      const headers = { 'content-encoding': encoding }
      const answer = await post('/sync/push', Buffer.from(packed.gzip), headers)
      expect(await refusalOf(answer)).toBe('wrong-media-type')
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  test('[SE5] a packed body that says nothing of it is no JSON, and a long one is 413', async () => {
    const small = Buffer.from(packed.gzip.subarray(0, 1000))
    expect(await refusalOf(await post('/sync/push', small))).toBe('malformed')
    const long = Buffer.from(randomBytes(600_000))
    expect(await refusalOf(await post('/sync/push', long))).toBe('too-large')
    const plain = await post('/sync/push', '{}', { 'content-encoding': 'identity' })
    expect(await refusalOf(plain)).toBe('invalid')
  })
})

describe('[SE3] polluted members', () => {
  const bodies = [
    '{"__proto__":{"role":"admin"}}',
    '{"\\u005f_proto__":{"role":"admin"}}',
    '{"constructor":{"prototype":{"role":"admin"}}}',
    '{"operations":[{"n":1,"args":{"data":{"__proto__":{"active":true}}}}]}',
  ]
  const paths = ['/sync/push', '/sync/pull', '/sync/live', '/sync/epoch', '/api/sign-in']

  test('[SE3] no body reaches a prototype, at any door', async () => {
    const doors = [...paths, '/api/setup', '/api/password', '/admin/staff', '/api/sign-out']
    for (const path of doors) {
      for (const body of bodies) {
        const refusal = await refusalOf(await post(path, body))
        expect([path, body, refusal]).toEqual([path, body, 'malformed'])
      }
    }
    for (const name of ['role', 'active', 'admin']) expect({}).not.toHaveProperty(name)
  })

  test('[SE3] no query is taken where none is described, and none reaches a prototype', async () => {
    const queries = [
      '__proto__[role]=admin',
      '__proto__.role=admin',
      'constructor[prototype][role]=admin',
      "id=1'%20or%20'1'='1",
      '_method=DELETE',
    ]
    for (const path of ['/api/session', '/api/devices', '/admin/staff', '/api/hello', '/healthz']) {
      for (const query of queries) {
        const { status } = await client.get(`${path}?${query}`)
        expect({ path, query, status }).toEqual({ path, query, status: 422 })
      }
    }
    expect((await post('/sync/push?__proto__[x]=1', '{}')).status).toBe(422)
    expect({}).not.toHaveProperty('role')
  })
})

/** A request to sign out, with these headers besides. */
function signOutWith(headers: string[]): string {
  const first = ['POST /api/sign-out HTTP/1.1', 'host: localhost', 'content-length: 2']
  return [...first, ...headers, 'connection: close', '', '{}'].join('\r\n')
}

describe('[SE3] odd requests', () => {
  test('[SE3] another media type, or none, is 415, also one that a form of another page can send', async () => {
    const body = JSON.stringify({ device: client.device })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json-patch+json',
      'application/jsonp',
    ]) {
      const answer = await post('/sync/push', body, { 'content-type': type })
      expect([type, await refusalOf(answer)]).toEqual([type, 'wrong-media-type'])
    }
  })

  test('[SE3] a method in a header or a query is not the method', async () => {
    const before = await auditLength()
    const { id } = server.colleague('teller')
    for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const answer = await post(`/admin/staff/${id}`, '{"active":false}', { [header]: 'PATCH' })
      expect(answer.status).toBe(404)
    }
    for (const method of ['PUT', 'DELETE', 'PROPFIND', 'SEARCH']) {
      const headers = { 'x-branchbook': '1', cookie: client.cookie }
      expect((await fetch(`${server.url}/api/session`, { method, headers })).status).toBe(404)
    }
    expect(await auditLength()).toBe(before)
  })

  test('[SE3] an address that cannot be read is not said again', async () => {
    for (const path of [
      '/api/%ff%fe',
      '//',
      '///?x=1',
      '/\\"><img%20src="x">',
      '/%c0%ae%c0%ae/etc/passwd',
      `/admin/staff/${'9'.repeat(5000)}`,
    ]) {
      const answer = await rawExchange(
        server.url,
        `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      )
      expect({ path, statuses: statusesOf(answer) }).toEqual({ path, statuses: [404] })
      expect(answer).toContain('application/problem+json')
      expect(answer.toLowerCase()).toContain('content-security-policy')
      expect(answer).not.toContain('passwd')
      expect(answer).not.toContain('%ff')
    }
  })

  test('[SE2] a header that comes twice opens nothing that it would not open alone', async () => {
    const cookie = `cookie: ${client.cookie}`
    const type = 'content-type: application/json'
    const twice = [
      [type, cookie, 'x-branchbook: 1', 'x-branchbook: 1'],
      [
        type,
        cookie,
        'x-branchbook: 1',
        'sec-fetch-site: same-origin',
        'sec-fetch-site: cross-site',
      ],
      [
        type,
        cookie,
        'x-branchbook: 1',
        'sec-fetch-site: cross-site',
        'sec-fetch-site: same-origin',
      ],
    ]
    for (const more of twice) {
      expect(statusesOf(await rawExchange(server.url, signOutWith(more)))).toEqual([403])
    }
    const other = ['content-type: text/plain', type, cookie, 'x-branchbook: 1']
    expect(statusesOf(await rawExchange(server.url, signOutWith(other)))).toEqual([415])
    expect((await client.get('/api/session')).status).toBe(200)
  })
})

describe('[SE5] requests that are none', () => {
  const inner = 'GET /api/session HTTP/1.1\r\nhost: x\r\n\r\n'
  const head =
    'POST /sync/push HTTP/1.1\r\nhost: x\r\nx-branchbook: 1\r\ncontent-type: application/json\r\n'
  const smuggled: Record<string, string> = {
    'both lengths': `${head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    'two lengths': `${head}content-length: 0\r\ncontent-length: 44\r\n\r\n${inner}`,
    'a length with a sign': `${head}content-length: +0\r\n\r\n${inner}`,
    'a chunk that is not the last coding': `${head}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${inner}`,
    'an unknown coding': `${head}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`,
    'a name with a space': `${head}transfer-encoding : chunked\r\n\r\n0\r\n\r\n${inner}`,
    'a folded line': `${head}transfer-encoding:\r\n chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n${inner}`,
    'a chunk with a wrong size': `${head}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n${inner}`,
    'no host': 'GET /api/hello HTTP/1.1\r\n\r\n' + inner,
  }

  test('[SE5] a request with two ends is refused, and what follows it is never run', async () => {
    for (const [what, text] of Object.entries(smuggled)) {
      const answer = await rawExchange(server.url, text)
      expect({ what, statuses: statusesOf(answer) }).toEqual({ what, statuses: [400] })
      expect(answer.toLowerCase()).toContain('connection: close')
    }
  })

  test('[SE5] headers without end are 431 with a problem document', async () => {
    const long = `GET /api/hello HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(17_000)}\r\n\r\n`
    const many = `GET /api/hello HTTP/1.1\r\nhost: x\r\n${'a: 1\r\n'.repeat(4000)}\r\n`
    for (const text of [long, many]) {
      const answer = await rawExchange(server.url, text)
      expect(statusesOf(answer)).toEqual([431])
      expect(answer).toContain('/problems/headers-too-large')
    }
  })
})

test('[SE2] the API answers no page of another origin, and a link leads to the app all the same', async () => {
  for (const site of ['cross-site', 'same-site']) {
    for (const path of [
      '/api/session',
      '/api/devices',
      '/admin/staff',
      '/sync/live',
      '/openapi.json',
    ]) {
      const headers = { cookie: client.cookie, 'sec-fetch-site': site }
      const answer = await fetch(server.url + path, { headers })
      expect(await refusalOf(answer)).toBe('wrong-origin')
    }
    const page = await fetch(`${server.url}/customers/${randomUUID()}`, {
      headers: { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' },
    })
    // There are no built pages here: not found, but not refused.
    expect(page.status).toBe(404)
  }
})
