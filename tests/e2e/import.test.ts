import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { addCustomer, saveSheet, sees } from '#tests/support/customer-work.ts'
import { inServerDatabase } from '#tests/support/server-database.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'

/** 姓名,手机,等级,备注 … as Excel in Chinese saves it: GBK. */
const table = gbk([
  '姓名,手机,等级,备注',
  '慕容青禾,139 0000 4321,贵宾,周三下午有空',
  '尉迟小满,+86 13900004322,,=1+1',
  '没有号码,12,,',
  '欧阳已有,,,',
  '慕容重复,13900004321,,',
])

let server: ServerProcess
let manager: Tablet
let lead: Tablet

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  manager = createTablet('import-manager', server.url)
  lead = createTablet('import-lead', server.url)
  await (await manager.start()).signIn('1001', password)
  await (await lead.start()).signIn('5001', password)
  for (const tablet of [manager, lead]) {
    await tablet.app().untilSynced()
    await tablet.app().untilOfflineReady()
  }
  await addCustomer(manager.app(), { name: '欧阳已有' })
  await manager.app().untilSynced()
}, 120_000)

afterAll(async () => {
  await Promise.all([manager.dispose(), lead.dispose()])
  await server.dispose()
})

test('[R17] a GBK table is imported offline, with what is wrong and what repeats left out, and a second device gets it', async () => {
  await manager.network('offline')
  const { page } = manager.app()
  await chooseTable(manager)
  await page.getByRole('radio', { name: 'GBK', checked: true }).waitFor({ state: 'attached' })
  await sees(page, ['2 位可以导入', '2 行可能重复，默认不导入', '1 行有问题，不导入', '号码太短'])
  await page.getByRole('button', { name: '导入 2 位客户' }).click()
  await sees(page, ['已导入 2 位客户'])
  await page.getByRole('button', { name: '查看客户' }).click()
  await find(page, 'mrqh', '慕容青禾')

  await manager.network('online')
  await manager.app().wake()
  await manager.app().untilSynced()
  await lead.app().visit('/customers')
  await find(lead.app().page, '4322', '尉迟小满')
  await lead.app().page.getByRole('link', { name: '尉迟小满' }).first().click()
  await sees(lead.app().page, ['=1+1'])
  await lead.app().page.getByRole('tab', { name: '档案' }).click()
  await sees(lead.app().page, ['139****4322'])
}, 120_000)

test('[R17] the same table a second time brings nothing twice, also on another device', async () => {
  const before = customersOnServer()
  const { page } = manager.app()
  await chooseTable(manager)
  await sees(page, ['2 行以前已导入，自动跳过', '没有可以导入的客户。'])
  await chooseTable(lead)
  await sees(lead.app().page, ['2 行以前已导入，自动跳过', '没有可以导入的客户。'])
  expect(customersOnServer()).toBe(before)
})

test('[R17] needs, relations and the plan come with a table offline, stand on the other device, and go out again', async () => {
  await manager.network('offline')
  const { page, visit } = manager.app()
  const rows = [
    '姓名,需求,关系,服务目标,回顾日期',
    '钟离未央,养老规划（50–600 万）；保障,配偶 钟离安,备好养老金,2030-03-01',
  ]
  await chooseTable(manager, Buffer.from(`${rows.join('\r\n')}\r\n`))
  await page.getByRole('button', { name: '导入 1 位客户' }).click()
  await sees(page, ['已导入 1 位客户'])
  await visit('/customers/export')
  await page.getByText('全部', { exact: true }).click()
  await page.getByText('CSV', { exact: true }).click()
  const out = await download(page)
  for (const text of ['养老规划（50–600 万）；保障', '配偶 钟离安', '备好养老金', '2030-03-01'])
    expect(out).toContain(text)

  await manager.network('online')
  await manager.app().wake()
  await manager.app().untilSynced()
  const other = lead.app()
  await other.visit('/customers')
  await find(other.page, 'zlwy', '钟离未央')
  await other.page.getByRole('link', { name: '钟离未央' }).first().click()
  await other.page.getByRole('tab', { name: '档案' }).click()
  await sees(other.page, ['养老规划', '50–600 万', '钟离安', '备好养老金'], 20_000)
}, 60_000)

