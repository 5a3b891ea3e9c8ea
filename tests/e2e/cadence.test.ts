import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { startNote, writeNote } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  devices = await startTwoDevices('cadence', 120)
  ;({ tablet, desktop } = devices)
}, 120_000)

afterAll(() => devices.dispose())

test('[R28] whoever was contacted offline leaves the board at once, and that of the other device after', async () => {
  const app = tablet.app()
  await app.visit('/cadence')
  const { path, name } = await firstCustomer(app.page)
  expect(await row(app.page, name).textContent()).toMatch(/天未联系|尚未联系/)
  expect(await findingsOn(app, 'cadence')).toEqual([])
  await desktop.app().visit('/cadence')
  await row(desktop.app().page, name).waitFor()

  await tablet.network('offline')
  await writeNote(app, path, '电话里聊了近况')
  await app.visit('/cadence')
  await row(app.page, name).waitFor({ state: 'detached' })

  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit('/cadence')
  await board(again.page).waitFor()
  expect(await row(again.page, name).count()).toBe(0)

  await tablet.network('online')
  await again.wake()
  await row(desktop.app().page, name).waitFor({ state: 'detached' })
}, 120_000)

test('[R39] a second contact within the gap is warned of before the call, on both devices', async () => {
  const app = desktop.app()
  await app.visit('/cadence')
  const { path } = await firstCustomer(app.page)
  await tablet.app().untilSynced()
  await tablet.network('offline')
  await startNote(tablet.app(), path, '今天已经联系过一次')
  const sheet = tablet.app().page.getByRole('dialog')
  await sheet.getByText('电话', { exact: true }).click()
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.waitFor({ state: 'detached' })
  await warnsBeforeCall(tablet.app().page)
  await tablet.app().page.keyboard.press('Escape')
  await tablet.network('online')
  await tablet.app().wake()
  await tablet.app().untilSynced()
  await app.visit(path)
  await app.page.getByText('今天已经联系过一次').first().waitFor()
  await warnsBeforeCall(app.page)
  expect(await findingsOn(app, 'before a call')).toEqual([])
  await app.page.keyboard.press('Escape')
  await app.page.getByRole('dialog').waitFor({ state: 'detached' })
}, 90_000)

test('[R34] offline, the chosen group and tier are there again when one comes back, with whom the other device has first, too', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await visit('/cadence')
  await page.getByText(/^联系过多/).click()
  await page.getByText(/^逾期未联系/).click()
  const { tier } = await firstCustomer(page)
  await page.getByRole('button', { name: /全部等级/ }).click()
  await page.getByRole('option', { name: tier }).click()
  await page.waitForURL(({ search }) => /view=overdue/.test(search) && /tier=/.test(search))
  const { path, name } = await firstCustomer(page)
  const chosen = page.url()
  await board(page).getByRole('link').first().click()
  await page.waitForURL((url) => url.pathname === path)
  await page.goBack()
  await row(page, name).waitFor()
  expect(page.url()).toBe(chosen)
  await tablet.network('online')
  const { pathname, search } = new URL(chosen)
  await desktop.app().visit(pathname + search)
  await row(desktop.app().page, name).waitFor()
  expect((await firstCustomer(desktop.app().page)).path).toBe(path)
}, 60_000)

/** Whose card is open is called; the sheet stays. */
async function warnsBeforeCall(page: Page): Promise<void> {
  await page.getByRole('button', { name: '致电', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByText(/^两次主动联系至少隔 \d+ 天/)
    .waitFor()
}

/** The rows of those who are overdue. */
function board(page: Page) {
  return page.getByRole('main').getByRole('list', { name: '逾期未联系' })
}

/** The customer who stands first. */
async function firstCustomer(page: Page) {
  const link = board(page).getByRole('link').first()
  await link.waitFor()
  const [, name = '', tier = ''] =
    /^(.*)(贵宾|潜力|大众)$/.exec((await link.textContent()) ?? '') ?? []
  return { path: (await link.getAttribute('href')) ?? '', name, tier }
}

function row(page: Page, name: string) {
  return board(page).getByRole('listitem').filter({ hasText: name })
}
