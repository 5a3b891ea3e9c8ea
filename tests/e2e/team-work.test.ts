import { pinyin } from 'pinyin-pro'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, saveSheet, sees, startNote } from '#tests/support/customer-work.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'
const customer = '公孙望舒'
const told = '聊了家里的事'
const title = '帮忙准备开户材料'

let server: Awaited<ReturnType<typeof startServerProcess>>
/** Of a manager. */
let author: Tablet
/** Of a teller, who reads no file of a customer. */
let colleague: Tablet
let authorName: string
let colleagueName: string
let customerPath: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  author = createTablet('team-author', server.url)
  colleague = createTablet('team-colleague', server.url)
  authorName = await signIn(author, '1001')
  colleagueName = await signIn(colleague, '3001')
  customerPath = await addCustomer(author.app(), { name: customer })
  await author.app().untilSynced()
}, 120_000)

afterAll(async () => {
  await Promise.all([author.dispose(), colleague.dispose()])
  await server.dispose()
})

test('[R21] offline, @ and initials name a colleague in a note, and one tap gives him a task with nothing else of the note', async () => {
  await author.network('offline')
  const app = author.app()
  const { page } = app
  await startNote(app, customerPath, `${told}。`)
  const sheet = page.getByRole('dialog')
  const text = sheet.getByLabel('内容')
  const list = sheet.getByRole('listbox', { name: '同事' })
  await text.press('End')
  await text.pressSequentially('@')
  await list.waitFor()
  expect(await findingsOn(app, 'a list of colleagues')).toEqual([])
  await text.press('Escape')
  await list.waitFor({ state: 'detached' })
  await text.press('Backspace')
  await text.pressSequentially(`@${initials(colleagueName)}`)
  const option = list.getByRole('option').filter({ hasText: '柜员 3001' })
  await option.waitFor()
  while ((await option.getAttribute('aria-selected')) !== 'true') await text.press('ArrowDown')
  await text.press('Enter')
  await list.waitFor({ state: 'detached' })
  expect(await text.inputValue()).toMatch(new RegExp(`^${told}。@${colleagueName}\\S* $`))
  await text.pressSequentially(`今天${title}`)
  await sheet.getByRole('button', { name: `今天${title}` }).click()
  expect(await sheet.getByLabel('要做什么').inputValue()).toBe(title)
  await sees(page, [`会看到客户姓名“${customer}”、这一行和日期`])
  expect(await findingsOn(app, 'a note that asks a colleague')).toEqual([])
  await saveSheet(page)

  await author.network('online')
  await app.wake()
  await app.untilSynced()
  const there = colleague.app()
  await there.visit('/today')
  await there.page.getByRole('link', { name: title }).waitFor({ timeout: 10_000 })
  await sees(there.page, [`${authorName}交办`, customer])
  await there.visit(customerPath)
  await there.page.getByRole('heading', { name: customer }).first().waitFor()
  expect(await there.page.getByText(told).count()).toBe(0)
}, 120_000)

test('[R21] the colleague gives it back offline with a word; the author hears it, gives it again, and hears that it is done', async () => {
  await colleague.network('offline')
  const there = colleague.app()
  await there.visit('/today')
  await there.page.getByRole('link', { name: title }).click()
  const sheet = there.page.getByRole('dialog')
  await sheet.getByRole('button', { name: `退回给${authorName}` }).click()
  await sheet.getByLabel('为什么退回').fill('今天不在网点')
  expect(await findingsOn(there, 'a task that is given back')).toEqual([])
  await sheet.getByRole('button', { name: '退回', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await there.page.getByRole('link', { name: title }).waitFor({ state: 'detached' })
  await online(colleague)

  const app = author.app()
  await app.visit('/today')
  const back = app.page.getByRole('link', { name: `${colleagueName} 退回了：${title}` })
  await back.waitFor({ timeout: 10_000 })
  await sees(app.page, ['今天不在网点'])
  expect(await findingsOn(app, 'an answer of a colleague')).toEqual([])
  await author.network('offline')
  await back.click()
  await app.page
    .getByRole('dialog')
    .getByRole('button', { name: `再请${colleagueName}办` })
    .click()
  await back.waitFor({ state: 'detached' })
  await online(author)

  await there.page.getByRole('link', { name: title }).waitFor({ timeout: 10_000 })
  await colleague.network('offline')
  // The tick shows once it is stored, which is later than the click.
  await there.page.getByRole('checkbox', { name: `完成：${title}` }).click({ force: true })
  await there.page.getByText('已完成，保存在本机').waitFor()
  await colleague.kill()
  const again = await colleague.start('offline')
  await again.unlock(password)
  await again.visit('/tasks?view=done')
  await again.page.getByRole('link', { name: title }).waitFor()
  await online(colleague)

  await app.page
    .getByRole('link', { name: `${colleagueName} 完成了：${title}` })
    .waitFor({ timeout: 10_000 })
  await app.page.getByRole('button', { name: `知道了：${title}` }).click()
  await app.page.getByText(`完成了：${title}`).waitFor({ state: 'detached' })
  await app.untilSynced()
  await app.visit('/tasks?view=done&who=all')
  await app.page.getByRole('link', { name: title }).waitFor()
  expect(await app.page.getByRole('checkbox', { name: `完成：${title}` }).isChecked()).toBe(true)
}, 120_000)

test('[R21] a new task whose title names a colleague is his with one tap', async () => {
  await author.network('offline')
  const { page, visit } = author.app()
  await visit('/tasks/new')
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('要做什么').fill(`@${colleagueName} 打印两份合同`)
  await sheet.getByRole('button', { name: '交给同事办' }).click()
  expect(await sheet.getByLabel('要做什么').inputValue()).toBe('打印两份合同')
  await sees(page, [`${colleagueName}会看到这项任务`])
  await saveSheet(page)
  await online(author)
  const there = colleague.app()
  await there.visit('/today')
  await there.page.getByRole('link', { name: '打印两份合同' }).waitFor({ timeout: 10_000 })
  await visit('/tasks?who=all')
  await page.getByRole('link', { name: '打印两份合同' }).waitFor()
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...author.complaints, ...colleague.complaints]).toEqual([])
})

/** Answers what the person is called. */
async function signIn(tablet: Tablet, staffNo: string): Promise<string> {
  const app = await tablet.start()
  await app.signIn(staffNo, password)
  await app.untilSynced()
  await app.untilOfflineReady()
  const greeting = await app.page.getByRole('heading', { level: 1 }).first().textContent()
  return greeting?.split('，')[1] ?? ''
}

function initials(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('')
}

async function online(tablet: Tablet): Promise<void> {
  await tablet.network('online')
  await tablet.app().wake()
  await tablet.app().untilSynced()
}
