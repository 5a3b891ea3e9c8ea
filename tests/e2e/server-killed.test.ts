import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCustomer, stream, writeNote, writeTask } from '#tests/support/customer-work.ts'
import { inServerDatabase, recordsThatSay, verifyAudit } from '#tests/support/server-database.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const password = 'demo password 1'
/** The data folder outlives the process, so that its database can be looked into. */
const folder = temporaryFolder('server-killed')

let server: ServerProcess
let writer: Tablet
/** Another device of the same colleague. */
let reader: Tablet

beforeAll(async () => {
  server = await startServerProcess({
    folder: folder.path,
    demoCustomers: 20,
    demoPassword: password,
  })
  writer = createTablet('writer', server.url)
  reader = createTablet('reader', server.url)
}, 60_000)

afterAll(async () => {
  await Promise.all([writer.dispose(), reader.dispose()])
  await server.dispose()
  folder.remove()
})

/** When the server dies. After the commit is the one that would double everything if a push were not remembered. */
const moments = [dieBeforeArrival, dieUnderWay, dieWithTheAnswer, dieInTheAnswer]

test('[PU1] a server killed with SIGKILL in the middle of the push, and started again: nothing lost, nothing doubled', async () => {
  const app = await writer.start()
  await app.signIn('1001', password)
  // It is going to be offline: every part of the app has to be here first.
  await app.untilOfflineReady()
  const customerPath = await addCustomer(app, { name: '慕容知秋' })
  await app.untilSynced()

  const typed: string[] = []
  for (const [round, push] of moments.entries()) {
    const written = { note: `第${round + 1}次断电前的谈话`, task: `第${round + 1}次断电前的约定` }
    await writer.network('offline')
    await writeNote(app, customerPath, written.note)
    await writeTask(app, customerPath, written.task)
    typed.push(written.note, written.task)
    await push(app.page, async () => {
      await writer.network('online')
      await app.wake()
    })
    await server.restart()
    await app.wake()
    await app.untilSynced()
  }

  await app.visit('/sync')
  await app.page.getByText('没有待上传的内容').first().waitFor()
  const second = await reader.start()
  await second.signIn('1001', password)
  for (const { page, visit, untilSynced } of [app, second]) {
    await untilSynced()
    await visit(customerPath)
    for (const text of typed) {
      await stream(page).getByText(text).first().waitFor()
      expect(await stream(page).getByText(text).count()).toBe(1)
    }
  }

  await Promise.all([writer.close(), reader.close()])
  expect(await server.stop()).toBe(0)
  // The customer card, its profile, then a note and a task in each round.
  expect(acceptedOperations()).toEqual({ numbered: 10, different: 10, lastN: 10, applied: 10 })
  const copies = typed.map((text) => [text, recordsThatSay(folder.path, text)])
  expect(copies).toEqual(typed.map((text) => [text, 1]))
  expect(await verifyAudit(folder.path)).toContain('The audit chain is whole')
}, 120_000)

/** The request never reaches a server. */
async function dieBeforeArrival(page: Page, goOnline: () => Promise<void>): Promise<void> {
  await interceptPush(page, goOnline, async (route) => {
    await server.kill()
    await route.continue()
  })
}

/** The signal races the server's work on the request: whatever it had not committed is gone. */
async function dieUnderWay(page: Page, goOnline: () => Promise<void>): Promise<void> {
  const pushed = page.waitForRequest((request) => isPush(request.url()))
  await goOnline()
  await pushed
  await server.kill()
}

/** The server has committed and answered; nobody hears the answer. */
async function dieWithTheAnswer(page: Page, goOnline: () => Promise<void>): Promise<void> {
  await interceptPush(page, goOnline, async (route) => {
    const answer = await route.fetch()
    expect(answer.status()).toBe(200)
    await server.kill()
    await route.abort('connectionreset')
  })
}

/** The server has committed, and its answer breaks off in the middle. */
async function dieInTheAnswer(page: Page, goOnline: () => Promise<void>): Promise<void> {
  await interceptPush(page, goOnline, async (route) => {
    const answer = await route.fetch()
    const whole = await answer.text()
    await server.kill()
    await route.fulfill({ status: 200, body: whole.slice(0, whole.length / 2) })
  })
}

/** Goes online with the next push handed to `handle`, and resolves when that is through. */
async function interceptPush(
  page: Page,
  goOnline: () => Promise<void>,
  handle: (route: Route) => Promise<void>,
): Promise<void> {
  const handled = Promise.withResolvers<void>()
  await page.route(
    (url) => isPush(url.href),
    (route) => handle(route).then(handled.resolve, handled.reject),
    { times: 1 },
  )
  await goOnline()
  await handled.promise
}

function isPush(url: string): boolean {
  return new URL(url).pathname === '/sync/push'
}

/** What the server holds of the device that wrote. */
function acceptedOperations(): unknown {
  return inServerDatabase(folder.path, (database) => ({
    ...database
      .prepare(
        `select count(*) as numbered, count(distinct operation_id) as different, max(n) as lastN
         from results`,
      )
      .get(),
    ...database
      .prepare(
        `select count(*) as applied from audit where what = 'operation' and code = 'applied'`,
      )
      .get(),
  }))
}
