import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isScreenPath, neverScreens } from '#shared/protocol/addresses.ts'
import { keepBuilds } from '#server/kept-builds.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
let pages: string
beforeAll(async () => {
  pages = await mkdtemp(join(tmpdir(), 'branchbook-pages-'))
  await mkdir(join(pages, 'assets'))
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>行伴</title>')
  await writeFile(join(pages, 'sw.js'), '// service worker')
  await writeFile(join(pages, 'manifest.webmanifest'), '{}')
  await writeFile(
    join(pages, 'assets', 'main-abc123.js'),
    `export const x = '${'字'.repeat(5000)}'`,
  )
  server = await startTestServer({ customers: 0, pages })
})
afterAll(async () => {
  await server.close()
  await rm(pages, { recursive: true, force: true })
})

function get(path: string, headers: Record<string, string> = {}) {
  return fetch(server.url + path, { headers })
}

test('[UP2] an address without a file is a screen of the app, asked for again each time', async () => {
  for (const path of ['/', '/today', '/customers/0190a6c0-1111-7abc-8abc-123456789abc?tab=notes']) {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await response.text()).toContain('行伴')
  }
})

test('[UP1] every screen opens again after a reload, also the one that shows what was not sent', async () => {
  const issue = '/sync/issues/0190a6c0-1111-7abc-8abc-123456789abc'
  for (const path of ['/sync', issue, '/me/colleagues', '/me/devices', '/complaints/new']) {
    expect((await get(path)).headers.get('content-type')).toContain('text/html')
    for (const pattern of neverScreens) expect(path).not.toMatch(pattern)
  }
  for (const path of ['/sync/push', '/sync/pull', '/api/sign-in', '/admin/nothing']) {
    expect((await get(path)).status).toBe(404)
    expect(neverScreens.some((pattern) => pattern.test(path))).toBe(true)
  }
})

test('[UP1] an address that no screen has brings the app, which says so, with 404', async () => {
  for (const path of ['/reports/rwservlet?server=x', '/admin-panel', '/sync/live~', '/cgi-bin/x']) {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('text/html')
  }
})

test('[UP1] the server knows the path of every screen of the app', async () => {
  const router = await readFile(join(import.meta.dirname, '../../src/app/router.tsx'), 'utf8')
  const paths = [...router.matchAll(/path: '(\/[^']*)'/g)].map(([, path = '']) => path)
  expect(paths.length).toBeGreaterThan(10)
  const unknown = paths.filter((path) => !isScreenPath(path.replaceAll('$', '')))
  expect(unknown).toEqual([])
})

test('[UP2] a missing chunk or file is a real 404, not a page', async () => {
  for (const path of ['/assets/main-old.js', '/assets/', '/old-icon.png', '/api/nothing']) {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(response.headers.get('cache-control')).toBe('no-store')
  }
})

test('[UP2] the assets of today and of the two builds before are served; of an older one each is a real 404', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-builds-'))
  const kept = join(folder, 'kept')
  let formerBuilds: string[] = []
  const startAt = Date.now()
  const buildOf = (version: number) => join(folder, `build-${version}`)
  for (const [start, version] of [1, 2, 3, 3, 4].entries()) {
    const assets = join(buildOf(version), 'assets')
    await mkdir(assets, { recursive: true })
    await writeFile(join(buildOf(version), 'index.html'), `<title>${version}</title>`)
    await writeFile(join(assets, `page-${version}.js`), `export const version = ${version}`)
    // Each start of the server keeps what it finds; the same build twice counts once.
    formerBuilds = await keepBuilds(buildOf(version), kept, startAt + start * 1000)
  }
  for (const version of [1, 2, 3]) await rm(buildOf(version), { recursive: true })
  const later = await startTestServer({ customers: 0, pages: buildOf(4), formerBuilds })
  try {
    for (const version of [4, 3, 2]) {
      const response = await fetch(`${later.url}/assets/page-${version}.js`)
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(await response.text()).toBe(`export const version = ${version}`)
    }
    expect(await (await fetch(`${later.url}/today`)).text()).toContain('4')
    const tooOld = await fetch(`${later.url}/assets/page-1.js`)
    expect(tooOld.status).toBe(404)
    expect(tooOld.headers.get('content-type')).toContain('application/problem+json')
    expect(await readdir(kept)).toHaveLength(3)
  } finally {
    await later.close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('[UP2] assets are kept for ever; the service worker and the manifest are not', async () => {
  const asset = await get('/assets/main-abc123.js')
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  for (const path of ['/sw.js', '/manifest.webmanifest']) {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('etag')).toBeTruthy()
  }
})

test('assets travel compressed', async () => {
  const response = await get('/assets/main-abc123.js', { 'accept-encoding': 'br' })
  expect(response.headers.get('content-encoding')).toBe('br')
  expect(await response.text()).toContain('字字字')
})

test('nothing outside the folder of pages is served', async () => {
  for (const path of [
    '/..%2f..%2fetc%2fpasswd',
    '/assets/..%2f..%2fpackage.json',
    '/.git/config',
  ]) {
    const response = await get(path)
    const text = await response.text()
    expect(text).not.toContain('root:')
    expect(text).not.toContain('"dependencies"')
    expect(text).not.toContain('[core]')
  }
})
