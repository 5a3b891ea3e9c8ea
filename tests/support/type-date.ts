import type { Page } from 'playwright-core'

/** Types a civil date (`YYYY-MM-DD`) into a field, digit by digit: a part that is full goes on to the next. */
export async function typeDate(page: Page, field: string, day: string): Promise<void> {
  await page.locator(`[data-field="${field}"] [data-type=year]`).click()
  await page.keyboard.type(day.replaceAll('-', ''))
}
