import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, find, saveSheet, startNote, stream } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const names = { main: '端木闻笛', spouse: '宇文照雪', friend: '欧阳拾光' }
const text = '夫妻俩来问孩子留学的安排'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let paths: Record<keyof typeof names, string>

beforeAll(async () => {
  devices = await startTwoDevices('several', 20)
  ;({ tablet, desktop } = devices)
  paths = {
    main: await addCustomer(tablet.app(), { name: names.main }),
    spouse: await addCustomer(tablet.app(), { name: names.spouse }),
    friend: await addCustomer(tablet.app(), { name: names.friend }),
  }
  await tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R4] several customers: one note typed offline stands on each of them, found by pinyin, and the other device says the same', async () => {
  await tablet.network('offline')
  const app = tablet.app()
  await startNote(app, paths.main, text)
  await addOther(app.page, 'yuwen', names.spouse)
  expect(await findingsOn(app, 'a note about several')).toEqual([])
  await saveSheet(app.page)
  await note(app.page).getByText(`同时与 ${names.spouse}`).waitFor()

  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit(paths.spouse)
  await note(again.page).getByText(`同时与 ${names.main}`).waitFor()

  await tablet.network('online')
  await again.wake()
  await again.untilSynced()
  for (const [of, other] of [
    ['main', 'spouse'],
    ['spouse', 'main'],
  ] as const) {
    await desktop.app().visit(paths[of])
    const row = note(desktop.app().page)
    await row.getByText(`同时与 ${names[other]}`).waitFor({ timeout: 10_000 })
    expect(await row.count()).toBe(1)
  }
}, 120_000)

test('[R4] several customers: a change goes along to the notes that still say the same, and no further once they are apart', async () => {
  const { page, visit } = desktop.app()
  await visit(paths.main)
  await edit(page, '夫妻俩来问孩子留学的安排，明年秋天走')
  await desktop.app().untilSynced()
  await tablet.app().visit(paths.spouse)
  await stream(tablet.app().page).getByText('明年秋天走').waitFor({ timeout: 10_000 })
  await tablet
    .app()
    .page.getByRole('link', { name: /^修改 \d/ })
    .click()
  const sheet = tablet.app().page.getByRole('dialog')
  await sheet.getByText('也改其他客户的同一条记录').waitFor()
  await sheet.getByText(names.main, { exact: true }).click()
  await sheet.getByLabel('内容').fill('她想让孩子去英国')
  await saveSheet(tablet.app().page)
  await tablet.app().untilSynced()
  await visit(paths.spouse)
  await stream(page).getByText('她想让孩子去英国').waitFor({ timeout: 10_000 })
  await visit(paths.main)
  await stream(page).getByText('明年秋天走').waitFor()
  await page.getByRole('link', { name: /^修改 \d/ }).click()
  await page.getByRole('dialog').getByLabel('内容').waitFor()
  expect(await page.getByText('也改其他客户的同一条记录').count()).toBe(0)
  await page.keyboard.press('Escape')
}, 90_000)

test('[R4][R1] several customers: a product is refused with the name of whom it does not suit, and saved without that one', async () => {
  for (const path of [paths.main, paths.spouse]) await assess(path.split('/')[2] ?? '')
  const { page } = tablet.app()
  await tablet.app().visit(paths.spouse)
  await page.getByText('C3 平衡').first().waitFor({ timeout: 10_000 })
  await startNote(tablet.app(), paths.main, '三个人一起听了半年期理财')
  const sheet = page.getByRole('dialog')
  for (const chip of ['产品推介', 'R3', '风险揭示书']) {
    await sheet.getByText(chip, { exact: true }).click()
  }
  await addOther(page, 'yuwen', names.spouse)
  await addOther(page, 'ouyang', names.friend)
  await sheet.getByText(new RegExp(`这个产品不能推介给${names.friend}：`)).waitFor()
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.getByRole('button', { name: `不记在${names.friend}` }).click()
  await saveSheet(page)
  await tablet.app().untilSynced()
  await desktop.app().visit(paths.spouse)
  const row = stream(desktop.app().page)
    .getByRole('listitem')
    .filter({ hasText: '三个人一起听了半年期理财' })
  await row.getByText('客户 C3').waitFor({ timeout: 10_000 })
  await desktop.app().visit(paths.friend)
  await desktop.app().page.getByText('还没有往来记录').waitFor()
  expect(await row.count()).toBe(0)
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

async function addOther(page: Page, typed: string, name: string): Promise<void> {
  const sheet = page.getByRole('dialog')
  const add = sheet.getByRole('button', { name: '也记在其他客户…' })
  if ((await add.count()) > 0) await add.click()
  await find(sheet.getByRole('combobox', { name: '再加一位客户' }), typed, name)
  await sheet.getByRole('button', { name: `不记在${name}` }).waitFor()
}

async function edit(page: Page, to: string): Promise<void> {
  await page.getByRole('link', { name: /^修改 \d/ }).click()
  await page.getByRole('dialog').getByLabel('内容').fill(to)
  await saveSheet(page)
}

function note(page: Page) {
  return stream(page).getByRole('listitem').filter({ hasText: text })
}

/** The assessment comes from another device of the manager. */
async function assess(customerId: string): Promise<void> {
  const client = createTestClient(new URL(tablet.app().page.url()).origin)
  await client.signIn('1001', devices.password)
  const assessedOn = addDays(civilDateInShanghai(Date.now()), -30)
  const { results } = await client.push([
    client.draft('profile', customerId, {
      kind: 'patch',
      args: {
        changes: {
          riskLevel: { from: null, to: 'C3' },
          riskAssessedOn: { from: null, to: assessedOn },
        },
      },
    }),
  ])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied'])
}
