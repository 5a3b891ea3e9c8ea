import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppDriver } from '#tests/support/app-driver.ts'
import {
  addCustomer,
  choose,
  editCustomer,
  sees,
  stream,
  writeBirthday,
  writeNote,
  writeTask,
} from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
const customer = '欧阳青禾'
const said = { before: '她想给父母换一张存单', offline: '她女儿下月回国', job: '中学教师' }

/** High enough for an inbox of three: a list draws only what is in sight. */
const upright = { width: 1366, height: 2000 }

let server: ServerProcess
/** Two managers, the second tablet of the second one, and the branch lead. */
let giver: Tablet
let receiver: Tablet
let secondTablet: Tablet
let lead: Tablet
let customerPath: string
let customerId: string
let names: { giver: string; receiver: string; leaver: string }
/** A customer of the colleague who leaves. */
let leaversCustomer: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 30, demoPassword: password })
  giver = createTablet('giver', server.url, upright)
  receiver = createTablet('receiver', server.url, upright)
  secondTablet = createTablet('second', server.url, upright)
  lead = createTablet('lead', server.url, upright)
  await readBranch()
  await Promise.all([begin(giver, '1001'), begin(receiver, '1002')])
  customerPath = await addCustomer(giver.app(), { name: customer, mobile: '13900004321' })
  customerId = customerPath.split('/')[2] ?? ''
  await writeNote(giver.app(), customerPath, said.before)
  await writeTask(giver.app(), customerPath, '把存单利率表发给她')
}, 120_000)

afterAll(async () => {
  await Promise.all([giver, receiver, secondTablet, lead].map((tablet) => tablet.dispose()))
  await server.dispose()
})

test('[R21][SR2] a manager proposes a customer, and the receiver sees on 今日 who, how many and why', async () => {
  const { page, visit, untilSynced } = giver.app()
  await visit(`/handovers/new?customer=${customerId}`)
  await choose(page, /移交给/u, new RegExp(names.receiver, 'u'))
  await page.getByText('客户均衡', { exact: true }).click()
  await page.getByLabel('交接说明').fill('住得离您近。')
  await page.getByRole('button', { name: '发起移交' }).click()
  await page.waitForURL((url) => /^\/handovers\/[0-9a-f-]{36}$/u.test(url.pathname))
  await untilSynced()

  const next = receiver.app()
  await next.visit('/today')
  const notice = next.page
    .locator('main section')
    .filter({ hasText: `${names.giver}要移交 1 位客户给您` })
  await notice.waitFor()
  expect(await notice.textContent()).toContain('客户均衡 · 住得离您近。')
  await next.page.getByRole('link', { name: '我的 1 项等您处理' }).first().waitFor()
  // A proposal opens nothing: the notes are the giver's until it is accepted.
  await next.visit(customerPath)
  await next.page.getByRole('heading', { name: customer }).first().waitFor()
  expect(await mainText(next)).not.toContain(said.before)
  await next.visit('/today')
  await notice.getByRole('link').click()
  await next.page.getByRole('region', { name: '一并移交' }).waitFor()
  expect(await next.page.getByRole('region', { name: '一并移交' }).textContent()).toMatch(
    /客户1未完成任务1未结投诉0/u,
  )
}, 60_000)

test('[R21][SR2] what the giver writes offline meanwhile is hers until she is online, and the customer moves with all of it', async () => {
  await giver.network('offline')
  await writeNote(giver.app(), customerPath, said.offline)
  await writeBirthday(giver.app(), customerPath)
  await editCustomer(giver.app(), customerPath, { label: '职业背景', value: said.job })

  const next = receiver.app()
  await next.page.getByRole('button', { name: '接收', exact: true }).click()
  await next.page.getByRole('alertdialog').getByRole('button', { name: '接收' }).click()
  await sees(next.page, ['已移交 1 位客户'], 10_000)
  await next.visit(customerPath)
  await sees(next.page, [said.before, '把存单利率表发给她'], 10_000)
  await next.untilSynced()
  // On the tablet without a network nothing has happened yet.
  await giver.app().visit(customerPath)
  await sees(giver.app().page, [said.before, said.offline])
}, 60_000)

test('[SR1] back online, profile and notes leave the giver’s tablet, and her inbox says what waits with whom', async () => {
  await giver.network('online')
  await giver.app().wake()
  const { page, visit } = giver.app()
  await page.getByRole('banner').getByText('3 项需要处理').waitFor()
  await visit(customerPath)
  await page.getByRole('heading', { name: customer }).first().waitFor()
  await page.waitForFunction(
    (texts) => texts.every((text) => !document.querySelector('main')?.textContent.includes(text)),
    [said.before, said.offline, said.job, '八月十五'],
  )
  await visit('/sync')
  const waiting = page.getByText(`正在等${names.receiver}核对`)
  await waiting.nth(2).waitFor()
  // OP4: what she typed is still hers to read and to copy.
  await sees(page, [said.offline, said.job, '农历八月十五'])
}, 60_000)

