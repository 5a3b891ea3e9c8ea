import type { Locator, Page } from 'playwright-core'
import type { AppDriver } from './app-driver.ts'

/** Adds a customer of one's own and answers the path of the card. */
export async function addCustomer(
  { page, visit }: AppDriver,
  { name, mobile }: { name: string; mobile?: string },
): Promise<string> {
  await visit('/customers/new')
  await page.getByLabel('姓名').fill(name)
  if (mobile !== undefined) await page.getByLabel('手机号码').fill(mobile)
  await page.getByRole('button', { name: '保存客户' }).click()
  await page.waitForURL((url) => /^\/customers\/[0-9a-f-]{36}$/.test(url.pathname))
  await page.getByRole('heading', { name }).first().waitFor()
  return new URL(page.url()).pathname
}

/** Writes a note about a customer and waits until it stands in the stream. */
export async function writeNote(app: AppDriver, customerPath: string, text: string): Promise<void> {
  await startNote(app, customerPath, text)
  await saveSheet(app.page)
  await stream(app.page).getByText(text).waitFor()
}

/** Opens 记一笔 and types, without saving. */
export async function startNote(app: AppDriver, customerPath: string, text: string): Promise<void> {
  await app.visit(`${customerPath}/notes/new`)
  await app.page.getByRole('dialog').getByLabel('内容').fill(text)
}

/** Adds a task for a customer. */
export async function writeTask(
  { page, visit }: AppDriver,
  customerPath: string,
  title: string,
): Promise<void> {
  await visit(`/tasks/new?customer=${customerPath.split('/')[2]}`)
  await page.getByRole('dialog').getByLabel('要做什么').fill(title)
  await saveSheet(page)
}

/** Adds the lunar birthday 八月十五 to a customer. */
export async function writeBirthday({ page, visit }: AppDriver, customerPath: string) {
  await visit(`${customerPath}/dates/new`)
  const sheet = page.getByRole('dialog')
  await sheet.getByText('农历', { exact: true }).click()
  for (const [field, option] of [
    ['month', '八月'],
    ['day', '十五'],
  ] as const) {
    await sheet.locator(`[data-field=${field}] button`).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await saveSheet(page)
}

/** Writes one field of card or profile. */
export async function editCustomer(
  { page, visit }: AppDriver,
  customerPath: string,
  field: { label: string; value: string },
): Promise<void> {
  await visit(`${customerPath}/edit`)
  await page.getByLabel(field.label, { exact: true }).first().fill(field.value)
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === customerPath)
}

/** Replaces the text of a note. */
export async function editNote(
  { page, visit }: AppDriver,
  notePath: string,
  text: string,
): Promise<void> {
  await visit(notePath)
  await page.getByRole('dialog').getByLabel('内容').fill(text)
  await saveSheet(page)
}

/** Chooses an option of a field that opens a list. */
export async function choose(page: Page, label: RegExp, option: RegExp): Promise<void> {
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('option', { name: option }).first().click()
}

/**
 * Types into a box that finds customers and takes the one of that name, with the keys: a pointer that scrolls the page
 * to it would close the list.
 */
export async function find(box: Locator, typed: string, name: string): Promise<void> {
  await box.fill(typed)
  const option = box.page().getByRole('option', { name, exact: true })
  await option.waitFor()
  await box.press('ArrowDown')
  await option.and(box.page().locator('[data-focused]')).waitFor()
  await box.press('Enter')
  await option.waitFor({ state: 'detached' })
}

/** Everything about the customer whose card is open, in one stream. */
export function stream(page: Page) {
  return page.getByRole('list', { name: '往来记录' })
}

/** Waits until each of these texts stands somewhere on the page. */
export async function sees(page: Page, texts: string[], timeout = 5000): Promise<void> {
  for (const text of texts) await page.getByText(text).first().waitFor({ timeout })
}

/** Saves the sheet that is open, and waits until it is gone. */
export async function saveSheet(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '保存', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
}
