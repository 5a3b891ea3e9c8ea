import { afterAll, beforeAll, expect, test } from 'vitest'
import { zhCN } from '#i18n/zh-CN.ts'
import { wipeStorage } from '#tests/faults/storage-faults.ts'
import { addCustomer, writeNote } from '#tests/support/customer-work.ts'
import { recordsThatSay } from '#tests/support/server-database.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'

let server: ServerProcess
let tablet: Tablet

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  tablet = createTablet('cleared', server.url)
}, 60_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

test('[VA5] the page does not reload when the data of the site is cleared, its service worker too: what was not sent is sent from memory', async () => {
  const app = await tablet.start()
  const { page } = app
  await app.signIn('1001', password)
  await app.untilSynced()
  await app.untilOfflineReady()
  const customer = await addCustomer(app, { name: '慕容清空' })
  await app.untilSynced()
  await page.route(isPush, (route) => route.fulfill({ status: 503 }))
  await writeNote(app, customer, '清空前没有上传的一笔')
  await app.visit('/sync')
  const saved = page.getByText(zhCN.notes.saved)
  await saved.first().waitFor()
  await wipeStorage(page)
  await page.getByText(zhCN.storage.goneUnsent(1)).waitFor()
  expect(await saved.count()).toBe(0)
  await page.waitForFunction(() => navigator.serviceWorker.controller === null)
  await page.unroute(isPush)
  await page.getByRole('button', { name: zhCN.storage.sendNow }).click()
  await page.getByText(zhCN.storage.gone).waitFor()
  expect(recordsThatSay(server.folder, '清空前没有上传的一笔')).toBe(1)
}, 60_000)

function isPush(url: URL): boolean {
  return url.pathname === '/sync/push'
}
