import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, saveSheet } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '张明朗'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  devices = await startTwoDevices('find', 120)
  ;({ tablet, desktop } = devices)
}, 120_000)

afterAll(() => devices.dispose())

test('[R25] a tag given offline narrows the list, is saved by a name, and stays after going back and a reload', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  const path = await addCustomer(tablet.app(), { name, mobile: '13900007788' })
  await visit(`${path}/edit`)
  await page.getByRole('textbox', { name: '标签' }).fill('老年合唱团')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^保存/ }).click()
  await page.waitForURL((url) => url.pathname === path)

  await visit('/customers')
  await page.getByRole('button', { name: /^筛选/ }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('老年合唱团').click()
  await sheet.getByText('不限', { exact: true }).first().waitFor()
  await sheet.getByRole('textbox', { name: /名称/ }).fill('合唱团')
  await sheet.getByRole('button', { name: '保存当前筛选' }).click()
  expect(await findingsOn(tablet.app(), 'filters')).toEqual([])
  await sheet.getByRole('button', { name: '查看 1 位' }).click()
  await sheet.waitFor({ state: 'detached' })
  await expectOnly(page, name)
  expect(await findingsOn(tablet.app(), 'table of customers')).toEqual([])
  // Tags are words about people: they do not stand in the address.
  expect(decodeURIComponent(page.url())).not.toContain('合唱团')

  await rows(page).getByRole('link', { name }).click()
  await page.waitForURL((url) => url.pathname === path)
  await page.goBack()
  await expectOnly(page, name)

  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit('/customers')
  await expectOnly(again.page, name)
  await again.page.getByRole('button', { name: /^去掉筛选：标签/ }).click()
  await rows(again.page).getByRole('link').nth(3).waitFor()
  await again.page.getByRole('button', { name: '合唱团', exact: true }).click()
  await expectOnly(again.page, name)

  await tablet.network('online')
  await again.wake()
  await desktop.app().visit('/customers')
  await desktop.app().page.getByRole('searchbox').fill('zmla')
  await rows(desktop.app().page).getByRole('link', { name }).click()
  await desktop.app().page.getByRole('tab', { name: '档案' }).click()
  await desktop.app().page.getByText('老年合唱团').waitFor()
  // The saved filter is there as well.
  await desktop.app().visit('/customers')
  await desktop.app().page.getByRole('searchbox').fill('')
  await desktop.app().page.getByRole('button', { name: '合唱团', exact: true }).click()
  await expectOnly(desktop.app().page, name)
}, 150_000)

test('[R10] offline, a need and the risk level narrow the list, and the need does no more once it is met; the other device finds the same', async () => {
  await tablet.network('offline')
  const app = tablet.app()
  const path = await addCustomer(app, { name: '左丘知微' })
  const { page, visit } = app
  await visit(`${path}/edit`)
  await page.locator('[data-field=riskLevel] button').first().click()
  await page.getByRole('option', { name: /^C1/ }).click()
  await page.getByRole('button', { name: /^保存/ }).first().click()
  await page.waitForURL((url) => url.pathname === path)
  await visit(`${path}/file/needs/new`)
  await pickInSheet(page, 'type', '财富传承')
  await saveSheet(page)

  await narrowToNeed(app)
  expect(await page.getByText('需求：财富传承').count()).toBe(1)

  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  const there = desktop.app()
  await there.untilSynced()
  await narrowToNeed(there)

  await rows(page).getByRole('link', { name: '左丘知微' }).click()
  await page.getByRole('tab', { name: '档案' }).click()
  await page.getByRole('link', { name: '财富传承' }).click()
  await page.getByRole('dialog').getByText('已满足', { exact: true }).click()
  await saveSheet(page)
  await app.untilSynced()
  await there.page.getByText('没有符合这些条件的客户').waitFor({ timeout: 10_000 })
  await visit('/customers')
  for (const each of [page, there.page]) {
    await each.getByRole('button', { name: /^去掉筛选：需求/ }).click()
    await each.getByRole('button', { name: /^去掉筛选：风险/ }).click()
  }
}, 120_000)

test('[R68] offline, sounds that many mix up find each other only when switched on, and it stays switched on; the other device finds the same', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await visit('/customers')
  await page.getByRole('button', { name: '合唱团', exact: true }).click()
  await page.keyboard.press('Control+k')
  await page.getByRole('searchbox').fill('zangminlan')
  await page.getByRole('button', { name: '用模糊音再找' }).click()
  await expectOnly(page, name)
  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit('/customers')
  await again.page.getByRole('searchbox').fill('zangminlan')
  await expectOnly(again.page, name)
  expect(await again.page.getByText('用模糊音再找').count()).toBe(0)

  await tablet.network('online')
  const there = desktop.app()
  await there.visit('/customers')
  await there.page.getByRole('searchbox').fill('zangminlan')
  await there.page.getByRole('button', { name: '用模糊音再找' }).click()
  await expectOnly(there.page, name)
}, 90_000)

function rows(page: Page) {
  return page.getByRole('main').getByRole('list', { name: '客户列表' })
}

async function expectOnly(page: Page, name: string): Promise<void> {
  await rows(page).getByRole('link', { name }).waitFor()
  await page.waitForFunction(
    () => document.querySelectorAll('[aria-label="客户列表"] > li').length === 1,
  )
}

async function pickInSheet(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('dialog').locator(`[data-field=${field}] button`).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Nobody else of the lowest capacity has this need. */
async function narrowToNeed(app: AppDriver): Promise<void> {
  const { page } = app
  await app.visit('/customers')
  await page.getByRole('searchbox').fill('')
  await page.getByRole('button', { name: /^筛选/ }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '清除筛选' }).click()
  await sheet.getByRole('checkbox', { name: /^财富传承/ }).check({ force: true })
  await sheet.getByRole('checkbox', { name: /^C1/ }).check({ force: true })
  expect(await findingsOn(app, 'a filter by need')).toEqual([])
  await sheet.getByRole('button', { name: '查看 1 位' }).click()
  await sheet.waitFor({ state: 'detached' })
  await expectOnly(page, '左丘知微')
}
