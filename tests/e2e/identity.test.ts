import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, sees } from '#tests/support/customer-work.ts'
import { exampleNumber, numberOf } from '#tests/support/identity-numbers.ts'
import { searchProfile } from '#tests/support/profile-search.ts'
import { inServerDatabase, tablesThatSay } from '#tests/support/server-database.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'
/** A man, born on 1 October 1985. */
const otherNumber = numberOf(440106, '1985-10-01', 123)
const otherTail = otherNumber.slice(-4)
/** Typed as far as here and left. */
const half = exampleNumber.slice(0, 14)

let server: ServerProcess
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  tablet = createTablet('identity-tablet', server.url)
  desktop = createTablet('identity-desktop', server.url)
  for (const each of [tablet, desktop]) {
    const app = await each.start()
    await app.signIn('1001', password)
    await app.untilSynced()
    await app.untilOfflineReady()
    // The key comes with the first contact.
    await app.visit('/customers/new')
    await numberField(app.page).and(app.page.locator(':enabled')).waitFor()
  }
}, 120_000)

afterAll(async () => {
  await Promise.all([tablet.dispose(), desktop.dispose()])
  await server.dispose()
})

test('[R17] an identity number typed offline leaves its last four and a mark alone, on this device, on the server and on the other device', async () => {
  await tablet.network('offline')
  const app = tablet.app()
  const { page } = app
  await app.visit('/customers/new')
  await page.getByLabel('姓名').fill('慕容晓岚')
  await numberField(page).fill('110105194912310021')
  await page.getByText('校验位不对，可能有一位输错了，请核对').waitFor()
  await numberField(page).fill(half)
  await page.getByText('还差 4 位。没输完的号码只在这一屏，不进草稿。').waitFor()
  await page.getByRole('button', { name: '保存客户' }).click()
  await page.getByText('位数不够，身份证号是 18 位').first().waitFor()
  expect(await page.getByLabel('姓名').inputValue()).toBe('慕容晓岚')
  // A killed browser has the draft, and no half number.
  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(password)
  await again.visit('/customers/new')
  await again.page.getByText('慕容晓岚').or(again.page.getByLabel('姓名')).first().waitFor()
  expect(await again.page.getByLabel('姓名').inputValue()).toBe('慕容晓岚')
  expect(await numberField(again.page).inputValue()).toBe('')
  await numberField(again.page).pressSequentially('11010519491231002x')
  await again.page.getByText('尾号 002X').first().waitFor()
  await again.page.getByText('从号码看：1949年12月31日生，女，65 岁以上关照。填入？').waitFor()
  await again.page.getByRole('button', { name: /^填入 / }).click()
  await again.page.getByText('已填入：1949年12月31日生，女，65 岁以上关照。').waitFor()
  expect(await findingsOn(again, 'an identity number')).toEqual([])
  await again.page.getByRole('button', { name: '保存客户' }).click()
  await again.page.waitForURL((url) => /^\/customers\/[0-9a-f-]{36}$/.test(url.pathname))
  const { pathname } = new URL(again.page.url())
  await seesIdentity(again, pathname)

  await tablet.network('online')
  await again.wake()
  await again.untilSynced()
  await desktop.app().visit(pathname)
  await seesIdentity(desktop.app(), pathname)
  await desktop.app().page.getByRole('tab', { name: '日子' }).click()
  await sees(desktop.app().page, ['1949'])
  // Nothing of it anywhere: not in the browser's files, not on the server.
  await tablet.close()
  const key = identityKey()
  const texts = [exampleNumber, half, exampleNumber.toLowerCase(), key]
  expect(searchProfile(tablet.folder, texts)).toEqual([])
  expect(tablesThatSay(server.folder, half)).toEqual([])
  expect(tablesThatSay(server.folder, '"idLast4":"002X"')).toContain('records')
  expect(tablesThatSay(server.folder, key)).toEqual(['meta'])
  for (const text of [half, key]) expect(server.output()).not.toContain(text)
  await (await tablet.start()).unlock(password)
}, 180_000)

test('[R17] who has the number of somebody else is warned of beside the field, and first among those who may be repeats', async () => {
  const app = desktop.app()
  const { page } = app
  await app.visit('/customers/new')
  await page.getByLabel('姓名').fill('穆容小兰')
  await numberField(page).fill(exampleNumber)
  await page.getByRole('link', { name: /慕容晓岚.*身份证号相同/ }).waitFor()
  expect(await findingsOn(app, 'the same identity number')).toEqual([])
  await page.getByRole('button', { name: '保存客户' }).click()
  await page.waitForURL((url) => /^\/customers\/[0-9a-f-]{36}$/.test(url.pathname))
  await app.visit('/customers/duplicates')
  const first = page.getByRole('main').getByRole('listitem').first()
  await first.getByText('身份证号相同').waitFor()
  await first.getByText('慕容晓岚').waitFor()
}, 90_000)