test('[SE7] an export in full needs the network and is in the audit with each customer; a masked one needs none', async () => {
  const { page, visit } = manager.app()
  await manager.network('offline')
  await visit('/customers/export')
  // The list is still narrowed by what was searched for.
  await page.getByText('全部', { exact: true }).click()
  await page.getByText('CSV', { exact: true }).click()
  const masked = await download(page)
  expect(masked).toMatch(
    /^\ufeff# 行伴导出：.+ 1001，.+，\d+ 位客户，联系方式已遮住\r\n姓名,称呼,/u,
  )
  expect(masked).toContain('139****4321')
  expect(masked).not.toContain('13900004321')
  expect(masked).toContain("'=1+1")

  await visit('/customers/export')
  await page.getByText('全部', { exact: true }).click()
  await page.getByText('CSV', { exact: true }).click()
  await page.getByText('完整显示').click()
  await page.getByRole('button', { name: /^导出 \d+ 位客户$/u }).click()
  await sees(page, ['没有联网，不能导出完整联系方式'])
  await manager.network('online')
  const full = await download(page)
  expect(full).toContain('13900004321')
  await manager.app().untilSynced()
  const audited = auditOf('customers-exported')
  expect(audited).toHaveLength(1)
  expect(audited[0]).toMatch(/^customers=\d+ csv$/u)
  expect(auditOf('view_unmasked').length).toBeGreaterThan(1)
}, 60_000)

test('[SE7] a masked export goes into the audit at once with a network; without one it is told after the browser was killed, once, with its own time', async () => {
  await manager.app().untilSynced()
  const begunOnline = Date.now()
  await exportOf(manager, '遮住')
  await expect.poll(() => maskedExportsSince(begunOnline)).toHaveLength(1)

  await manager.network('offline')
  const begun = Date.now()
  await exportOf(manager, '遮住')
  const made = Date.now()
  await manager.kill()
  const again = await manager.start('offline')
  await again.unlock(password)
  expect(maskedExportsSince(begun)).toEqual([])
  const back = Date.now()
  await manager.network('online')
  await again.wake()
  await expect.poll(() => maskedExportsSince(begun), { timeout: 20_000 }).toHaveLength(1)
  const [{ at, claimedAt, code } = { at: 0, claimedAt: 0, code: '' }] = maskedExportsSince(begun)
  expect(code).toMatch(/^customers=\d+ csv$/u)
  expect(at).toBeGreaterThanOrEqual(back)
  // The way to the server counts as if the clock of the device were slow.
  expect(claimedAt).toBeLessThan(made + 1000)
  expect(claimedAt).toBeLessThan(back)

  // Nothing of it is told again.
  await again.page.reload()
  await again.unlock(password)
  await again.untilSynced()
  await exportOf(manager, '遮住')
  await expect.poll(() => maskedExportsSince(begun)).toHaveLength(2)
}, 90_000)

test('[R8][R3][R17] notes of a need and of a relation, typed offline, go out masked without a network and in full with one; another device takes out the same', async () => {
  await manager.network('offline')
  const { page, visit } = manager.app()
  const path = await addCustomer(manager.app(), { name: '轩辕问渠' })
  await visit(`${path}/file/needs/new`)
  const sheet = page.getByRole('dialog')
  await sheet.locator('[data-field=type] button').click()
  await page.getByRole('option', { name: '购房与装修', exact: true }).click()
  await sheet.getByLabel('说明').fill('明年三月看学区房')
  await saveSheet(page)
  await visit(`${path}/file/relations/new`)
  await sheet.getByText('只记姓名', { exact: true }).click()
  await sheet.getByRole('textbox', { name: '姓名' }).fill('轩辕明')
  await sheet.getByText('生意伙伴', { exact: true }).click()
  await sheet.getByLabel('说明').fill('一起开的店')
  await saveSheet(page)

  const masked = await exportOf(manager, '遮住')
  const line = rowOf(masked, '轩辕问渠')
  expect(line).toMatch(/\d{4}-\d\d-\d\d 购房与装修 待满足：\*{4}/u)
  expect(line).toContain('生意伙伴 轩辕明：****')
  expect(line).toContain('可正常联系')
  for (const text of ['明年三月看学区房', '一起开的店']) expect(masked).not.toContain(text)

  await manager.network('online')
  await manager.app().wake()
  await manager.app().untilSynced()
  await lead.app().untilSynced()
  const audited = auditOf('customers-exported').length
  for (const tablet of [manager, lead]) {
    const full = rowOf(await exportOf(tablet, '完整显示'), '轩辕问渠')
    expect(full).toMatch(/\d{4}-\d\d-\d\d 购房与装修 待满足：明年三月看学区房/u)
    expect(full).toContain('生意伙伴 轩辕明：一起开的店')
  }
  expect(auditOf('customers-exported')).toHaveLength(audited + 2)
}, 90_000)

