import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCustomer, editNote, sees, stream, writeNote } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'
const tea = '喜欢喝茶。'
const visit = '下次带户口本再来。'
const wish = '客户想存定期。'

let server: ServerProcess
/** The manager of the customer, and the branch lead, who may write about every customer. */
let manager: Tablet
let lead: Tablet
let customerPath: string
let notePath: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  manager = createTablet('manager', server.url)
  lead = createTablet('lead', server.url)
  for (const [tablet, staffNo] of [
    [manager, '1001'],
    [lead, '5001'],
  ] as const) {
    const app = await tablet.start()
    await app.signIn(staffNo, password)
    await app.untilSynced()
  }
  const app = manager.app()
  customerPath = await addCustomer(app, { name: '慕容听雨' })
  await writeNote(app, customerPath, wish + visit + tea)
  const link = stream(app.page).locator('a[href*="/notes/"]').first()
  notePath = new URL((await link.getAttribute('href')) ?? '', server.url).pathname
  await app.untilSynced()
}, 90_000)

afterAll(async () => {
  await Promise.all([manager.dispose(), lead.dispose()])
  await server.dispose()
})

test('[ME4] different sentences of one note, written offline by two colleagues, stand side by side without a question', async () => {
  await writeApart(wish + visit + '喜欢喝红茶。', '客户想存三年定期。' + visit + tea)
  for (const tablet of [manager, lead]) {
    await tablet.app().visit(customerPath)
    await stream(tablet.app().page)
      .getByText('客户想存三年定期。下次带户口本再来。喜欢喝红茶。')
      .waitFor()
    expect(await tablet.app().chip()).not.toContain('需要处理')
  }
}, 60_000)

test('[ME4] the same sentence is asked about by itself, and what is picked stands on both tablets', async () => {
  const present = '客户想存三年定期。下次带户口本再来。喜欢喝红茶。'
  await sees(lead.app().page, [present])
  await writeApart(
    present.replace('客户想存三年定期', '客户想买国债'),
    present.replace('客户想存三年定期', '客户想买五年期大额存单') + '问了保险箱。',
  )
  const { page } = lead.app()
  await page.getByRole('banner').getByText('1 项需要处理').waitFor()
  await lead.app().visit('/sync')
  await page.getByRole('link', { name: '选择版本' }).click()
  const asked = page.getByRole('group', { name: /^第 1 处/u })
  await asked.getByText('两边都改了').waitFor()
  // What only one of them wrote is no question.
  const result = page.getByRole('region', { name: '保存后的内容' })
  await result.getByText('问了保险箱。').waitFor()
  await asked.getByText('两句都留').click()
  const settled = '客户想买国债。客户想买五年期大额存单。下次带户口本再来。喜欢喝红茶。问了保险箱。'
  const written = (await result.textContent()) ?? ''
  expect(written).toContain('客户想买国债')
  expect(written).toContain('客户想买五年期大额存单')
  await page.getByRole('button', { name: '保存选择' }).click()
  await lead.app().untilSynced()
  await manager.app().visit(customerPath)
  const note = stream(manager.app().page).getByText('问了保险箱。').first()
  await note.waitFor()
  expect(sentences((await note.textContent()) ?? '')).toEqual(sentences(settled))
}, 60_000)

test('[ME4] the history shows both versions without a network; a former one is restored, and that undone', async () => {
  await manager.app().untilSynced()
  await manager.network('offline')
  const { page } = manager.app()
  await manager.app().visit(notePath.replace(/^.*\/notes\//u, '/history/interaction/'))
  await page.getByRole('heading', { level: 1, name: '修改记录' }).waitFor()
  await sees(page, ['国债', '五年期大额存单', '三年'])
  const before = await noteText()
  await manager.app().visit(notePath.replace(/^.*\/notes\//u, '/history/interaction/'))
  await page
    .getByRole('button', { name: /^恢复旧值：内容/u })
    .first()
    .click()
  await page.getByText('已恢复“内容”，保存在本机').waitFor()
  const restored = await noteText()
  expect(restored).not.toBe(before)
  expect(restored).not.toContain('五年期大额存单')
  // The latest of what was said; the edit before may still be undone as well.
  await page.getByRole('button', { name: '撤销' }).last().click()
  await page.getByText('已撤销').waitFor()
  expect(await noteText()).toBe(before)
  await manager.network('online')
  await manager.app().wake()
  await manager.app().untilSynced()
  expect([...manager.complaints, ...lead.complaints]).toEqual([])
}, 60_000)

/** Both write without a network; the manager’s version reaches the server first. */
async function writeApart(managers: string, leads: string): Promise<void> {
  await manager.app().untilSynced()
  await lead.app().untilSynced()
  await lead.app().visit(customerPath)
  await stream(lead.app().page).getByText('户口本').first().waitFor()
  await manager.network('offline')
  await lead.network('offline')
  await editNote(manager.app(), notePath, managers)
  await editNote(lead.app(), notePath, leads)
  for (const tablet of [manager, lead]) {
    await tablet.network('online')
    await tablet.app().wake()
    await tablet
      .app()
      .page.waitForFunction(
        () => !/待上传|离线/u.test(document.querySelector('header')?.textContent ?? ''),
      )
  }
}

async function noteText(): Promise<string> {
  await manager.app().visit(customerPath)
  return (await stream(manager.app().page).getByText('户口本').first().textContent()) ?? ''
}

/** The sentences of a text, in any order. */
function sentences(text: string): string[] {
  return text.split('。').filter(Boolean).toSorted()
}
