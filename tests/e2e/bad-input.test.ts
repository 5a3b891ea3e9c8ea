import { setTimeout as after } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCustomer, sees, startNote, stream, writeNote } from '#tests/support/customer-work.ts'
import { inServerDatabase, recordsThatSay } from '#tests/support/server-database.ts'
import { sidewaysOverflow } from '#tests/support/overflow.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
const restored = '已恢复上次未填完的内容'

let server: ServerProcess
let tablet: Tablet
let customerPath: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  tablet = createTablet('bad-input', server.url)
}, 60_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

test('the server cannot be reached at the first start: it is said, and trying again works once it is up', async () => {
  const { page, untilOfflineReady } = await tablet.start()
  await untilOfflineReady()
  await server.stop()
  await page.reload()
  await page.getByRole('heading', { name: '连不上服务器' }).waitFor()
  await sees(page, ['第一次使用需要联网下载资料。请检查网络，再试一次。'])
  await page.getByRole('button', { name: '重试' }).click()
  await page.getByRole('heading', { name: '连不上服务器' }).waitFor()
  await server.restart()
  await page.getByRole('button', { name: '重试' }).click()
  await page.getByRole('heading', { name: '登录行伴' }).waitFor()
}, 60_000)

test('a wrong password is said, and the typed staff number stays', async () => {
  const app = tablet.app()
  const staffNo = app.page.locator('input[name=staffNo]')
  await staffNo.fill('1001')
  await app.page.locator('input[name=password]').fill('not the password')
  await app.page.getByRole('button', { name: '登录', exact: true }).click()
  await app.page.getByRole('alert').getByText('工号或密码不对，请检查后再试。').waitFor()
  expect(await staffNo.inputValue()).toBe('1001')
  await app.signIn('1001', password)
  await app.untilSynced()
  customerPath = await addCustomer(app, { name: '欧阳试笔' })
}, 60_000)

