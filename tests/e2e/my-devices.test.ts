import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { sees } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'

let server: ServerProcess
/** A manager on the narrowest screen, and another device of the same person. */
let tablet: Tablet
let lost: Tablet
let page: Page

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  tablet = createTablet('manager', server.url, { width: 320, height: 640 })
  lost = createTablet('lost', server.url)
  for (const one of [tablet, lost]) {
    const app = await one.start()
    await app.signIn('1001', password)
    await app.untilSynced()
  }
  page = tablet.app().page
}, 120_000)

afterAll(async () => {
  await tablet.dispose()
  await lost.dispose()
  await server.dispose()
})

test('[SE2] a person finds the own devices in 我的, with this one marked, and signs the lost one out', async () => {
  await tablet.app().visit('/me')
  await page.getByRole('link', { name: /^我的设备/ }).click()
  await sees(page, ['本机', 'Linux 电脑 · Chrome', '刚刚用过', '首次登录'])
  expect(await findingsOn(tablet.app(), 'my devices')).toEqual([])
  // This one is not offered: whoever wants to leave it locks it.
  const end = page.getByRole('button', { name: /^结束登录/ })
  expect(await end.count()).toBe(1)
  await end.click()
  const asked = page.getByRole('alertdialog')
  await asked.getByText('设备上的资料不会删除，仍然加密保存在那里。').waitFor()
  await asked.getByRole('button', { name: '结束登录' }).click()
  await page.getByText('未登录').waitFor()
  // Its live stream closes at once, and it asks for the password without being touched.
  await lost
    .app()
    .page.getByText(/^登录已结束/)
    .first()
    .waitFor()
}, 60_000)

test('[SE2] a device that is signed out again keeps what it has, and goes on after the password', async () => {
  const other = lost.app().page
  await other.getByRole('button', { name: '登录', exact: true }).click()
  await other.locator('input[name=password]').fill(password)
  await other.getByRole('dialog').getByRole('button', { name: '登录', exact: true }).click()
  await lost.app().untilSynced()
  expect(lost.complaints).toEqual([])
}, 60_000)

test('[SE2] without a network the page says so, and asks again when told', async () => {
  await tablet.app().visit('/me')
  await tablet.network('offline')
  await tablet.app().visit('/me/devices')
  await page.getByText('查看设备需要联网。').waitFor()
  expect(await findingsOn(tablet.app(), 'my devices offline')).toEqual([])
  await tablet.network('online')
  await page.getByRole('button', { name: '重试' }).click()
  await sees(page, ['本机'])
  expect(tablet.complaints).toEqual([])
}, 60_000)

test('[SR2] a lead is told whose customers have no owner any more, and the hand-over is filled in', async () => {
  const admin = createTestClient(server.url)
  await admin.signIn('9001', password)
  const staff: { id: string; staffNo: string; name: string }[] = await (
    await admin.get('/admin/staff')
  ).json()
  const leaver = staff.find(({ staffNo }) => staffNo === '1002')
  await admin.patch(`/admin/staff/${leaver?.id}`, { active: false })
  const lead = createTablet('lead', server.url)
  const app = await lead.start()
  await app.signIn('5001', password)
  await app.untilSynced()
  await app.page.getByRole('link', { name: /^已停用的同事名下还有 \d+ 位客户/ }).click()
  const row = app.page
    .getByRole('listitem')
    .filter({ hasText: leaver?.name ?? '', has: app.page.getByRole('link', { name: '移交' }) })
  expect(await row.first().textContent()).toMatch(/等 \d+ 位客户|共 \d+ 位客户/)
  expect(await findingsOn(app, 'leavers')).toEqual([])
  await row.getByRole('link', { name: '移交' }).click()
  await app.page.getByRole('heading', { name: '移交客户' }).waitFor()
  await sees(app.page, [leaver?.name ?? '', '离职'])
  await lead.dispose()
}, 90_000)
