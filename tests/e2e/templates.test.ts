import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, choose, saveSheet, stream } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '百里听松'
const ending = '，愿您天天好心情。'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('templates', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name })
  await tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R26] offline a template that promises too much is not saved and says why, a good one is, filled in for a customer, copied and logged; the other device has both', async () => {
  await tablet.network('offline')
  const { page } = tablet.app()
  await tablet.app().visit('/templates')
  await page.getByText('还没有话术模板').waitFor()
  expect(await findingsOn(tablet.app(), 'no templates')).toEqual([])
  await page.getByRole('button', { name: '添加常用模板' }).click()
  await list(page).getByText('端午安康').waitFor()

  await page.getByRole('link', { name: '新建模板' }).click()
  const sheet = page.getByRole('dialog')
  await choose(page, /选择场合/, /^生日$/)
  const text = sheet.getByRole('textbox', { name: '内容' })
  await text.fill('{称呼}, returns are guaranteed, risk-free')
  for (const word of ['“returns are guaranteed”像在承诺', '“risk-free”像在承诺']) {
    await sheet.getByText(word).waitFor()
  }
  await text.fill('{称呼}, returns are not guaranteed')
  await sheet.getByText('像在承诺').first().waitFor({ state: 'detached' })
  await text.fill('{称呼}，这款保本保收益，{年龄}岁，清明安康')
  for (const word of ['“保本保收益”像在承诺', '“{年龄}”填不出来', '“清明”不发祝福']) {
    await sheet.getByText(word).waitFor()
  }
  expect(await findingsOn(tablet.app(), 'a template with faults')).toEqual([])
  await sheet.getByRole('button', { name: '保存', exact: true }).click()
  await sheet.getByRole('alert').waitFor()

  await text.fill('')
  await sheet.getByRole('button', { name: '插入称呼' }).click()
  await text.press('End')
  await text.pressSequentially(ending)
  await sheet.getByRole('button', { name: '插入客户经理' }).click()
  expect(await text.inputValue()).toBe(`{称呼}${ending}{客户经理}`)
  await sheet.getByText(`王女士${ending}`).waitFor()
  await saveSheet(page)
  await list(page).getByText(ending).waitFor()

  await list(page)
    .getByRole('link', { name: /端午安康/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await list(page).getByText('端午安康').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '撤销' }).click()
  await list(page).getByText('端午安康').waitFor()

  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await again.visit(customerPath)
  await again.page.getByRole('button', { name: '更多操作' }).click()
  await again.page.getByRole('menuitem', { name: '发消息' }).click()
  const message = again.page.getByRole('dialog')
  await message.getByText('生日', { exact: true }).click()
  await message.getByRole('radio', { name: new RegExp(ending) }).check()
  const words = message.getByRole('textbox', { name: '要发的内容' })
  expect(await words.inputValue()).toMatch(new RegExp(`^${name}${ending}.`))
  await words.fill(`${name}您好${ending}无风险`)
  await message.getByText('“无风险”像在承诺').waitFor()
  await words.fill(`${name}您好${ending}`)
  expect(await findingsOn(again, 'a message')).toEqual([])
  await message.getByRole('button', { name: '复制', exact: true }).click()
  await message.getByText('已复制').waitFor()
  expect(await again.page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${name}您好${ending}`,
  )
  await message.getByRole('button', { name: '记为已联系' }).click()
  const note = again.page.getByRole('dialog', { name: '记一笔' })
  expect(await note.getByLabel('内容').inputValue()).toBe(`${name}您好${ending}`)
  expect(await note.getByRole('radio', { name: '微信', exact: true }).isChecked()).toBe(true)
  expect(await note.getByRole('checkbox', { name: '生日祝福' }).isChecked()).toBe(true)
  await saveSheet(again.page)
  await stream(again.page).getByText(`${name}您好${ending}`).waitFor()

  await tablet.network('online')
  await again.wake()
  await again.untilSynced()
  const other = desktop.app()
  await other.visit('/templates?occasion=birthday')
  await list(other.page).getByText(ending).waitFor({ timeout: 10_000 })
  await other.visit(customerPath)
  await stream(other.page).getByText(`${name}您好${ending}`).waitFor({ timeout: 10_000 })
}, 150_000)

test('[R26] invariant 5: to a customer who is not to be contacted no message is offered, and it says why', async () => {
  const { page, visit } = tablet.app()
  await visit(`${customerPath}/edit`)
  await page.getByText('请勿打扰', { exact: true }).click()
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === customerPath)
  await visit(`${customerPath}/message/birthday`)
  const sheet = page.getByRole('dialog')
  await sheet.getByText('客户要求请勿打扰，不发消息。').waitFor()
  expect(await sheet.getByRole('textbox').count()).toBe(0)
  expect(await sheet.getByRole('button', { name: '复制' }).count()).toBe(0)
}, 60_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

function list(page: Page) {
  return page.getByRole('main').getByRole('list', { name: '话术模板' })
}
