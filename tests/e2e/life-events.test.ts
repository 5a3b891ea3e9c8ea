import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, civilDateInShanghai, civilDateParts } from '#shared/domain/civil-date.ts'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, saveSheet, sees, stream } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '东方未晞'
const congratulate = '祝贺添丁，聊聊教育金和保障'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('life-events', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name })
  await tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R27] a child that is noted offline suggests a call, which one tap makes a task; stream, briefing and file of the other device say the same', async () => {
  await tablet.network('offline')
  const { page } = tablet.app()
  await tablet.app().visit(customerPath)
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '记变化' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('添丁', { exact: true }).click()
  await sheet.getByLabel('说明').fill('添了个女儿')
  await sheet.getByText(/^保存后会建议：/).waitFor()
  expect(await findingsOn(tablet.app(), 'a life event')).toEqual([])
  await saveSheet(page)

  await notice(page).getByText(congratulate).waitFor()
  expect(await findingsOn(tablet.app(), 'a suggestion')).toEqual([])
  await tablet.app().visit('/today')
  const waiting = page.getByRole('region', { name: '客户变化，等您决定' })
  await waiting.waitFor()
  // What is due first stands in front.
  const more = waiting.getByRole('button', { name: /^(显示全部|再显示)/ })
  while ((await more.count()) > 0) await more.click()
  await waiting.getByRole('button', { name: `安排：${name}，添丁` }).waitFor()
  await tablet.app().visit(customerPath)
  await notice(page)
    .getByRole('button', { name: `安排：${name}，添丁` })
    .click()
  await notice(page).waitFor({ state: 'detached' })

  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit(customerPath)
  await sees(again.page, [congratulate])
  await inStep()

  const other = desktop.app()
  await other.visit(customerPath)
  await stream(other.page).getByText(congratulate).waitFor({ timeout: 10_000 })
  await stream(other.page).getByText('变化 · 已安排').waitFor()
  const briefing = other.page.getByRole('region', { name: '见面前速览' })
  await briefing.getByText('近期变化').waitFor()
  expect(await briefing.textContent()).toContain('添了个女儿')
  await other.page.getByRole('tab', { name: '档案' }).click()
  await panel(other.page).getByText('已处理 1 条').click()
  await panel(other.page).getByText('已安排', { exact: true }).waitFor()
  expect(await notice(other.page).count()).toBe(0)
}, 120_000)

test('[R27] a suggestion is declined with a reason, which can be undone; the other device is not asked again', async () => {
  const { page } = tablet.app()
  await noteChange(tablet.app(), '搬家', '搬到江边')
  await decline(page, '搬家', '时机不合适')
  await page.getByRole('button', { name: '撤销' }).click()
  await notice(page).getByText('搬家').waitFor()
  await decline(page, '搬家', '已经谈过')
  await stream(page).getByText('变化 · 不跟进 · 已经谈过').waitFor()
  await tablet.app().untilSynced()
  await desktop.app().visit(customerPath)
  await desktop.app().page.getByRole('tab', { name: '往来' }).click()
  await stream(desktop.app().page)
    .getByText('变化 · 不跟进 · 已经谈过')
    .waitFor({ timeout: 10_000 })
  expect(await notice(desktop.app().page).count()).toBe(0)
}, 90_000)

test('[R27] a maturity that is known by its date suggests a talk by itself; two devices that plan it apart make one event and one task', async () => {
  await addMaturity(tablet.app(), addDays(civilDateInShanghai(Date.now()), 20))
  await tablet.app().untilSynced()
  const planIt = `安排：${name}，产品到期`
  await desktop.app().visit(customerPath)
  await notice(desktop.app().page)
    .getByRole('button', { name: planIt })
    .waitFor({ timeout: 10_000 })
  for (const each of [tablet, desktop]) await each.network('offline')
  for (const { page } of [tablet.app(), desktop.app()]) {
    await notice(page).getByRole('button', { name: planIt }).click()
    await notice(page).waitFor({ state: 'detached' })
  }
  await inStep()
  for (const { page, visit } of [tablet.app(), desktop.app()]) {
    await visit('/sync')
    expect(await page.getByText('两边都改了').count()).toBe(0)
    await visit(customerPath)
    await page.getByRole('tab', { name: '往来' }).click()
    const task = stream(page).getByText(/存款或理财到期：问资金安排，谈续存$/)
    await task.first().waitFor({ timeout: 10_000 })
    expect(await task.count()).toBe(1)
    await page.getByRole('tab', { name: '档案' }).click()
    await panel(page).getByText('已处理 3 条').waitFor()
  }
}, 120_000)

test('[R27] [R43] a large sum that went out is a churn signal, on the other device too', async () => {
  const { page } = tablet.app()
  await noteChange(tablet.app(), '大额资金转出', '转走 80 万')
  await page.getByRole('link', { name: /可能流失：大额转出/ }).waitFor()
  expect(await notice(page).count()).toBe(0)
  await tablet.app().untilSynced()
  await desktop.app().visit(customerPath)
  await desktop
    .app()
    .page.getByRole('link', { name: /可能流失：大额转出/ })
    .waitFor({ timeout: 10_000 })
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

/** What is to be decided on, above the customer. */
function notice(page: Page) {
  return page.getByRole('main').getByRole('region', { name: '待决定的变化' })
}

/** The part of the file. */
function panel(page: Page) {
  return page.getByRole('main').getByRole('region', { name: '客户变化', exact: true })
}

async function noteChange({ page, visit }: AppDriver, kind: string, note: string): Promise<void> {
  await visit(`${customerPath}/file/changes/new`)
  const sheet = page.getByRole('dialog')
  await sheet.getByText(kind, { exact: true }).click()
  await sheet.getByLabel('说明').fill(note)
  await saveSheet(page)
}

async function decline(page: Page, kind: string, reason: string): Promise<void> {
  await notice(page)
    .getByRole('button', { name: `不跟进：${name}，${kind}` })
    .click()
  await page.getByRole('menuitem', { name: reason }).click()
  await notice(page).waitFor({ state: 'detached' })
}

async function addMaturity({ page, visit }: AppDriver, on: string): Promise<void> {
  const { year, month, day } = civilDateParts(on)
  await visit(`${customerPath}/dates/new`)
  const sheet = page.getByRole('dialog')
  await sheet.locator('[data-field=kind] button').click()
  await page.getByRole('option', { name: '到期日' }).click()
  await sheet.locator('[data-field=year] input').fill(String(year))
  for (const [field, option] of [
    ['month', `${month} 月`],
    ['day', `${day} 日`],
  ] as const) {
    await sheet.locator(`[data-field=${field}] button`).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await saveSheet(page)
}

async function inStep(): Promise<void> {
  for (const each of [tablet, desktop]) {
    await each.network('online')
    await each.app().wake()
    await each.app().untilSynced()
  }
}