test('[R17] a table brings identity numbers offline: a wrong one alone stays behind, and no download has one in full', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  const wrong = `${otherNumber.slice(0, -1)}${otherNumber.endsWith('1') ? '2' : '1'}`
  const fresh = numberOf(310101, '1960-02-29', 8)
  await visit('/customers/import')
  await page.locator('input[type=file]').setInputFiles({
    name: '名单.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `姓名,证件号码\n钟离青,${fresh}\n钟离白,${wrong}\n钟离红,${exampleNumber}\n`,
      'utf8',
    ),
  })
  await sees(page, ['2 位可以导入', '1 行的身份证号不对：客户照样导入，不带号码', '1 行可能重复'])
  const downloads = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载这些行（号码遮住）' }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await downloads).createReadStream()) chunks.push(chunk)
  const saved = Buffer.concat(chunks).toString('utf8')
  expect(saved).toContain('钟离白')
  expect(saved).not.toContain(wrong.slice(0, 14))
  await page.getByRole('button', { name: '导入 2 位客户' }).click()
  await sees(page, ['已导入 2 位客户'])
  await tablet.network('online')
  await tablet.app().wake()
  await tablet.app().untilSynced()
  for (const text of [fresh, wrong, fresh.slice(0, 14), exampleNumber.slice(0, 14)]) {
    expect(tablesThatSay(server.folder, text)).toEqual([])
  }
  const other = desktop.app()
  await other.visit('/customers')
  await other.page.getByRole('searchbox').first().fill('钟离青')
  await other.page.getByRole('link', { name: '钟离青' }).first().click({ timeout: 20_000 })
  await other.page.getByRole('tab', { name: '档案' }).click()
  await sees(other.page, [`尾号 ${fresh.slice(-4)}`])
}, 120_000)

test('[R17][ME8] two people with different numbers do not become one, though neither device knew the number of the other', async () => {
  const [app, other] = [tablet.app(), desktop.app()]
  const one = await addCustomer(app, { name: '尉迟文静', mobile: '13900004455' })
  const two = await addCustomer(app, { name: '尉迟文婧', mobile: '13900004455' })
  await app.untilSynced()
  await other.visit(two)
  await other.page.getByRole('heading', { name: '尉迟文婧' }).first().waitFor({ timeout: 20_000 })
  await tablet.network('offline')
  await desktop.network('offline')
  await writeNumber(app, one, exampleNumber)
  await writeNumber(other, two, otherNumber)
  await other.visit('/customers/duplicates')
  await other.page.getByRole('button', { name: /^合并… 尉迟文/ }).click()
  const sheet = other.page.getByRole('dialog')
  await sheet.getByText(`尾号 ${otherTail}`).or(sheet.getByText('尉迟文静')).first().waitFor()
  await sheet.getByRole('button', { name: '合并为一位客户' }).click()
  await other.page.getByText(/已合并为“尉迟文/).waitFor()
  // The tablet is first.
  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  await desktop.network('online')
  await other.wake()
  // Somebody has to look at it, so the chip does not say that all is in step.
  await other.visit('/sync')
  await other.page
    .getByText(/两张客户卡没有合并：它们的身份证号不同/)
    .first()
    .waitFor({ timeout: 30_000 })
  for (const [id, name] of [
    [one, '尉迟文静'],
    [two, '尉迟文婧'],
  ] as const) {
    await app.visit(id)
    await app.page.getByRole('heading', { name }).first().waitFor()
    expect(new URL(app.page.url()).pathname).toBe(id)
  }
}, 180_000)

function numberField(page: Page) {
  return page.getByRole('textbox', { name: '身份证号' })
}

function identityKey(): string {
  return inServerDatabase(server.folder, (database) => {
    const row = database.prepare(`select value from meta where key = 'identity_key'`).get()
    return String(row?.['value'])
  })
}

async function seesIdentity({ page, visit }: AppDriver, path: string): Promise<void> {
  await visit(path)
  await page.getByRole('tab', { name: '档案' }).click()
  await sees(page, ['尾号 002X'], 20_000)
}

async function writeNumber({ page, visit }: AppDriver, path: string, number: string) {
  await visit(`${path}/edit`)
  await numberField(page).fill(number)
  await page
    .getByText(`尾号 ${number.slice(-4)}`)
    .first()
    .waitFor()
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === path)
}
