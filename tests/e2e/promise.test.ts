import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { findingsOn } from '#tests/support/axe.ts'
import {
  addCustomer,
  saveSheet,
  sees,
  startNote,
  stream,
  writeNote,
} from '#tests/support/customer-work.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const text = '来问稳健理财，答应明天把理财说明书发给她'
const title = '把理财说明书发给她'

let devices: TwoDevices
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('promise', 20)
  customerPath = await addCustomer(devices.tablet.app(), { name: '端木闻笛' })
  await devices.tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R2] offline, a promise in a note becomes its task in one tap, and the other device has it to do on that day', async () => {
  const { tablet, desktop } = devices
  await tablet.network('offline')
  const app = tablet.app()
  await startNote(app, customerPath, text)
  const sheet = app.page.getByRole('dialog')
  const hint = sheet.getByRole('button', { name: '好像答应了客户：明天把理财说明书发给她' })
  await hint.waitFor()
  expect(await findingsOn(app, 'a note that promises')).toEqual([])
  await hint.click()
  await sheet.getByRole('button', { name: '保存时建一项任务', pressed: true }).waitFor()
  expect(await sheet.getByLabel('要做什么').inputValue()).toBe(title)
  expect(await sheet.getByLabel('这是答应客户的事').isChecked()).toBe(true)
  await saveSheet(app.page)
  await stream(app.page).getByText(title).first().waitFor()

  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  const { page, visit } = desktop.app()
  await visit(customerPath)
  await page.getByText('答应客户的事').first().waitFor({ timeout: 10_000 })
  await sees(page, [title, '明天到期'], 10_000)
}, 120_000)

test('[R2] offline, a note that was written before becomes a task in one tap and “save”, and the other device has it', async () => {
  const { tablet, desktop } = devices
  await tablet.network('offline')
  const app = tablet.app()
  await writeNote(app, customerPath, '电话里谈了养老，约好后天把方案寄给她')
  const { page } = app
  const row = stream(page)
    .getByRole('listitem')
    .filter({ hasText: '电话里谈了养老' })
    .filter({ has: page.getByRole('link', { name: /^修改 /u }) })
  const make = row.getByRole('button', { name: /^建为任务 /u })
  await make.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: '新任务' })
  expect(await sheet.getByLabel('要做什么').inputValue()).toBe('把方案寄给她')
  expect(await sheet.getByLabel('这是答应客户的事').isChecked()).toBe(true)
  const day = addDays(civilDateInShanghai(Date.now()), 2)
  expect(await sheet.locator('[data-field=dueOn] input').first().inputValue()).toBe(day)
  await sees(page, ['端木闻笛'])
  expect(await findingsOn(app, 'a task of a note')).toEqual([])
  await saveSheet(page)
  await row.getByText('任务 把方案寄给她', { exact: true }).waitFor()
  await make.and(page.locator(':focus')).waitFor()

  // From the opened note as well, and back to it.
  await row.getByRole('link', { name: /^修改 /u }).click()
  await page.getByRole('link', { name: '建为任务' }).click()
  await sheet.getByLabel('要做什么').fill('问她方案收到没有')
  await sheet.getByRole('button', { name: '保存', exact: true }).click()
  await page.waitForURL(/\/notes\//u)
  await app.visit(customerPath)

  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  const there = desktop.app()
  await there.visit(customerPath)
  await sees(there.page, ['把方案寄给她', '问她方案收到没有'], 10_000)
  const items = stream(there.page).getByRole('listitem')
  await items
    .filter({ hasText: '电话里谈了养老' })
    .getByText('任务 把方案寄给她', { exact: true })
    .waitFor()
}, 120_000)

test('[R2] a day in the title of a task sets its date, until another is chosen', async () => {
  const { tablet } = devices
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await visit(`/tasks/new?customer=${customerPath.split('/')[2]}`)
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('要做什么').fill('后天把合同寄给她')
  await sees(page, ['按“后天”定在'])
  await sheet.getByText('明天', { exact: true }).click()
  await sheet.getByText('按“后天”定在').waitFor({ state: 'detached' })
  expect(await sheet.getByRole('radio', { name: '明天', exact: true }).isChecked()).toBe(true)
  await sheet.getByText('这是答应客户的事').click()
  await saveSheet(page)
  await tablet.network('online')
  await tablet.app().wake()
  await tablet.app().untilSynced()
  const tomorrow = addDays(civilDateInShanghai(Date.now()), 1)
  const there = devices.desktop.app()
  await there.visit('/tasks')
  await there.page.getByText('后天把合同寄给她').first().waitFor({ timeout: 10_000 })
  await there.page
    .getByRole('link', { name: /后天把合同寄给她/u })
    .first()
    .click()
  expect(await there.page.locator('[data-field=dueOn] input').first().inputValue()).toBe(tomorrow)
}, 90_000)

test('[R4] offline, a note begins on Today: whom it is about, then what was said, and Today stands again after it', async () => {
  const { tablet } = devices
  await tablet.network('offline')
  const app = tablet.app()
  await app.visit('/today')
  const { page } = app
  await page.getByRole('link', { name: '记一笔', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '给谁记一笔？' })
  expect(await findingsOn(app, 'whom a note is about')).toEqual([])
  await sheet.getByRole('searchbox').fill('dmwd')
  await sheet.getByRole('button', { name: '端木闻笛' }).waitFor()
  await page.keyboard.press('Enter')
  const note = page.getByRole('dialog', { name: '记一笔' })
  await note.getByLabel('内容').fill('路过网点，打了个招呼')
  await saveSheet(page)
  await page.waitForURL('**/today')
  await app.visit(customerPath)
  await stream(page).getByText('路过网点，打了个招呼').waitFor()

  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  const there = devices.desktop.app()
  await there.visit(customerPath)
  await stream(there.page).getByText('路过网点，打了个招呼').waitFor({ timeout: 10_000 })
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...devices.tablet.complaints, ...devices.desktop.complaints]).toEqual([])
})