test('the session ended with unsent work: nothing is lost, and signing in again in the sheet sends it', async () => {
  const app = tablet.app()
  const { page } = app
  await app.untilSynced()
  await tablet.network('offline')
  await writeNote(app, customerPath, '登录过期时还没传的话')
  inServerDatabase(server.folder, (database) => database.exec('delete from sessions'))
  await tablet.network('online')
  await app.wake()
  await sees(page, ['登录已结束。本机记录都在，未上传的内容登录后会自动继续上传。'])
  expect(await app.chip()).toBe('请重新登录')
  await stream(page).getByText('登录过期时还没传的话').waitFor()
  expect(recordsThatSay(server.folder, '登录过期时还没传的话')).toBe(0)

  await page.getByRole('button', { name: '登录', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '请重新登录' })
  await sheet.locator('input[name=password]').fill('not the password')
  await sheet.getByRole('button', { name: '登录', exact: true }).click()
  await sheet.getByText('密码不对，请再试一次。').waitFor()
  await sheet.locator('input[name=password]').fill(password)
  await sheet.getByRole('button', { name: '登录', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await app.untilSynced()
  expect(recordsThatSay(server.folder, '登录过期时还没传的话')).toBe(1)
}, 60_000)

test('a note left half-written when the browser was killed 0.5 s later is there again, offline', async () => {
  await startNote(tablet.app(), customerPath, '')
  await tablet.app().page.keyboard.type('客户刚说到一半，')
  // Not a wait for something to happen: half a second is what the promise allows.
  await after(500)
  await tablet.kill()
  const app = await tablet.start('offline')
  await app.unlock(password)
  await app.visit(`${customerPath}/notes/new`)
  await sees(app.page, [restored])
  const text = app.page.getByRole('dialog').getByLabel('内容')
  expect(await text.inputValue()).toBe('客户刚说到一半，')
  await app.page.getByRole('button', { name: '清空重填' }).click()
  expect(await text.inputValue()).toBe('')
  await app.page.keyboard.press('Escape')
  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
}, 60_000)

test('a sheet closed with Esc keeps what was typed', async () => {
  const app = tablet.app()
  await startNote(app, customerPath, '先看一眼档案再写')
  await app.page.keyboard.press('Escape')
  await app.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await stream(app.page).getByText('先看一眼档案再写').count()).toBe(0)
  await app.page
    .getByRole('link', { name: '记一笔' })
    .or(app.page.getByRole('button', { name: '记一笔' }))
    .first()
    .click()
  await sees(app.page, [restored])
  expect(await app.page.getByRole('dialog').getByLabel('内容').inputValue()).toBe(
    '先看一眼档案再写',
  )
  await app.page.keyboard.press('Escape')
  await app.page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('a name of 61 characters is refused beside the field; one of 60 is saved and shown without breaking the page', async () => {
  const app = tablet.app()
  const { page } = app
  for (const longest of [
    '阿不都热合曼·'.repeat(8) + '买买提江',
    'Wolfeschlegel'.repeat(4) + 'steinhau',
  ]) {
    expect(longest).toHaveLength(60)
    await app.visit('/customers/new')
    const name = page.getByLabel('姓名')
    await name.fill(`${longest}x`)
    await page.getByRole('button', { name: '保存客户' }).click()
    await errorBeside(page.locator('[data-field=name]'), '姓名最多 60 个字符')
    expect(new URL(page.url()).pathname).toBe('/customers/new')
    await name.fill(longest)
    await page.getByRole('button', { name: '保存客户' }).click()
    await page.waitForURL((url) => /^\/customers\/[0-9a-f-]{36}$/.test(url.pathname))
    await page.setViewportSize({ width: 320, height: 640 })
    await page.getByRole('heading', { name: longest }).first().waitFor()
    expect(await sidewaysOverflow(page)).toBe(0)
    await app.visit('/customers')
    await page.getByRole('main').getByText(longest).first().waitFor()
    expect(await sidewaysOverflow(page)).toBe(0)
    await page.setViewportSize({ width: 1366, height: 768 })
  }
  await app.untilSynced()
}, 60_000)

test('a lunar date that does not exist is explained beside the field, and nothing is saved', async () => {
  const app = tablet.app()
  const { page } = app
  await app.visit(`${customerPath}/dates/new`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: '农历' }).check({ force: true })
  await choose(page, 'month', '二月')
  await choose(page, 'day', '三十')
  // 2025: 二月 from 28 February to 28 March, 29 days.
  await dialog.getByLabel('年', { exact: true }).fill('2025')
  await errorBeside(dialog.locator('[data-field=day]'), '2025 年农历二月最多到廿九')
  await dialog.getByRole('button', { name: '保存' }).click()
  await sees(page, ['还有 1 处需要补充，已为您标出。'])

  await choose(page, 'day', '十五')
  await dialog.getByLabel('年', { exact: true }).fill('')
  await dialog.getByRole('checkbox', { name: /闰二月/ }).check({ force: true })
  await dialog.getByLabel('年', { exact: true }).fill('2024')
  await errorBeside(dialog.locator('[data-field=leap]'), '2024 年没有闰二月，那一年没有闰月')
  await dialog.getByLabel('年', { exact: true }).fill('2025')
  await errorBeside(dialog.locator('[data-field=leap]'), '2025 年没有闰二月，那一年闰的是六月')
  await dialog.getByRole('button', { name: '保存' }).click()
  expect(await dialog.count()).toBe(1)

  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: '日子' }).click()
  await sees(page, ['还没有重要日期'])
  // What was typed is kept: the date can be corrected later.
  await app.visit(`${customerPath}/dates/new`)
  await sees(page, [restored])
  expect(await dialog.getByLabel('年', { exact: true }).inputValue()).toBe('2025')
  // 2023 had a 闰二月.
  await dialog.getByLabel('年', { exact: true }).fill('2023')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'detached' })
  await app.untilSynced()
  const { records } = await pullAsLead()
  const dates = records.filter(
    ({ type, data }) =>
      type === 'important-date' && data['customerId'] === customerPath.split('/')[2],
  )
  expect(dates.map(({ data }) => [data['year'], data['month'], data['leap'], data['day']])).toEqual(
    [[2023, 2, true, 15]],
  )
}, 60_000)

test('[SE4] through all of this nothing broke the content security policy, and no error reached the page', () => {
  expect(tablet.complaints).toEqual([])
})

/** A screen reader hears the message with the control; `field` is the part of the form around both. */
async function errorBeside(field: Locator, text: string): Promise<void> {
  await field.getByText(text).waitFor()
  const control = field.locator('[aria-describedby]').first()
  const ids = ((await control.getAttribute('aria-describedby')) ?? '').split(' ')
  const described = await Promise.all(
    ids.map((id) => field.page().locator(`[id="${id}"]`).textContent()),
  )
  expect(described.join(' ')).toContain(text)
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('dialog').locator(`[data-field=${field}] button`).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function pullAsLead() {
  const client = createTestClient(server.url)
  await client.signIn('5001', password)
  return client.pull()
}
