import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, choose, saveSheet, sees, writeNote } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '闾丘采薇'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('churn', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name })
  await tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R43] what a note says offline is suggested with its reason, taken up with one tap, and ended with cause and result; the other device says the same', async () => {
  await tablet.network('offline')
  const app = tablet.app()
  await writeNote(app, customerPath, '客户问怎么销户，嫌利率低')
  const notice = app.page.getByRole('link', { name: /可能流失：咨询销户/ })
  await notice.waitFor()

  await app.visit('/churn')
  const waiting = row(app.page, '待处理')
  await waiting.getByText(/的记录里提到“销户”/).waitFor()
  expect(await findingsOn(app, 'churn')).toEqual([])
  await waiting.getByRole('button', { name: `今天干预 ${name}` }).click()
  await waiting.waitFor({ state: 'detached' })
  await app.page.getByRole('main').getByText('干预中').first().click()
  await row(app.page, '干预中').waitFor()
  await app.visit('/tasks')
  await app.page.getByText('挽留：咨询销户').first().waitFor()

  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit('/churn?view=intervening')
  await row(again.page, '干预中').getByRole('link').click()
  const sheet = again.page.getByRole('dialog')
  await sheet.getByText('已挽回', { exact: true }).click()
  await choose(again.page, /流失原因/, /收益、利率/)
  await sheet.getByLabel('说明').fill('改签三年期，留下了')
  await sheet.getByText('改为“已挽回”').click()
  expect(await findingsOn(again, 'a churn signal')).toEqual([])
  await saveSheet(again.page)

  await tablet.network('online')
  await again.wake()
  await again.untilSynced()
  const other = desktop.app()
  await other.visit('/churn?view=recovered')
  await row(other.page, '已挽回').waitFor({ timeout: 10_000 })
  await sees(other.page, ['原因：收益、利率', '改签三年期，留下了'])
  await other.visit(customerPath)
  await other.page.getByText('挽留：咨询销户').first().waitFor()
  await other.page.getByRole('tab', { name: '档案' }).click()
  await other.page.getByText('已结束 1 条').click()
  // The signal, and the stage of the customer.
  await other.page.getByText('已挽回', { exact: true }).nth(1).waitFor()
  expect(await other.page.getByRole('link', { name: /可能流失/ }).count()).toBe(0)
}, 120_000)

test('[R43] two devices that take one suggestion up offline make one signal and one task', async () => {
  await writeNote(tablet.app(), customerPath, '隔壁送米，客户说别的银行利率高')
  await tablet.app().untilSynced()
  await desktop.app().visit('/churn')
  await row(desktop.app().page, '待处理').waitFor({ timeout: 10_000 })
  await tablet.app().visit('/churn')
  for (const each of [tablet, desktop]) await each.network('offline')
  for (const { page } of [tablet.app(), desktop.app()]) {
    await row(page, '待处理')
      .getByRole('button', { name: `今天干预 ${name}` })
      .click()
    await row(page, '待处理').waitFor({ state: 'detached' })
  }
  for (const each of [tablet, desktop]) {
    await each.network('online')
    await each.app().wake()
    await each.app().untilSynced()
  }
  for (const { page, visit } of [tablet.app(), desktop.app()]) {
    await visit('/sync')
    expect(await page.getByText('两边都改了').count()).toBe(0)
    await visit('/churn?view=intervening')
    await row(page, '干预中').waitFor({ timeout: 10_000 })
    expect(await row(page, '干预中').count()).toBe(1)
    await visit('/tasks')
    await page.getByText('挽留：提及他行').first().waitFor()
    expect(await page.getByRole('listitem').filter({ hasText: '挽留：提及他行' }).count()).toBe(1)
  }
}, 120_000)

test('[R43] a suggestion is a false alarm only with a reason, and is not made again', async () => {
  const { page, visit } = tablet.app()
  await writeNote(tablet.app(), customerPath, '替同学问怎么销户')
  await visit('/churn')
  await row(page, '待处理').getByRole('link').click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('误报', { exact: true }).click()
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.getByText('请填写').first().waitFor()
  await sheet.getByLabel('为什么是误报').fill('是替同学问的')
  await saveSheet(page)
  await row(page, '待处理').waitFor({ state: 'detached' })
  await tablet.app().untilSynced()
  await desktop.app().visit('/churn?view=dismissed')
  await row(desktop.app().page, '误报').getByText('是替同学问的').waitFor({ timeout: 10_000 })
  await desktop.app().visit('/churn')
  expect(await row(desktop.app().page, '待处理').count()).toBe(0)
}, 90_000)

test('[R43] a signal that somebody noted by hand stands on the customer and on the board of the other device', async () => {
  const { page, visit } = tablet.app()
  await visit(`${customerPath}/file/churn/new`)
  await choose(page, /选择看到的情况/, /大额转出/)
  await page.getByRole('dialog').getByLabel('依据').fill('上午转走 80 万')
  await saveSheet(page)
  await page.getByRole('link', { name: /可能流失：.*大额转出/ }).waitFor()
  await tablet.app().untilSynced()
  await desktop.app().visit('/churn?view=intervening')
  const noted = row(desktop.app().page, '干预中').filter({ hasText: '上午转走 80 万' })
  await noted.waitFor({ timeout: 10_000 })
  expect(await noted.textContent()).toContain('大额转出')
}, 90_000)

test('[R43] invariant 5: of a customer who is not to be contacted nothing is suggested', async () => {
  const { page, visit } = tablet.app()
  const path = await addCustomer(tablet.app(), { name: '南宫折柳' })
  await writeNote(tablet.app(), path, '电话里说要销户')
  await page.getByRole('link', { name: /可能流失/ }).waitFor()
  await visit(`${path}/edit`)
  await page.getByText('请勿打扰', { exact: true }).click()
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === path)
  await page.getByRole('link', { name: /可能流失/ }).waitFor({ state: 'detached' })
  await visit(`${path}/file/churn/new`)
  const sheet = page.getByRole('dialog')
  await sheet.getByText('只作记录，不安排干预').waitFor()
  expect(await sheet.getByText('干预中', { exact: true }).count()).toBe(0)
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

/** The rows of the customer in a group of the board. */
function row(page: Page, view: string) {
  return page
    .getByRole('main')
    .getByRole('list', { name: view })
    .getByRole('listitem')
    .filter({ hasText: name })
}
