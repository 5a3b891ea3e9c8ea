/**
 * Builds the gallery, serves it under the product's style policy, and looks at it: pictures at four
 * widths, light and dark, axe findings, sideways overflow, policy violations.
 * `node tests/support/gallery/look.ts [folder for the pictures]`
 */
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'

const root = join(import.meta.dirname, '..', '..', '..')
const built = join(root, 'node_modules', '.cache', 'gallery')
const pictures = process.argv[2] ?? join(root, 'node_modules', '.cache', 'gallery-pictures')
const sizes = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1366, height: 768 },
]
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

await mkdir(pictures, { recursive: true })
await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' })
const axe = await readFile(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://gallery').pathname
  const file = join(built, path === '/' ? 'index.html' : path)
  readFile(file).then(
    (content) => {
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
      response.setHeader(
        'content-security-policy',
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'",
      )
      response.end(content)
    },
    () => response.writeHead(404).end(),
  )
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
const { port } = server.address() as AddressInfo
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
let findings = 0
try {
  for (const scheme of ['light', 'dark']) {
    for (const viewport of sizes) await look(scheme, viewport)
  }
} finally {
  await browser.close()
  server.close()
}
console.log(findings === 0 ? 'nothing found' : `${findings} findings`)
process.exitCode = findings === 0 ? 0 : 1

async function look(scheme: string, viewport: { width: number; height: number }): Promise<void> {
  const name = `${viewport.width}-${scheme}`
  const context = await browser.newContext({ viewport, hasTouch: viewport.width < 768 })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') report(name, message.text())
  })
  page.on('pageerror', (error) => report(name, error.message))
  await page.goto(`http://127.0.0.1:${port}/?${scheme}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await check(page, name)
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })

  await open(page, `${name}-sheet`, page.getByRole('button', { name: '记一笔' }))
  await open(
    page,
    `${name}-confirm`,
    page.getByRole('button', { name: '删除', exact: true }).first(),
  )
  await open(page, `${name}-menu`, page.getByRole('button', { name: '更多操作' }).first())
  await open(page, `${name}-select`, page.getByRole('button', { name: /投诉类别/ }).first())
  await open(page, `${name}-date`, page.getByRole('button', { name: /发生日期/ }).last())
  await open(page, `${name}-combo`, page.getByRole('combobox', { name: '关联客户' }).first())
  await page.getByRole('button', { name: '长提示' }).click()
  await page.getByRole('button', { name: '撤销提示' }).click()
  await check(page, `${name}-toast`)
  await page.screenshot({ path: join(pictures, `${name}-toast.png`) })
  await context.close()
}

async function open(page: Page, name: string, trigger: ReturnType<Page['locator']>): Promise<void> {
  // A list of suggestions closes when the page scrolls: let that be over before it opens.
  await trigger.scrollIntoViewIfNeeded()
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  )
  await trigger.click()
  await page
    .locator('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')
    .first()
    .waitFor()
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getTiming().iterations !== Infinity)
        .map((each) => each.finished),
    ),
  )
  // The picture first: axe scrolls, which closes a list of suggestions.
  await page.screenshot({ path: join(pictures, `${name}.png`) })
  await check(page, name, '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')
  await page.keyboard.press('Escape')
  await page
    .locator('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')
    .first()
    .waitFor({ state: 'detached' })
}

async function check(page: Page, name: string, part = 'html'): Promise<void> {
  const overflow = await page.evaluate(() => {
    const page = document.scrollingElement
    return page ? page.scrollWidth - page.clientWidth : 0
  })
  if (overflow > 0) report(name, `${overflow} px sideways overflow`)
  // Evaluated from outside of the page, as the policy lets no other script in.
  await page.evaluate(axe)
  const violations = await page.evaluate(async (part) => {
    const runner = (window as unknown as { axe: typeof import('axe-core') }).axe
    const result = await runner.run(part)
    return result.violations.map((each) => ({
      rule: each.id,
      nodes: each.nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
    }))
  }, part)
  for (const each of violations)
    report(name, `${each.rule}\n    ${each.nodes.slice(0, 4).join('\n    ')}`)
}

function report(where: string, what: string): void {
  findings += 1
  console.log(`${where}: ${what}`)
}
