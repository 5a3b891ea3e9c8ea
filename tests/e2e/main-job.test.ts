import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'
const name = '欧阳青禾'
const mobile = '13900004321'

let server: ServerProcess
/** The relationship manager who owns the customer, the branch lead, and somebody from the lobby. */
let manager: Tablet
let lead: Tablet
let lobby: Tablet
let customerPath: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 40, demoPassword: password })
  manager = createTablet('manager', server.url)
  lead = createTablet('lead', server.url)
  lobby = createTablet('lobby', server.url)
  await (await manager.start()).signIn('1001', password)
  await (await lead.start()).signIn('5001', password)
  await (await lobby.start()).signIn('2001', password)
  for (const tablet of [manager, lead, lobby]) {
    await tablet.app().untilSynced()
    await tablet.app().untilOfflineReady()
  }
  customerPath = await addCustomer(manager.app().page)
}, 120_000)

afterAll(async () => {
  await Promise.all([manager.dispose(), lead.dispose(), lobby.dispose()])
  await server.dispose()
})

test('[CL2] what was written offline is there after the browser was killed, and on a colleague’s tablet within 2 s', async () => {
  await manager.app().untilSynced()
  await lead.app().visit(customerPath)
  await lead.app().page.getByRole('heading', { name }).waitFor()
  await manager.network('offline')
  const page = manager.app().page
  await writeNote(page, '想给父母换一张利率更高的存单')
  await writeTask(page, '把存单利率表发给欧阳')
  await writeComplaint(page, '排队两小时没有人解释')
  await writeLunarBirthday(page)
  await editField(page, '职业背景', '中学教师')

  await manager.kill()
  const restarted = await manager.start('offline')
  await restarted.unlock(password)
  await restarted.visit(customerPath)
  await sees(restarted.page, [
    '想给父母换一张利率更高的存单',
    '把存单利率表发给欧阳',
    '排队两小时没有人解释',
  ])
  await restarted.page.getByRole('tab', { name: '档案' }).click()
  await sees(restarted.page, ['中学教师'])
  await restarted.page.getByRole('tab', { name: '日子' }).click()
  await sees(restarted.page, ['农历八月十五'])
  expect(await restarted.chip()).toContain('离线')

  await manager.network('online')
  await restarted.page.evaluate(() => dispatchEvent(new Event('online')))
  await sees(lead.app().page, ['想给父母换一张利率更高的存单', '排队两小时没有人解释'], 10_000)
  await lead.app().page.getByRole('tab', { name: '日子' }).click()
  await sees(lead.app().page, ['农历八月十五'])
}, 120_000)

test('[SC5] the lobby sees card and complaint, and neither notes nor profile', async () => {
  const { page, visit } = lobby.app()
  await lobby.app().untilSynced()
  await visit(customerPath)
  await page.getByRole('heading', { name }).waitFor()
  await sees(page, ['排队两小时没有人解释'])
  const text = (await page.getByRole('main').textContent()) ?? ''
  for (const secret of ['想给父母换一张', '把存单利率表', '中学教师', mobile, '八月十五']) {
    expect(text).not.toContain(secret)
  }
})

test('[CL5] a note written online is on the colleague’s tablet within 2 s', async () => {
  await manager.app().untilSynced()
  await lead.app().visit(customerPath)
  await lead.app().page.getByRole('tab', { name: '往来' }).click()
  await manager.app().visit(customerPath)
  await writeNote(manager.app().page, '周三下午三点再来')
  await sees(lead.app().page, ['周三下午三点再来'], 2000)
}, 60_000)

test('[ME1] two people edit different fields of one card offline, and both survive', async () => {
  await manager.app().untilSynced()
  await lead.app().untilSynced()
  await manager.network('offline')
  await lead.network('offline')
  await editField(manager.app().page, '方便联系的时间', '放学以后')
  await editField(lead.app().page, '称呼', '欧阳老师')
  await manager.network('online')
  await lead.network('online')
  await wake(manager)
  await wake(lead)
  for (const tablet of [manager, lead]) {
    await tablet.app().visit(customerPath)
    await sees(tablet.app().page, ['欧阳老师'], 10_000)
    await tablet.app().page.getByRole('tab', { name: '档案' }).click()
    await sees(tablet.app().page, ['放学以后'], 10_000)
  }
}, 90_000)

