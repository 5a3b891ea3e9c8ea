import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { addCustomer, saveSheet, sees, startNote, stream } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'
import { typeDate } from '#tests/support/type-date.ts'

const name = '上官云起'
const tomorrow = addDays(civilDateInShanghai(Date.now()), 1)

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('whole-card', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name, mobile: '13900005566' })
  await tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R24][R31][R33][R35] stage, tier with its reason, co-owner and the fields of the guide, filled in offline, are on the other device', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await visit(`${customerPath}/edit`)
  await page.locator('[data-field=tier]').getByText('潜力', { exact: true }).click()
  await choose('stage', '成长')
  await page.locator('[data-field=tierBasis]').getByText('资产规模', { exact: true }).click()
  const coOwner = page.locator('[data-field=coOwnerIds] label').first()
  const coOwnerName = (await coOwner.textContent())?.trim() ?? ''
  expect(coOwnerName).toMatch(/^\p{Script=Han}{2,4}$/u)
  await coOwner.click()
  const texts = {
    职业背景: '小学校长',
    家庭状况: '与父母同住，女儿读初中',
    消费习惯: '大额刷卡，小额现金',
    投资目标: '女儿读大学的费用',
  }
  for (const [label, text] of Object.entries(texts))
    await page.getByRole('textbox', { name: label, exact: true }).fill(text)
  await choose('incomeBand', '10–30 万／年')
  await page
    .locator('[data-field=investmentPreferences]')
    .getByText('基金', { exact: true })
    .click()
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === customerPath)

  await tablet.kill()
  await (await tablet.start('offline')).unlock(devices.password)
  await goOnline()
  const other = desktop.app()
  await other.visit(customerPath)
  await other.page.getByRole('tab', { name: '档案' }).click()
  await sees(other.page, [...Object.values(texts), '成长', '基金', coOwnerName], 10_000)
  await other.page.getByText(/^潜力 · 资产规模 · /).waitFor()
  await other.page.getByRole('button', { name: '显示收入' }).click()
  await other.page.getByText('10–30 万／年').waitFor()
}, 120_000)

test('[R32][R33] since when a tier holds, when a number was checked, and who wrote taboos and limits, offline, are on the other device', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await visit(`${customerPath}/edit`)
  await page.getByRole('textbox', { name: '忌讳' }).fill('不谈身体')
  await page.keyboard.press('Enter')
  await page.locator('[data-field=doNotContact]').getByText('不接受营销', { exact: true }).click()
  await page.getByLabel('限制原因').fill('他当面说的')
  await typeDate(page, 'contactPoints.0.verifiedOn', tomorrow)
  await typeDate(page, 'tierSince', '2026-01-15')
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.locator('[data-field$=verifiedOn]').getByText('日期不能晚于今天').waitFor()
  expect(new URL(page.url()).pathname).toBe(`${customerPath}/edit`)
  await typeDate(page, 'contactPoints.0.verifiedOn', '2026-02-03')
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === customerPath)

  await goOnline()
  const other = desktop.app()
  await other.visit(customerPath)
  await other.page.getByRole('tab', { name: '档案' }).click()
  await sees(other.page, ['不接受营销 · 他当面说的'], 10_000)
  const card = other.page.getByRole('region', { name: '客户卡', exact: true })
  await card.getByText(/^潜力 · .*1月15日$/).waitFor()
  await other.page.getByText('2月3日核实').waitFor()
  for (const label of ['忌讳', '联系限制', '等级']) {
    const fact = card.locator('div').filter({ has: other.page.getByText(label, { exact: true }) })
    expect(await fact.last().textContent()).toMatch(/\d+月\d+日 \p{Script=Han}{2,4}$/u)
  }
}, 90_000)

test('[R36][R37] a note says by which way and for what, and the other device shows both', async () => {
  await tablet.network('offline')
  await startNote(tablet.app(), customerPath, '问了上次办卡的感受，都满意')
  const sheet = tablet.app().page.getByRole('dialog')
  await sheet.getByText('企业微信', { exact: true }).click()
  await sheet.getByText('满意度回访', { exact: true }).click()
  await saveSheet(tablet.app().page)
  await goOnline()
  const { page, visit } = desktop.app()
  await visit(customerPath)
  await page.getByRole('tab', { name: '往来' }).click()
  const note = stream(page).getByRole('listitem').filter({ hasText: '问了上次办卡的感受，都满意' })
  await note
    .getByText(/企业微信/)
    .first()
    .waitFor({ timeout: 10_000 })
  await note
    .getByText(/满意度回访/)
    .first()
    .waitFor()
  expect(await note.count()).toBe(1)
}, 90_000)

test('[R4] offline, what an input method or the voice of a keyboard puts into a note is there once, and on the other device', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await visit(`${customerPath}/notes/new`)
  const text = page.getByRole('dialog').getByLabel('内容')
  await text.focus()
  const keyboard = await page.context().newCDPSession(page)
  // Pinyin that is not yet chosen, then its characters, then a sentence that was spoken.
  for (const composed of ['k', 'ke', 'kehu']) {
    await keyboard.send('Input.imeSetComposition', {
      text: composed,
      selectionStart: composed.length,
      selectionEnd: composed.length,
    })
  }
  await keyboard.send('Input.insertText', { text: '客户' })
  await keyboard.send('Input.insertText', { text: '说年底想换一套大一点的房子。' })
  const said = '客户说年底想换一套大一点的房子。'
  expect(await text.inputValue()).toBe(said)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await goOnline()
  await desktop.app().visit(customerPath)
  await desktop.app().page.getByRole('tab', { name: '往来' }).click()
  const notes = stream(desktop.app().page).getByText(said, { exact: true })
  await notes.first().waitFor({ timeout: 10_000 })
  expect(await notes.count()).toBe(1)
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

async function choose(field: string, option: string): Promise<void> {
  const { page } = tablet.app()
  await page.locator(`[data-field=${field}] button`).first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function goOnline(): Promise<void> {
  await tablet.network('online')
  await tablet.app().wake()
  await tablet.app().untilSynced()
}
