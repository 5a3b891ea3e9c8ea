import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, find, sees } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'
const names = { customer: '端木闻笛', spouse: '宇文照雪' }

let server: ServerProcess
/** The relationship manager who owns the customers, and the branch lead. */
let manager: Tablet
let lead: Tablet
let customerPath: string
let spousePath: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  manager = createTablet('file-manager', server.url)
  lead = createTablet('file-lead', server.url)
  await (await manager.start()).signIn('1001', password)
  await (await lead.start()).signIn('5001', password)
  for (const tablet of [manager, lead]) {
    await tablet.app().untilSynced()
    await tablet.app().untilOfflineReady()
  }
  customerPath = await addCustomer(manager.app(), { name: names.customer, mobile: '13900006789' })
  spousePath = await addCustomer(manager.app(), { name: names.spouse })
  await manager.app().untilSynced()
}, 120_000)

afterAll(async () => {
  await Promise.all([manager.dispose(), lead.dispose()])
  await server.dispose()
})

test('[R8][R10][R32] a need typed offline survives a restart, hints at what suits the risk, and is on the other device', async () => {
  await manager.network('offline')
  await openSheet('needs/new')
  await pick(manager.app().page, 'type', '短期资金打理')
  await sheet().getByText('可以谈的方向：存款').waitFor()
  await sheet().getByText('风险评估未做或已过期').waitFor()
  await pick(manager.app().page, 'amountBand', '50–600 万')
  await sheet().getByLabel('说明').fill('明年三月买房，钱先放半年')
  expect(await findingsOn(manager.app(), 'a need')).toEqual([])
  await save()
  await manager.kill()
  const again = await manager.start('offline')
  await again.unlock(password)
  const told = ['短期资金打理', '明年三月买房，钱先放半年', '可以谈的方向：存款']
  await openProfile(manager)
  await sees(again.page, told)

  await goOnline()
  await openProfile(lead)
  await sees(lead.app().page, told, 10_000)
  // R32: who wrote it, and when.
  await lead
    .app()
    .page.getByRole('region', { name: '需求', exact: true })
    .getByText(/^\d+月\d+日 \p{Script=Han}{2,4}$/u)
    .first()
    .waitFor()
}, 120_000)

test('[R9] finance snapshots stand beside each other: the newest is shown, masked, with its day and source', async () => {
  await manager.network('offline')
  await takeSnapshot('10–30 万／年', '客户告知')
  await takeSnapshot('30–100 万／年', '材料核实')
  await goOnline()
  await openProfile(lead)
  const { page } = lead.app()
  const panel = page.getByRole('region', { name: '财务快照' })
  await panel.getByText('历次 2 份').waitFor({ timeout: 10_000 })
  await panel.getByText(/材料核实/).waitFor()
  expect(await panel.textContent()).not.toContain('30–100 万')
  await panel.getByText('历次 2 份').click()
  const all = page.getByRole('dialog')
  await all.getByRole('listitem').nth(1).waitFor()
  expect(await all.getByRole('listitem').count()).toBe(2)
  await all.getByRole('button', { name: '显示年收入' }).first().click()
  await all.getByText('30–100 万／年').waitFor()
  await all.getByRole('button', { name: '显示年收入' }).first().click()
  await all.getByText('10–30 万／年').waitFor()
  await page.keyboard.press('Escape')
}, 90_000)

test('[R3] a relation is recorded once and read from both sides, on both devices', async () => {
  await manager.network('offline')
  await openSheet('relations/new')
  await find(sheet().getByRole('combobox'), names.spouse, names.spouse)
  await sheet().getByText('介绍人', { exact: true }).click()
  await save()
  await openSheet('relations/new')
  await sheet().getByText('只记姓名', { exact: true }).click()
  await sheet().getByRole('textbox', { name: '姓名' }).fill('百里春生')
  await sheet().getByText('生意伙伴', { exact: true }).click()
  await save()
  await goOnline()

  await openProfile(lead)
  const relations = lead.app().page.getByRole('region', { name: '关系', exact: true })
  await relations.getByText('百里春生', { exact: true }).waitFor({ timeout: 10_000 })
  await relations.getByText('介绍人', { exact: true }).waitFor()
  await relations.getByRole('link', { name: names.spouse, exact: true }).click()
  await lead.app().page.waitForURL((url) => url.pathname === spousePath)
  await lead.app().page.getByRole('tab', { name: '档案' }).click()
  await relations.getByText('被介绍人', { exact: true }).waitFor()
  await relations.getByRole('link', { name: names.customer, exact: true }).waitFor()
  expect(await relations.getByRole('listitem').count()).toBe(1)
}, 90_000)

