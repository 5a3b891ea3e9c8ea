import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, civilDateInShanghai } from '#shared/domain/civil-date.ts'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { saveSheet, sees, stream } from '#tests/support/customer-work.ts'
import { sidewaysOverflow } from '#tests/support/overflow.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'
import { typeDate } from '#tests/support/type-date.ts'

const name = '乐正🎂小满'
const today = civilDateInShanghai(Date.now())
const tomorrow = addDays(today, 1)

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  devices = await startTwoDevices('bad-customer', 20)
  ;({ tablet, desktop } = devices)
  // The key for identity numbers comes with the first contact.
  await tablet.app().visit('/customers/new')
  await identity(tablet.app().page).and(tablet.app().page.locator(':enabled')).waitFor()
}, 120_000)

afterAll(() => devices.dispose())

test('[R7][R17] offline, what a customer cannot be is said beside each field and the rest stays; mended, the other device has all of it', async () => {
  await tablet.network('offline')
  const app = tablet.app()
  const { page } = app
  await app.visit('/customers/new')
  await page.getByLabel('姓名').fill('长'.repeat(200))
  await page.getByLabel('手机号码').fill('+86 １３９-００００ ６６５５')
  await identity(page).fill('110105194913310021')
  await page.getByLabel('置顶').fill('🎂👨‍👩‍👧 一家三口，喜欢靠窗')
  await page.getByRole('textbox', { name: '职业背景' }).fill('面点师')
  for (const field of ['deceasedOn', 'tierSince', 'riskAssessedOn']) {
    await typeDate(page, field, tomorrow)
  }
  await page.getByRole('button', { name: '保存客户' }).click()
  await says(page, 'name', '姓名最多 60 个字符')
  await says(page, 'idHmac', '没有这一天')
  for (const field of ['deceasedOn', 'tierSince', 'riskAssessedOn']) {
    await says(page, field, '日期不能晚于今天')
  }
  expect(new URL(page.url()).pathname).toBe('/customers/new')
  expect(await page.getByLabel('手机号码').inputValue()).toBe('13900006655')
  expect(await page.getByRole('textbox', { name: '职业背景' }).inputValue()).toBe('面点师')
  expect(await findingsOn(app, 'a customer with faults')).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await sidewaysOverflow(page)).toBe(0)
  await page.setViewportSize({ width: 1366, height: 768 })

  await page.getByLabel('姓名').fill('🎂🎂')
  await says(page, 'name', '姓名里至少要有一个文字')
  await page.getByLabel('姓名').fill(name)
  await identity(page).fill('')
  for (const field of ['deceasedOn', 'tierSince', 'riskAssessedOn']) {
    await clearDate(page, field)
  }
  await page.getByRole('button', { name: '保存客户' }).click()
  await page.waitForURL((url) => /^\/customers\/[0-9a-f-]{36}$/.test(url.pathname))
  const { pathname } = new URL(page.url())
  await looksRight(app, pathname)

  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  await desktop.app().untilSynced()
  await looksRight(desktop.app(), pathname)
  await desktop.app().visit('/customers')
  await desktop.app().page.getByRole('searchbox').fill('6655')
  await desktop
    .app()
    .page.getByRole('list', { name: '客户列表' })
    .getByRole('link', { name })
    .waitFor()
}, 120_000)

test('[R4] offline, a talk of a day to come is refused beside the day, what was written stays, and of today it is on the other device', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  const path = new URL(page.url()).pathname
  const said = '说好明年再看 🎂 １２３'
  await visit(`${path}/notes/new`)
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('内容').fill(said)
  await sheet.getByText('更多：结果、情绪、关注点').click()
  await typeDate(page, 'on', tomorrow)
  await sheet.getByRole('button', { name: '保存', exact: true }).click()
  await says(page, 'on', '日期不能晚于今天')
  expect(await sheet.getByLabel('内容').inputValue()).toBe(said)
  await typeDate(page, 'on', '0202')
  await says(page, 'on', '请核对年份')
  await typeDate(page, 'on', today)
  await sheet.getByLabel('时长（分钟）').fill('半小时')
  await says(page, 'minutes', '请填 0 到 1440 的整数')
  await sheet.getByLabel('时长（分钟）').fill('３５')
  await saveSheet(page)
  await page.getByRole('tab', { name: '往来' }).click()
  await stream(page).getByText(said).waitFor()
  await tablet.network('online')
  await tablet.app().wake()
  await tablet.app().untilSynced()
  await desktop.app().visit(path)
  await desktop.app().page.getByRole('tab', { name: '往来' }).click()
  await stream(desktop.app().page).getByText(said).waitFor({ timeout: 10_000 })
  await stream(desktop.app().page).getByText('35 分钟').waitFor()
}, 90_000)

test('offline, a half-typed year is pointed out in a task, a need, a plan, a complaint and the filter, and is kept nowhere', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  const path = new URL(page.url()).pathname
  const customerId = path.split('/')[2]
  const forms = [
    { at: `/tasks/new?customer=${customerId}`, field: 'dueOn', save: '保存' },
    { at: `${path}/file/needs/new`, field: 'saidOn', save: '保存' },
    { at: `${path}/file/plan/new`, field: 'reviewOn', save: '保存' },
    { at: `/complaints/new?customer=${customerId}`, field: 'receivedOn', save: '登记' },
  ]
  for (const { at, field, save } of forms) {
    await visit(at)
    await typeDate(page, field, '0202')
    await page.getByRole('button', { name: save, exact: true }).click()
    await says(page, field, '请核对年份')
    await typeDate(page, field, '2026')
    await page
      .locator(`[data-field="${field}"]`)
      .getByText('请核对年份')
      .waitFor({ state: 'detached' })
  }
  await visit('/customers')
  await page.getByRole('button', { name: /^筛选/u }).click()
  await typeDate(page, 'contactedBefore', '0202-06-01')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('switch').first().focus()
  await says(page, 'contactedBefore', '请核对年份')
  await sheet.getByRole('button', { name: /^查看/u }).click()
  expect(await page.getByRole('button', { name: /^去掉筛选/u }).count()).toBe(0)
  await tablet.network('online')
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

function identity(page: Page) {
  return page.getByRole('textbox', { name: '身份证号' })
}

async function says(page: Page, field: string, text: string | RegExp): Promise<void> {
  await page.locator(`[data-field="${field}"]`).getByText(text).first().waitFor()
}

async function clearDate(page: Page, field: string): Promise<void> {
  await page.locator(`[data-field="${field}"]`).getByRole('button', { name: /清除/ }).click()
}

async function looksRight({ page, visit }: AppDriver, path: string): Promise<void> {
  await visit(path)
  await page.getByRole('heading', { name }).first().waitFor({ timeout: 10_000 })
  await sees(page, ['🎂👨‍👩‍👧 一家三口，喜欢靠窗'])
  await page.getByRole('tab', { name: '档案' }).click()
  await sees(page, ['面点师', '139****6655'], 10_000)
}
