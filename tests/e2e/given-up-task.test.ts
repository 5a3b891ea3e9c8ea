import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, stream } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '东方未晞'
const title = '问清保单受益人'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('given-up-task', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name })
  await tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R29] the card opens its task and a new one; a task leads back to the card and what was typed is still there', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await visit(customerPath)
  const briefing = page.getByRole('region', { name: '见面前速览' })
  await briefing.getByRole('button', { name: /没有待办/ }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('要做什么').fill(title)
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.waitFor({ state: 'detached' })
  await briefing.getByRole('button', { name: new RegExp(title) }).click()
  await sheet.getByText('任务详情').waitFor()
  await sheet.getByRole('button', { name: '关闭' }).click()
  await sheet.waitFor({ state: 'detached' })

  await visit('/tasks?who=all')
  await page.getByRole('link', { name: title }).click()
  await sheet.getByLabel('备注').fill('周五之前问')
  await sheet.getByRole('link', { name }).click()
  await page.waitForURL((url) => url.pathname === customerPath)
  await sheet.waitFor({ state: 'detached' })
  await page.goBack()
  await sheet.waitFor()
  expect(await sheet.getByLabel('备注').inputValue()).toBe('周五之前问')
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.waitFor({ state: 'detached' })
}, 120_000)

test('[R29] a task that is given up offline is found beside the done ones, on the other device too, which restores it', async () => {
  const { page, visit } = tablet.app()
  await visit('/tasks')
  await page.getByRole('link', { name: title }).click()
  const sheet = page.getByRole('dialog')
  expect(await findingsOn(tablet.app(), 'a task')).toEqual([])
  await sheet.getByRole('button', { name: '不做了' }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: title }).waitFor({ state: 'detached' })
  await tablet.network('online')
  await tablet.app().untilSynced()

  const other = desktop.app()
  await other.visit(customerPath)
  await stream(other.page).getByText('不做了').waitFor({ timeout: 10_000 })
  await other.visit('/tasks?view=done')
  await other.page.getByRole('button', { name: `恢复任务：${title}` }).waitFor()
  await other.page.getByRole('link', { name: title }).click()
  const there = other.page.getByRole('dialog')
  await there.getByText(/ 标为不做了$/).waitFor()
  expect(await findingsOn(other, 'a task that was given up')).toEqual([])
  await there.getByRole('button', { name: '恢复任务' }).click()
  await there.waitFor({ state: 'detached' })
  await other.page.getByRole('button', { name: '撤销' }).waitFor()
  await other.untilSynced()

  await visit('/tasks')
  await page.getByRole('link', { name: title }).waitFor({ timeout: 10_000 })
}, 120_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})
