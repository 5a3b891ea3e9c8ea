import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer } from '#tests/support/customer-work.ts'
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
