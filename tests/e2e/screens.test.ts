import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet } from '#tests/support/tablet.ts'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
/** Paths that open a sheet over their page. */
const openSheet = /\/(notes|dates)\/new$|^\/tasks\/./

const password = 'demo password 1'

let server: ServerProcess

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 60, demoPassword: password })
})
afterAll(() => server.dispose())

describe.each([
  { look: 'light', width: 320, height: 640 },
  { look: 'dark', width: 1366, height: 768 },
])('each screen at $width px, $look', ({ look, width, height }) => {
  test('has no axe finding, no sideways overflow, no policy violation', async () => {
    const tablet = createTablet(`screens-${width}`, server.url, {
      width,
      height,
      dark: look === 'dark',
    })
    try {
      const app = await tablet.start()
      await app.page.locator('input[name=staffNo]').waitFor()
      const findings = await findingsOn(app, 'sign-in')
      await app.signIn('1001', password)
      await app.untilSynced()
      for (const path of await paths(app)) {
        await app.visit(path)
        await app.page.getByRole('heading', { level: 1 }).first().waitFor()
        // The heading of the page below is there before the sheet over it is.
        if (openSheet.test(path)) await app.page.getByRole('dialog').waitFor()
        findings.push(...(await findingsOn(app, path)))
      }
      await app.page.reload()
      await app.page.locator('input[name=password]').waitFor()
      findings.push(...(await findingsOn(app, 'lock')))
      expect([...findings, ...tablet.complaints]).toEqual([])
    } finally {
      await tablet.dispose()
    }
  }, 120_000)
})

/** Every route, with ids of records that are there. */
async function paths(app: AppDriver): Promise<string[]> {
  const customer = await firstId(app, '/customers', 'customers')
  const task = await firstId(app, '/tasks', 'tasks')
  const complaint = await firstId(app, '/complaints', 'complaints')
  return [
    '/today',
    '/customers',
    '/customers/new',
    `/customers/${customer}`,
    `/customers/${customer}/edit`,
    `/customers/${customer}/notes/new`,
    `/customers/${customer}/dates/new`,
    '/tasks',
    '/tasks/new',
    `/tasks/${task}`,
    '/complaints',
    '/complaints/new',
    `/complaints/${complaint}`,
    '/dates',
    '/sync',
    '/sync?view=settled',
    `/history/customer/${customer}`,
    `/history/task/${task}`,
    `/history/complaint/${complaint}`,
    '/handovers',
    '/handovers/new',
    `/handovers/new?customer=${customer}`,
    '/me',
    '/nowhere',
  ]
}

async function firstId(app: AppDriver, list: string, kind: string): Promise<string> {
  await app.visit(list)
  const link = app.page.locator(`main a[href*="/${kind}/0"]`).first()
  const href = await link.getAttribute('href')
  const id = href?.match(/\/([0-9a-f-]{36})/)?.[1]
  if (id === undefined) throw new Error(`No link to one of ${kind}`)
  return id
}

/** What axe finds on the page as it stands, and whether it overflows sideways. */
async function findingsOn(app: AppDriver, where: string): Promise<string[]> {
  const { page } = app
  // Fades and sheets must have ended, or a colour is measured half way.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
      .every(({ playState }) => playState !== 'running'),
  )
  await page.evaluate(axeSource)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    const overflow = document.documentElement.scrollWidth > innerWidth
    return [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`),
      ...(overflow ? ['sideways overflow'] : []),
    ]
  })
  return found.map((finding) => `${where}: ${finding}`)
}