test('[ME3] two people edit the same phone number offline, and the later one is shown both', async () => {
  await manager.app().untilSynced()
  await lead.app().untilSynced()
  await manager.network('offline')
  await lead.network('offline')
  await editPhone(manager.app().page, '13900001111')
  await editPhone(lead.app().page, '13900002222')
  await manager.network('online')
  await wake(manager)
  await manager.app().untilSynced()
  await lead.network('online')
  await wake(lead)
  const { page } = lead.app()
  await page.getByRole('banner').getByText('1 项需要处理').waitFor()
  await lead.app().visit('/sync')
  await page.locator('main a[href^="/sync/issues/"]').first().click()
  await sees(page, ['139****1111', '139****2222'])
  await page
    .getByRole('radio', { name: '用这一版 我的版本' })
    .or(page.getByRole('button', { name: '用这一版 我的版本' }))
    .first()
    .click()
  await page.getByRole('button', { name: '保存选择' }).click()
  await lead.app().untilSynced()
  await manager.app().visit(customerPath)
  await sees(manager.app().page, ['尾号 2222'], 10_000)
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...manager.complaints, ...lead.complaints, ...lobby.complaints]).toEqual([])
})

test('[SE8] nothing that was typed or shown stood in an address', () => {
  const typed = [name, mobile, '存单', '排队', '中学教师', '欧阳']
  const all = [manager, lead, lobby].flatMap((tablet) => [...tablet.addresses])
  expect(all.some((address) => address.endsWith(customerPath))).toBe(true)
  const telling = all.filter((address) =>
    typed.some((text) => decodeURIComponent(address).includes(text)),
  )
  expect(telling).toEqual([])
})

async function sees(page: Page, texts: string[], timeout = 5000): Promise<void> {
  for (const text of texts) await page.getByText(text).first().waitFor({ timeout })
}

/** CL5: the browser fires `online` when its network is back; the emulation does so only for the first page. */
async function wake(tablet: Tablet): Promise<void> {
  await tablet.app().page.evaluate(() => dispatchEvent(new Event('online')))
}

async function addCustomer(page: Page): Promise<string> {
  await manager.app().visit('/customers/new')
  await page.getByLabel('姓名').fill(name)
  await page.getByLabel('手机号码').fill(mobile)
  await page.getByRole('button', { name: '保存客户' }).click()
  await page
    .getByRole('heading', { name, level: 2 })
    .or(page.getByRole('heading', { name, level: 1 }))
    .first()
    .waitFor()
  return new URL(page.url()).pathname
}

async function writeNote(page: Page, text: string): Promise<void> {
  await manager.app().visit(customerPath)
  // Today has a link of the same name, and may still stand.
  await page.getByRole('heading', { name }).first().waitFor()
  await page
    .getByRole('link', { name: '记一笔' })
    .or(page.getByRole('button', { name: '记一笔' }))
    .first()
    .click()
  await page.getByRole('dialog').getByLabel('内容').fill(text)
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await sees(page, [text])
}

async function writeTask(page: Page, title: string): Promise<void> {
  await manager.app().visit(customerPath)
  await page
    .getByRole('link', { name: '加任务' })
    .or(page.getByRole('button', { name: '加任务' }))
    .first()
    .click()
  await page.getByRole('dialog').getByLabel('要做什么').fill(title)
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function writeComplaint(page: Page, matter: string): Promise<void> {
  await manager.app().visit(`/complaints/new?customer=${customerPath.split('/')[2]}`)
  await page.getByLabel('联系方式').fill(mobile)
  await page.getByLabel('投诉事项').fill(matter)
  await page.getByLabel('投诉原因').fill('没有人管')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/new'))
}

async function writeLunarBirthday(page: Page): Promise<void> {
  await manager.app().visit(customerPath)
  await page
    .getByRole('link', { name: '加日期' })
    .or(page.getByRole('button', { name: '加日期' }))
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: '农历' }).check({ force: true })
  await choose(page, '月', '八月')
  await choose(page, '日', '十五')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole('dialog')
    .locator(`[data-field=${label === '月' ? 'month' : 'day'}] button`)
    .click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function editField(page: Page, label: string, value: string): Promise<void> {
  await openForm(page)
  await page.getByLabel(label, { exact: true }).first().fill(value)
  await save(page)
}

async function editPhone(page: Page, value: string): Promise<void> {
  await openForm(page)
  // SE7: who wants to change a masked number is shown it first.
  await page.getByRole('button', { name: '显示并修改 手机号码' }).first().click()
  await page.getByLabel('手机号码', { exact: true }).first().fill(value)
  await save(page)
}

async function openForm(page: Page): Promise<void> {
  const tablet = page === lead.app().page ? lead : manager
  await tablet.app().visit(`${customerPath}/edit`)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'))
}
