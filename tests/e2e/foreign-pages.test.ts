import type { Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startForeignSite, type ForeignSite } from '#tests/support/foreign-site.ts'
import { tryEverything, tryToHoldTheApp } from '#tests/support/foreign-page.ts'
import { inServerDatabase } from '#tests/support/server-database.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'

let server: ServerProcess
let foreign: ForeignSite
let tablet: Tablet
/** As the browser knows it: cookies go by the name of the host, not by the port. */
let target: string
beforeAll(async () => {
  foreign = await startForeignSite()
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  target = server.url.replace('127.0.0.1', 'localhost')
  tablet = createTablet('rm', target)
  const app = await tablet.start()
  await app.signIn('1001', password)
  await app.untilSynced()
}, 120_000)
afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
  await foreign.close()
})

/** Everything of the server that a write would change. */
function standing() {
  return inServerDatabase(server.folder, (database) =>
    ['audit', 'records', 'results', 'sessions', 'quarantine'].map((table) =>
      database.prepare(`select count(*) as count from ${table}`).get(),
    ),
  )
}

test('[SE2] a page of another origin can neither read, write, frame nor hold the app, on the same site or on another', async () => {
  const { page } = tablet.app()
  const session = await page.evaluate(() => fetch('/api/devices').then((answer) => answer.json()))
  const device: string = session.find(({ current }: { current: boolean }) => current).device
  const before = standing()
  for (const origin of [foreign.sameSite, foreign.crossSite]) {
    const elsewhere = await page.context().newPage()
    await elsewhere.goto(origin)
    const answers: Response[] = []
    elsewhere.on('response', (answer) => answers.push(answer))
    const got = await tryEverything(elsewhere, target, device)
    expect({ origin, ...got }).toEqual({ origin, read: [], opened: [] })
    const arrived = answers.filter((answer) => /\/(api|admin|sync)\//.test(answer.url()))
    expect(arrived.length).toBeGreaterThan(20)
    const letIn = arrived.filter((answer) => answer.status() !== 403)
    expect(letIn.map((answer) => answer.url())).toEqual([])
    const held = await tryToHoldTheApp(elsewhere, target)
    expect(held).toEqual({ holds: false, hasOpener: false, framed: 0 })
    await elsewhere.close()
  }
  expect(standing()).toEqual(before)
  // Whoever works here has noticed nothing.
  expect(await page.evaluate(() => fetch('/api/session').then(({ status }) => status))).toBe(200)
  // The two frames were refused by the policy of the app, and that is all that was.
  expect(tablet.complaints.map((text) => text.split("'")[0])).toEqual(
    Array(2).fill('policy: Framing '),
  )
}, 90_000)
