import { randomItem, type Random } from '#shared/domain/seeded-random.ts'
import type { Role } from '#shared/domain/role.ts'
import type { BrowserDevice } from '#tests/support/browser-device.ts'
import { startNote, writeTask } from '#tests/support/customer-work.ts'

/** What a person typed on a device; no two texts are the same. */
export interface Typed {
  text: string
  device: string
  /** Path of the customer it is about. */
  customer: string
}

const kinds: Partial<Record<Role, readonly (keyof typeof ways)[]>> = {
  rm: ['note', 'task', 'salutation'],
  lead: ['note', 'task', 'salutation', 'complaint'],
  lobby: ['salutation', 'complaint'],
  consumer_protection: ['complaint'],
}

/** Types something that the role may type about one of these customers, and saves it. */
export async function workOnDevice(
  device: BrowserDevice,
  {
    role,
    customers,
    random,
    turn,
    mark,
  }: { role: Role; customers: string[]; random: Random; turn: number; mark: string },
): Promise<Typed> {
  const customer = randomItem(random, customers)
  const text = `${mark}号内容`
  const possible = kinds[role] ?? (['complaint'] as const)
  await ways[possible[turn % possible.length] ?? 'complaint'](device, customer, text)
  return { text, device: device.name, customer }
}

/** By the words on the screen. */
const ways = {
  async note({ app }: BrowserDevice, customer: string, text: string) {
    await startNote(app, customer, text)
    await saveDialog(app.page)
  },
  task: ({ app }: BrowserDevice, customer: string, text: string) => writeTask(app, customer, text),
  async salutation({ app: { page, visit } }: BrowserDevice, customer: string, text: string) {
    await visit(`${customer}/edit`)
    await page.getByLabel('称呼', { exact: true }).first().fill(text)
    await page.getByRole('button', { name: '保存', exact: true }).first().click()
    await page.waitForURL((url) => !url.pathname.endsWith('/edit'))
  },
  async complaint({ app: { page, visit } }: BrowserDevice, customer: string, text: string) {
    await visit(`/complaints/new?customer=${customer.split('/')[2]}`)
    await page.getByLabel('联系方式').fill('13900001234')
    await page.getByLabel('投诉事项').fill(text)
    await page.getByLabel('投诉原因').fill('没有人管')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/new'))
  },
}

async function saveDialog(page: BrowserDevice['app']['page']): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.waitFor({ state: 'detached' })
}

/** A lead hands one customer on at once, by the form. */
export async function handOverOnScreen(
  { app: { page, visit } }: BrowserDevice,
  customer: string,
  to: string,
): Promise<void> {
  await visit(`/handovers/new?customer=${customer.split('/')[2]}`)
  await page.locator('[data-field=toId] button').first().click()
  await page.getByRole('option', { name: to }).click()
  await page.getByRole('radio', { name: '客户均衡' }).check({ force: true })
  await page.getByRole('button', { name: '直接移交' }).click()
  await page.waitForURL((url) => /^\/handovers\/[0-9a-f-]{36}$/.test(url.pathname))
}

/** Decides on the first thing that a colleague typed for a customer who was handed over; false if nothing waits. */
export async function decideOnScreen(
  { app: { page, visit } }: BrowserDevice,
  decision: '采用' | '不采用',
): Promise<boolean> {
  await visit('/sync')
  const buttons = page.getByRole('main').getByRole('button', { name: decision, exact: true })
  const before = await buttons.count()
  if (before === 0) return false
  await buttons.first().click()
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: decision, exact: true })
    .click()
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor({ state: 'detached' })
  return true
}
