import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumPath } from '#tests/support/chromium.ts'

/** SE4 as the server will send it, with every directive that a vault meets. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types branchbook',
].join('; ')

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
/** Records of the pull; the figures in the documentation were taken with 52,000. */
const records = Number(process.env['VAULT_RECORDS'] ?? '5000')

let folder: string
let server: Server
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vault-page-'))
  const script = join(import.meta.dirname, 'vault-page.ts')
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><script type="module" src="/page.js"></script>`,
  )
  await build({
    configFile: false,
    root: join(import.meta.dirname, '..', '..', '..'),
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { input: script, output: { entryFileNames: 'page.js' } },
    },
  })
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = path === '/' ? 'index.html' : path.slice(1)
    readFile(join(folder, file)).then(
      (content) => {
        const type = types[extname(file)] ?? 'application/octet-stream'
        response.writeHead(200, {
          'content-type': type,
          'content-security-policy': contentSecurityPolicy,
        })
        response.end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: ['--no-sandbox'] })
})

afterAll(async () => {
  await browser.close()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

test('[KE2][SE4] the vault works in Chromium under the policy of the server, Argon2 in its worker', async () => {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
  const report = await page.evaluate((count) => window.checkVault(count), records)
  if (process.env['VAULT_RECORDS'] !== undefined) console.log(report)
  expect(complaints).toEqual([])
  // The policy is in force: a worker with a plain address does not start.
  expect(await page.evaluate(startPlainWorker)).toBe('TypeError')
  expect(report).toMatchObject({
    probe: 'ok',
    wrongPassword: 'wrong-password',
    recordsLoaded: records,
    operationsRead: 51,
    damaged: 0,
    openedAfterRewrap: true,
  })
})

function startPlainWorker(): string {
  try {
    new Worker('/page.js').terminate()
    return 'started'
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown'
  }
}
