import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  devices = await startTwoDevices('duplicates', 20)
  ;({ tablet, desktop } = devices)
}, 120_000)

afterAll(() => devices.dispose())

test('[R17] whoever was added twice offline is warned of and listed, on the other device as well', async () => {
  await tablet.network('offline')
  const app = tablet.app()
  const { page, visit } = app
  await addCustomer(app, { name: '慕容晓岚', mobile: '13900005566' })
  await visit('/customers/new')
  await page.getByLabel('姓名').fill('慕容小岚')
  await page
    .getByText(/· 同音$/)
    .first()
    .waitFor()
  await page.getByLabel('手机号码').fill('139 0000 5566')
  await page
    .getByText(/· 号码相同$/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: '保存客户' }).click()
  await page.getByRole('heading', { name: '慕容小岚' }).first().waitFor()

  await visit('/customers/duplicates')
  await pair(page).waitFor()
  expect(await findingsOn(app, 'possible duplicates')).toEqual([])

  await tablet.network('online')
  await app.wake()
  await desktop.app().visit('/customers/duplicates')
  await pair(desktop.app().page).getByText('号码相同').waitFor()

  const different = page.getByRole('button', { name: '慕容晓岚 和 慕容小岚 不是同一人' })
  await different.click()
  await pair(page).waitFor({ state: 'detached' })
  await page.getByText('已移出列表').last().waitFor()
  await page.getByRole('button', { name: '撤销' }).last().click()
  await pair(page).waitFor()
  await different.click()
  await pair(page).waitFor({ state: 'detached' })
  await app.visit('/customers')
  await page.getByRole('list', { name: '客户列表' }).getByRole('link').first().waitFor()
  await app.untilSynced()
  await pair(desktop.app().page).waitFor({ state: 'detached', timeout: 10_000 })
  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit('/customers/duplicates')
  await again.page.getByText('没有可能重复的客户').waitFor()
  expect(await pair(again.page).count()).toBe(0)
}, 120_000)

function pair(page: Page) {
  return page
    .getByRole('main')
    .getByRole('list', { name: '可能重复的客户' })
    .getByRole('listitem')
    .filter({ hasText: '慕容晓岚' })
    .filter({ hasText: '慕容小岚' })
}