test('[R11] a service plan brings a task on its review date, however often it is saved', async () => {
  await manager.network('offline')
  await openSheet('plan/edit')
  await sheet().getByLabel('服务目标').fill('两年内备好孩子的学费')
  await save()
  await openSheet('plan/edit')
  await sheet().getByLabel('下一步').fill('约周末见面')
  await save()
  await goOnline()
  await openProfile(lead)
  const { page } = lead.app()
  await sees(page, ['两年内备好孩子的学费', '约周末见面'], 10_000)
  const task = page.getByText('回顾服务计划')
  await task.waitFor()
  expect(await task.count()).toBe(1)
}, 90_000)

test('[R17] the profile says what it lacks, and a tap leads to the field; filled in, it is on the other device', async () => {
  await manager.network('offline')
  await openProfile(manager)
  const { page } = manager.app()
  const gaps = page.getByRole('region', { name: '资料完整度' })
  await gaps.getByRole('link', { name: '职业背景' }).click()
  await page.waitForURL((url) => url.hash === '#occupation')
  const field = page.getByLabel('职业背景', { exact: true })
  await field.waitFor()
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  await field.fill('中学教师')
  await saveForm()
  await goOnline()
  await openProfile(lead)
  await sees(lead.app().page, ['中学教师'], 10_000)
  expect(await lead.app().page.getByRole('link', { name: '职业背景' }).count()).toBe(0)
}, 90_000)

test('[R7][R32] each section says how it is known, each field who wrote it and when, on both devices', async () => {
  await manager.network('offline')
  await editFinance('习惯用现金')
  const { page } = manager.app()
  await page.locator('[data-field="sources.finance.source"] button').click()
  await page.getByRole('option', { name: '材料核实', exact: true }).click()
  await page.getByText('不填就是今天').waitFor()
  await saveForm()
  await openProfile(manager)
  await page.getByText(/^材料核实，\d+月\d+日采集$/).waitFor()
  await editFinance('习惯刷卡')
  await saveForm()
  await goOnline()

  await openProfile(lead)
  const finance = lead.app().page.getByRole('region', { name: '财务状况' })
  await finance.getByText('习惯刷卡').waitFor({ timeout: 10_000 })
  await finance.getByText(/^材料核实，\d+月\d+日采集、之后有改动$/).waitFor()
  await finance
    .getByText(/^\d+月\d+日 \p{Script=Han}{2,4}$/u)
    .first()
    .waitFor()
  const basics = lead.app().page.getByRole('region', { name: '基本信息' })
  expect(await basics.textContent()).not.toContain('采集')
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...manager.complaints, ...lead.complaints]).toEqual([])
})

function sheet() {
  return manager.app().page.getByRole('dialog')
}

async function openSheet(path: string): Promise<void> {
  await manager.app().visit(`${customerPath}/file/${path}`)
  await sheet().waitFor()
}

async function save(): Promise<void> {
  await sheet().getByRole('button', { name: '保存' }).click()
  await sheet().waitFor({ state: 'detached' })
}

async function pick(page: Page, field: string, option: string): Promise<void> {
  await sheet().locator(`[data-field=${field}] button`).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function takeSnapshot(income: string, source: string): Promise<void> {
  await openSheet('finance/new')
  await pick(manager.app().page, 'income', income)
  await sheet().getByText(source, { exact: true }).click()
  await save()
}

async function editFinance(habits: string): Promise<void> {
  await manager.app().visit(`${customerPath}/edit`)
  await manager.app().page.getByLabel('消费习惯').fill(habits)
}

async function saveForm(): Promise<void> {
  const { page } = manager.app()
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === customerPath)
}

async function goOnline(): Promise<void> {
  await manager.network('online')
  await manager.app().wake()
  await manager.app().untilSynced()
}

async function openProfile(tablet: Tablet): Promise<void> {
  await tablet.app().visit(customerPath)
  await tablet.app().page.getByRole('tab', { name: '档案' }).click()
}