test('[SE4][SE8] nothing broke the security policy, and nothing of a customer stood in an address', () => {
  expect([...manager.complaints, ...lead.complaints]).toEqual([])
  const addresses = [...manager.addresses, ...lead.addresses].map((each) =>
    decodeURIComponent(each),
  )
  expect(addresses.filter((each) => /慕容|尉迟|1390000/u.test(each))).toEqual([])
})

async function chooseTable({ app }: Tablet, buffer = table): Promise<void> {
  const { page, visit } = app()
  await visit('/customers')
  await page.getByRole('button', { name: '导入、导出和更多' }).click()
  await page.getByRole('menuitem', { name: '导入客户' }).click()
  await page
    .getByLabel('选择文件')
    .setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer })
}

async function find(page: Page, typed: string, name: string): Promise<void> {
  await page.getByRole('searchbox').first().fill(typed)
  await page.getByRole('link', { name }).first().waitFor({ timeout: 10_000 })
}

/** All that this colleague may take out, as a table. */
async function exportOf({ app }: Tablet, detail: '遮住' | '完整显示'): Promise<string> {
  const { page, visit } = app()
  await visit('/customers/export')
  await page.getByText('全部', { exact: true }).click()
  await page.getByText('CSV', { exact: true }).click()
  await page.getByText(detail, { exact: true }).click()
  return download(page)
}

function rowOf(exported: string, name: string): string {
  const row = exported.split('\r\n').find((line) => line.startsWith(name))
  if (row === undefined) throw new Error(`${name} is not in the file.`)
  return row
}

async function download(page: Page): Promise<string> {
  const downloads = page.waitForEvent('download')
  await page.getByRole('button', { name: /^导出 \d+ 位客户$/u }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await downloads).createReadStream()) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function customersOnServer(): number {
  return inServerDatabase(server.folder, (database) => {
    const row = database
      .prepare(`select count(*) as rows from records where type = 'customer'`)
      .get()
    return Number(row?.['rows'])
  })
}

function auditOf(what: string): string[] {
  return inServerDatabase(server.folder, (database) =>
    database
      .prepare('select code from audit where what = ?')
      .all(what)
      .map(({ code }) => String(code)),
  )
}

/** Those that the audit has, made at this instant (ms) or later. */
function maskedExportsSince(instant: number): { at: number; claimedAt: number; code: string }[] {
  return inServerDatabase(server.folder, (database) =>
    database
      .prepare(
        `select at, claimed_at, code from audit
         where what = 'customers-exported-masked' and claimed_at >= ? order by no`,
      )
      .all(instant)
      .map(({ at, claimed_at: claimedAt, code }) => {
        return { at: Number(at), claimedAt: Number(claimedAt), code: String(code) }
      }),
  )
}

/** Node writes no GBK: each character is looked for among all that GBK holds. */
function gbk(lines: readonly string[]): Buffer {
  const decoder = new TextDecoder('gb18030')
  const bytesOf = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      bytesOf.set(decoder.decode(new Uint8Array([high, low])), [high, low])
    }
  }
  const text = `${lines.join('\r\n')}\r\n`
  return Buffer.from([...text].flatMap((sign) => bytesOf.get(sign) ?? [sign.charCodeAt(0)]))
}