test('[SR2] the receiver has each with its full content, takes one and leaves one', async () => {
  const { page, visit } = receiver.app()
  await page.getByRole('banner').getByText('3 项需要处理').waitFor()
  await visit('/sync')
  await sees(page, [said.offline, said.job, '农历八月十五', `${names.giver}录入`])
  await decide(receiver.app(), said.offline, '采用')
  await decide(receiver.app(), said.job, '不采用')
  await page.getByRole('banner').getByText('1 项需要处理').waitFor()
  await visit(customerPath)
  await stream(page).getByText(said.offline).waitFor()
  // Whoever typed it stays its author.
  await sees(page, [names.giver])
  await page.getByRole('tab', { name: '档案' }).click()
  expect(await mainText(receiver.app())).not.toContain(said.job)
}, 60_000)

test('[SR2] the giver sees what became of each, and the receiver’s second tablet shows the same', async () => {
  const { page, visit } = giver.app()
  await visit('/sync')
  await sees(page, [`${names.receiver}已采用。`, `${names.receiver}没有采用。`], 10_000)
  expect(await page.getByText(`正在等${names.receiver}核对`).count()).toBe(1)

  const second = await secondTablet.start()
  await second.signIn('1002', password)
  await second.page.getByRole('banner').getByText('1 项需要处理').waitFor()
  await second.visit(customerPath)
  await sees(second.page, [said.before, said.offline])
  await second.visit('/sync?view=settled')
  await sees(second.page, ['已处理：采用了同事录入的内容。', '已处理：没有采用同事录入的内容。'])
  await sees(second.page, [said.job])
}, 60_000)

test('[R21][SR2] the lead hands over the whole portfolio of somebody who leaves, and accepts it at once', async () => {
  await begin(lead, '5001')
  const { page, visit } = lead.app()
  await visit('/handovers/new')
  await choose(page, /从谁名下移出/u, new RegExp(names.leaver, 'u'))
  await page.getByText('全部客户', { exact: true }).click()
  await choose(page, /移交给/u, new RegExp(names.receiver, 'u'))
  await page.getByText('离职', { exact: true }).click()
  await page.getByRole('button', { name: '直接移交' }).click()
  await page.getByText(/^已移交 \d+ 位客户$/u).waitFor()

  // His customers are hers with their profiles, which she could not open before.
  await receiver.app().visit(`/customers/${leaversCustomer}`)
  await receiver.app().page.getByRole('tab', { name: '日子' }).waitFor()
  await receiver.app().visit('/handovers')
  await sees(receiver.app().page, [`${names.leaver} → ${names.receiver}`])
}, 60_000)

test('[SE4] nothing broke the content security policy, and no error reached a page', () => {
  expect([giver, receiver, secondTablet, lead].flatMap(({ complaints }) => complaints)).toEqual([])
})

async function begin(tablet: Tablet, staffNo: string): Promise<void> {
  const app = await tablet.start()
  await app.signIn(staffNo, password)
  await app.untilSynced()
}

/** The names of the colleagues, and one customer of the leaver, as the server has them. */
async function readBranch(): Promise<void> {
  const client = createTestClient(server.url)
  await client.signIn('5001', password)
  const { records } = await client.pull()
  const person = (staffNo: string) => {
    const found = records.find(({ type, data }) => type === 'staff' && data['staffNo'] === staffNo)
    if (found === undefined) throw new Error(`There is no colleague ${staffNo}.`)
    return { id: found.id, name: String(found.data['name']) }
  }
  const leaver = person('1003')
  names = { giver: person('1001').name, receiver: person('1002').name, leaver: leaver.name }
  const owned = records.find(
    ({ type, data }) => type === 'customer' && data['ownerId'] === leaver.id,
  )
  if (owned === undefined) throw new Error('The leaver has no customers.')
  leaversCustomer = owned.id
}

async function decide({ page }: AppDriver, text: string, word: '采用' | '不采用'): Promise<void> {
  const row = page.getByRole('listitem').filter({ hasText: text })
  await row.getByRole('button', { name: word, exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: word, exact: true }).click()
  await row.waitFor({ state: 'detached' })
}

async function mainText({ page }: AppDriver): Promise<string> {
  return (await page.getByRole('main').textContent()) ?? ''
}
