import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, saveSheet, startNote, stream } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '百里听松'
const said = '叫号机常坏，老人等得太久'
const done = '报修了叫号机'
const answer = '电话告诉他换了新机器'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('feedback', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name })
  await tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R30] the opinion in a note becomes a feedback offline with a tap, is counted on the board, and answered; the other device says the same', async () => {
  await tablet.network('offline')
  const { page } = tablet.app()
  await startNote(tablet.app(), customerPath, '来取新卡')
  const noteSheet = page.getByRole('dialog')
  await noteSheet.getByText('更多：结果、情绪、关注点').click()
  await noteSheet.getByRole('textbox', { name: '意见' }).fill(said)
  await saveSheet(page)

  await page.getByRole('link', { name: '记为意见建议' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('排队等候', { exact: true }).click()
  expect(await sheet.getByRole('textbox', { name: '意见' }).inputValue()).toBe(said)
  expect(await findingsOn(tablet.app(), 'a feedback')).toEqual([])
  await saveSheet(page)
  await page.getByRole('link', { name: '意见建议 · 待处理' }).waitFor()

  await tablet.app().visit('/feedback')
  await row(page, '待处理').waitFor()
  expect(await findingsOn(tablet.app(), 'the board of feedback')).toEqual([])
  const before = await countOf(page, '排队等候')
  expect(before).toBeGreaterThan(0)

  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit('/feedback')
  await row(again.page, '待处理').getByRole('link').click()
  const open = again.page.getByRole('dialog')
  await open.getByText('已答复', { exact: true }).click()
  await open.getByRole('button', { name: '保存' }).click()
  await open.getByText('请填写').first().waitFor()
  await open.getByLabel('做了什么').fill(done)
  await open.getByLabel('怎么答复客户的').fill(answer)
  await saveSheet(again.page)

  await tablet.network('online')
  await again.wake()
  await again.untilSynced()
  const other = desktop.app()
  await other.visit('/feedback?view=answered')
  const answered = row(other.page, '已答复')
  await answered.waitFor({ timeout: 10_000 })
  expect(await answered.textContent()).toContain(done)
  expect(await answered.textContent()).toContain(answer)
  expect(await countOf(other.page, '排队等候')).toBe(before)
  await other.visit(customerPath)
  await stream(other.page).getByRole('link', { name: '意见建议 · 已答复' }).waitFor()
  await other.page.getByRole('tab', { name: '档案' }).click()
  const panel = other.page.getByRole('main').getByRole('region', { name: '意见建议' })
  await panel.getByText('已答复 1 条').click()
  await panel.getByText(said).waitFor()
}, 120_000)

test('[R30] what was said without a name is noted on the board, cannot be answered, and is taken away and brought back', async () => {
  const { page, visit } = tablet.app()
  await visit('/feedback')
  await page.getByRole('link', { name: '记意见' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('表扬', { exact: true }).click()
  await sheet.getByRole('textbox', { name: '意见' }).fill('门口的花养得真好')
  expect(await sheet.getByText('已答复', { exact: true }).count()).toBe(0)
  await saveSheet(page)
  const noted = row(page, '待处理', '门口的花养得真好')
  await noted.getByText('未记名').waitFor()

  await noted.getByRole('link').click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await noted.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '撤销' }).click()
  await noted.waitFor()
  await tablet.app().untilSynced()
  await desktop.app().visit('/feedback')
  await row(desktop.app().page, '待处理', '门口的花养得真好').waitFor({ timeout: 10_000 })
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

/** What was said, in a list of the board. */
function row(page: Page, view: string, text = said) {
  return page
    .getByRole('main')
    .getByRole('list', { name: view })
    .getByRole('listitem')
    .filter({ hasText: text })
}

/** How often a category was named in the last half year, as the table says. */
async function countOf(page: Page, category: string): Promise<number> {
  const line = page.getByRole('row').filter({ hasText: category })
  return Number(await line.getByRole('cell').last().textContent())
}
