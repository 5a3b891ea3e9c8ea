import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { addCustomer, sees } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const disposals: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const dispose of disposals.splice(0).toReversed()) await dispose()
})

async function emptyServer(): Promise<ServerProcess> {
  const server = await startServerProcess()
  disposals.push(() => server.dispose())
  return server
}

function newTablet(name: string, server: ServerProcess): Tablet {
  const tablet = createTablet(name, server.url)
  disposals.push(() => tablet.dispose())
  return tablet
}

test('[SE1] from an empty server to the first customer: code, administrator, colleague, offline work', async () => {
  const server = await emptyServer()
  const desk = newTablet('desk', server)
  const admin = await desk.start()
  await admin.page.getByRole('heading', { name: '开始使用行伴' }).waitFor()

  await fillBranch(admin.page, { code: 'not-the-code' })
  await admin.page.getByRole('button', { name: '建立网点和管理员' }).click()
  await sees(admin.page, ['启动码不对，请看启动服务器的终端。'])
  expect(await admin.page.getByLabel('网点名称').inputValue()).toBe('滨江支行')
  await admin.page.getByLabel('启动码').fill(setupCode(server))
  await admin.page.getByRole('button', { name: '建立网点和管理员' }).click()
  await admin.page.getByRole('navigation').first().waitFor()

  await admin.visit('/me')
  await sees(admin.page, ['钟离管理', '滨江支行'])
  await admin.page.getByRole('link', { name: '同事' }).click()
  await admin.page.getByRole('button', { name: '添加同事' }).first().click()
  const sheet = admin.page.getByRole('dialog')
  await sheet.getByLabel('姓名').fill('东方经理')
  await sheet.getByLabel('工号').fill('2026')
  await sheet.getByRole('button', { name: '添加同事' }).click()
  const shown = admin.page.getByRole('dialog', { name: '一次性密码' })
  await shown.waitFor()
  const oneTimePassword = (await shown.locator('.select-all').textContent()) ?? ''
  expect(oneTimePassword).not.toBe('')

  const tablet = newTablet('colleague', server)
  const colleague = await tablet.start()
  await colleague.signIn('2026', oneTimePassword)
  await colleague.untilSynced()
  await colleague.untilOfflineReady()
  await tablet.network('offline')
  await addCustomer(colleague, { name: '上官晓晴', mobile: '13900007777' })
  await tablet.network('online')
  await colleague.wake()
  await colleague.untilSynced()

  const elsewhere = createTestClient(server.url)
  await elsewhere.signIn('2026', oneTimePassword)
  const { records } = await elsewhere.pull()
  const names = records.filter(({ type }) => type === 'customer').map(({ data }) => data['name'])
  expect(names).toEqual(['上官晓晴'])
  expect([...desk.complaints, ...tablet.complaints]).toEqual([])
}, 90_000)

test('[SE1] the demonstration branch is loaded from the set-up page, and a shown sign-in opens it', async () => {
  const server = await emptyServer()
  const tablet = newTablet('demo', server)
  const { page, signIn, untilSynced, visit } = await tablet.start()
  await page.getByRole('radio', { name: '看演示网点' }).check({ force: true })
  await page.getByLabel('启动码').fill(setupCode(server))
  await page.getByRole('button', { name: '载入演示网点' }).click()
  await page.getByRole('heading', { name: '演示网点已就绪' }).waitFor({ timeout: 60_000 })
  const password = (await page.locator('p.select-all').textContent()) ?? ''
  const staffNo =
    (await page
      .getByRole('main')
      .getByRole('listitem')
      .first()
      .locator('.select-all')
      .textContent()) ?? ''
  await page.getByRole('button', { name: '登录' }).click()
  await signIn(staffNo, password)
  await untilSynced()
  await sees(page, ['演示数据'])
  await visit('/customers')
  await sees(page, ['2,000 位客户'])
  expect(tablet.complaints).toEqual([])
}, 120_000)

async function fillBranch(page: Page, { code }: { code: string }): Promise<void> {
  await page.getByLabel('启动码').fill(code)
  await page.getByLabel('网点名称').fill('滨江支行')
  await page.getByLabel('管理员姓名').fill('钟离管理')
  await page.getByLabel('工号').fill('9001')
  await page.getByLabel('设置密码').fill('a phrase to remember')
}

/** What the person at the server's terminal reads. */
function setupCode(server: ServerProcess): string {
  const [, code = ''] = /set-up code: (\S+)/.exec(server.output()) ?? []
  return code
}
