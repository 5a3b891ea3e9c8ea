import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeNote } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  devices = await startTwoDevices('rows', 300)
  ;({ tablet, desktop } = devices)
}, 120_000)

afterAll(() => devices.dispose())

test('[R68] on a phone a search shows its first hits, however far down the list stood', async () => {
  const { page, visit } = tablet.app()
  const size = page.viewportSize() ?? { width: 1366, height: 768 }
  await page.setViewportSize({ width: 390, height: 844 })
  await visit('/customers')
  await rows(page).first().waitFor()
  await page.evaluate(() => scrollTo({ top: 8000, behavior: 'instant' }))
  await expect
    .poll(async () => Number(await rows(page).last().getAttribute('data-index')))
    .toBeGreaterThan(100)
  await page.getByRole('searchbox').pressSequentially('z')
  const first = page.locator('[aria-label="客户列表"] > [data-index="0"]')
  await first.waitFor()
  expect(await first.evaluate(isSeen)).toBe(true)
  await page.setViewportSize(size)
})

test('[R68] End goes to the last of all customers, Home back to the first', async () => {
  const { page, visit } = tablet.app()
  await visit('/customers')
  await page.getByRole('searchbox').fill('')
  await rows(page).first().getByRole('link').focus()
  await page.keyboard.press('End')
  await expect.poll(() => page.evaluate(focusedPlace)).toMatch(/^(\d+) of \1$/)
  await page.keyboard.press('Home')
  await expect.poll(() => page.evaluate(focusedPlace)).toMatch(/^1 of /)
})

test('[R68] each key shows other customers in the same rows: names, marks, addresses and cells go together', async () => {
  const { page } = tablet.app()
  const search = page.getByRole('searchbox')
  for (const typed of ['w', 'wa', 'wan', 'wang', 'wangx', '', 'l', '1', '12']) {
    await search.fill(typed)
    const shown = await rows(page).evaluateAll((lines) =>
      lines.map((line) => ({
        address: line.querySelector('a')?.pathname ?? '',
        name: line.querySelector('a')?.textContent ?? '',
        tail: line.querySelector('[data-slot=tail]')?.textContent ?? '',
        tier: line.querySelector('[data-slot=tier]')?.textContent ?? '',
      })),
    )
    expect(shown.length).toBeGreaterThan(0)
    expect(new Set(shown.map(({ address }) => address)).size).toBe(shown.length)
    for (const { address, name, tail, tier } of [shown[0], shown.at(-1)].flatMap(
      (line) => line ?? [],
    )) {
      const card = await desktopCard(address, name.slice(0, 2))
      expect(card).toContain(tail.replace(/\D/gu, ''))
      expect(card).toContain(tier)
    }
  }
}, 60_000)

test('[R68] the row with the focus stays with its customer when another one moves to the top', async () => {
  const { page } = tablet.app()
  // In the order of the last contact one's own customers come first.
  await page.getByRole('searchbox').fill('')
  await rows(page).nth(1).getByRole('link').focus()
  const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
  const other = await rows(page).nth(4).getByRole('link').getAttribute('href')
  const moved = page.locator(`[data-index="0"] a[href="${other}"]`)
  expect(await moved.count()).toBe(0)
  await writeNote(desktop.app(), other ?? '', '今天到过网点')
  await moved.waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent ?? '')).toBe(focused)
  expect(await page.evaluate(focusedPlace)).toMatch(/^3 of /)
}, 60_000)

test('[R68] a row is a link: Enter opens the customer, going back finds the search as it was, and another tab has its address', async () => {
  const { page } = tablet.app()
  await page.getByRole('searchbox').fill('zh')
  const link = rows(page).first().getByRole('link')
  const address = (await link.getAttribute('href')) ?? ''
  await link.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === address)
  await page.goBack()
  expect(await page.getByRole('searchbox').inputValue()).toBe('zh')
  expect(await link.getAttribute('href')).toBe(address)
  const opened = page.context().waitForEvent('page')
  await link.click({ modifiers: ['Control'] })
  const tab = await opened
  await tab.waitForURL((url) => url.pathname === address)
  expect(new URL(page.url()).pathname).toBe('/customers')
  await tab.close()
})

function rows(page: Page) {
  return page.getByRole('main').getByRole('list', { name: '客户列表' }).getByRole('listitem')
}

/** What the card of a customer, whose name begins so, says on the other device. */
async function desktopCard(address: string, name: string): Promise<string> {
  const { page, visit } = desktop.app()
  await visit(address)
  const main = page.getByRole('main')
  await main.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor()
  return main.innerText()
}

/** Runs in the page. */
function focusedPlace(): string {
  const row = document.activeElement?.closest('[data-index]')
  return `${row?.ariaPosInSet} of ${row?.ariaSetSize}`
}

/** Runs in the page. */
function isSeen(row: Element): boolean {
  const { left, top, bottom } = row.getBoundingClientRect()
  const at = document.elementFromPoint(left + 60, (top + bottom) / 2)
  return at !== null && row.contains(at)
}
