import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { findingsOn } from '#tests/support/axe.ts'
import { sees } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'

let server: ServerProcess
/** The administrator, on the narrowest screen that is supported. */
let tablet: Tablet
let page: Page

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  tablet = createTablet('administrator', server.url, { width: 320, height: 640 })
  const app = await tablet.start()
  page = app.page
  await app.signIn('9001', password)
  await app.untilSynced()
  await app.visit('/me/colleagues')
}, 60_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

test('[SR2] an administrator changes a name; what is wrong is said beside the field', async () => {
  await open('1004')
  await page.getByLabel('姓名').fill(' ')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('dialog').getByText('请填写').waitFor()
  expect(await page.getByLabel('姓名').getAttribute('aria-invalid')).toBe('true')
  await page.getByLabel('姓名').fill('欧阳知秋')
  expect(await findingsOn(tablet.app(), 'colleague')).toEqual([])
  await page.getByRole('button', { name: '保存' }).click()
  await sees(page, ['欧阳知秋'])
  expect(await findingsOn(tablet.app(), 'colleagues')).toEqual([])
}, 60_000)

test('[SR2] a change of role is asked once more, and says that the customers stay', async () => {
  await open('1004')
  await page.getByText('大堂经理', { exact: true }).last().click()
  await page.getByRole('button', { name: '保存' }).click()
  const asked = page.getByRole('alertdialog')
  await asked.getByText('客户仍在欧阳知秋名下，请网点负责人移交。').waitFor()
  // Not yet: a press beside the question changes nothing.
  await asked.getByRole('button', { name: '取消' }).click()
  expect(await roleOf('1004')).toBe('rm')
  await page.getByRole('button', { name: '保存' }).click()
  await asked.getByRole('button', { name: '修改岗位' }).click()
  await page.getByText('已修改', { exact: true }).first().waitFor()
  expect(await roleOf('1004')).toBe('lobby')
}, 60_000)

test('[SR2] an account is closed, nobody signs in with it, and it is opened again', async () => {
  await open('1003')
  await page.getByRole('button', { name: '停用账号' }).click()
  const asked = page.getByRole('alertdialog')
  await asked.getByText(/^客户仍在.+名下，请网点负责人移交。$/u).waitFor()
  expect(await findingsOn(tablet.app(), 'close an account')).toEqual([])
  await asked.getByRole('button', { name: '停用账号' }).click()
  await page.getByText('账号已停用').first().waitFor()
  expect((await signIn('1003')).status).toBe(401)

  await open('1003')
  await page.getByRole('button', { name: '恢复账号' }).click()
  await asked.getByRole('button', { name: '恢复账号' }).click()
  await page.getByText('账号已恢复').first().waitFor()
  expect((await signIn('1003')).status).toBe(200)
}, 60_000)

test('without a network it says so, and keeps what was typed', async () => {
  await open('1002')
  await page.getByLabel('姓名').fill('司马长空')
  await tablet.network('offline')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('alert').getByText('管理同事需要联网。').waitFor()
  expect(await page.getByLabel('姓名').inputValue()).toBe('司马长空')
  expect(tablet.complaints).toEqual([])
}, 60_000)

async function open(staffNo: string): Promise<void> {
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: staffNo })
  await row.getByRole('button').click()
  await page.getByRole('dialog').waitFor()
}

function signIn(staffNo: string): Promise<Response> {
  return createTestClient(server.url).signIn(staffNo, password)
}

async function roleOf(staffNo: string): Promise<unknown> {
  const client = createTestClient(server.url)
  await client.signIn('5001', password)
  const { records } = await client.pull()
  return records.find(({ type, data }) => type === 'staff' && data['staffNo'] === staffNo)?.data[
    'role'
  ]
}
