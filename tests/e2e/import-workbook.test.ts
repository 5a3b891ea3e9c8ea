import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWorkbook } from '#features/transfer/read-workbook.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { sees } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'
import { foreignWorkbook } from '#tests/support/workbooks.ts'

/** Enough for a browser to be killed in the middle of it. */
const manyRows = 800

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  devices = await startTwoDevices('workbook', 30)
  ;({ tablet, desktop } = devices)
}, 120_000)

afterAll(() => devices.dispose())

test('[R17] a workbook is imported offline from the sheet that was chosen: formulas by their results, numbers with their zeros, days as days', async () => {
  await tablet.network('offline')
  const { page } = tablet.app()
  await choose(tablet, {
    name: '客户.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(workbook()),
  })
  await page.getByRole('button', { name: /说明.*工作表|工作表.*说明/u }).click()
  await page.getByRole('option', { name: '名单' }).click()
  await sees(page, ['2 位可以导入', '1 个单元格是公式', '139****4321'])
  expect(await findingsOn(tablet.app(), 'a workbook')).toEqual([])
  await page.getByRole('button', { name: '导入 2 位客户' }).click()
  await sees(page, ['已导入 2 位客户'])

  await online(tablet)
  await desktop.app().wake()
  await desktop.app().visit('/customers')
  await desktop.app().page.getByRole('searchbox').first().fill('4321')
  await desktop.app().page.getByRole('link', { name: '慕容青禾' }).first().click()
  await desktop.app().page.getByRole('tab', { name: '档案' }).click()
  await sees(desktop.app().page, ['139****4321', '钢琴班'])
}, 120_000)

test('[R17] an import goes on after its browser was killed in the middle, and brings nobody twice and loses nobody', async () => {
  const before = await count(tablet)
  await tablet.network('offline')
  await choose(tablet, manyCustomers())
  await startImport(tablet.app().page, manyRows)
  await underWay(tablet.app().page)
  await tablet.kill()

  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit('/customers/import')
  await sees(again.page, ['上次导入“很多.csv”没有做完'])
  await choose(tablet, manyCustomers())
  const skipped = again.page.getByText(/^\d+ 行以前已导入，自动跳过$/u)
  await skipped.waitFor({ timeout: 20_000 })
  const kept = Number.parseInt((await skipped.textContent()) ?? '', 10)
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThan(manyRows)
  await startImport(again.page, manyRows - kept)
  await again.page.getByText(`已导入 ${manyRows - kept} 位客户`).waitFor({ timeout: 60_000 })
  expect(await count(tablet)).toBe(before + manyRows)
  await again.visit('/customers/import')
  await again.page.getByText('以前的导入').waitFor()
  expect(await again.page.getByText('没有做完').count()).toBe(0)

  await online(tablet)
  await desktop.app().wake()
  await untilCount(desktop, before + manyRows)
}, 180_000)

test('[R17] an import is taken back offline, also after a kill in the middle; who was worked with stays, and the other device has the same', async () => {
  const before = await count(tablet)
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await page.getByRole('searchbox').first().fill('诸葛三')
  await page.getByRole('link', { name: '诸葛三', exact: true }).first().click()
  await page.waitForURL((url) => /^\/customers\/[0-9a-f-]{36}$/u.test(url.pathname))
  await visit(`${new URL(page.url()).pathname}/notes/new`)
  await page.getByRole('dialog').getByLabel('内容').fill('来过电话')
  await page.getByRole('dialog').getByRole('button', { name: /^保存/u }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await visit('/customers/import')
  await undoOf(page, manyRows)
  await sees(
    page,
    [`${manyRows - 1} 位导入后没有人动过`, '1 位后来有改动，保留', '有联系记录'],
    30_000,
  )
  expect(await findingsOn(tablet.app(), 'undo of an import')).toEqual([])
  await page.getByRole('button', { name: `移走 ${manyRows - 1} 位客户` }).click()
  await underWay(page)
  await tablet.kill()

  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit('/customers/import')
  const rest = again.page.getByText(/ · \d+ 位 · 您导入$/u).first()
  await rest.waitFor()
  const left = Number(/ · (\d+) 位/u.exec((await rest.textContent()) ?? '')?.[1])
  expect(left).toBeLessThan(manyRows)
  expect(left).toBeGreaterThan(1)
  await undoOf(again.page, left)
  await again.page.getByRole('button', { name: `移走 ${left - 1} 位客户` }).click()
  await again.page.getByText(`已移走 ${left - 1} 位客户`).waitFor({ timeout: 60_000 })
  expect(await count(tablet)).toBe(before - manyRows + 1)

  await online(tablet)
  await desktop.app().wake()
  await untilCount(desktop, before - manyRows + 1)
  // Whoever stays can be found there, and nothing is left to take back there either.
  await desktop.app().visit('/customers/import')
  await undoOf(desktop.app().page, 1)
  await sees(desktop.app().page, ['没有可以移走的客户。', '诸葛三', '有联系记录'])
}, 180_000)

test('[R17] of 10,000 identical rows one is kept; the others are listed with the row that they repeat, and can be saved', async () => {
  const { page } = tablet.app()
  const table = `姓名,手机\n${'司徒同名,13900009876\n'.repeat(10_000)}`
  await choose(tablet, { name: '重复.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await sees(page, ['1 位可以导入', '9,999 行可能重复，默认不导入'], 30_000)
  const saved = await saving(page, () => page.getByRole('button', { name: '下载重复的行' }).click())
  const lines = saved.toString('utf8').trimEnd().split('\r\n')
  expect(lines).toHaveLength(10_000)
  expect(lines[0]).toBe('\ufeff姓名,手机,问题')
  expect(lines[1]).toMatch(/^司徒同名,13900009876,第 3 行 · 与第 2 行/u)
  await startImport(page, 1)
  await sees(page, ['已导入 1 位客户', '9,999 行没有导入。'])
}, 90_000)

test('[R17] an export takes what the list is filtered to, offline, as a workbook whose cells are texts', async () => {
  await tablet.network('offline')
  const { page, visit } = tablet.app()
  await visit('/customers')
  await page.getByRole('searchbox').first().fill('诸葛')
  await page.getByRole('link', { name: '诸葛三' }).first().waitFor()
  await page.getByRole('button', { name: '导入、导出和更多' }).click()
  await page.getByRole('menuitem', { name: '导出客户' }).click()
  await sees(page, ['导出 1 位（筛选：搜索“诸葛”）'])
  expect(await findingsOn(tablet.app(), 'export')).toEqual([])
  const saved = await saving(page, () =>
    page.getByRole('button', { name: '导出 1 位客户' }).click(),
  )
  const read = readWorkbook(new Uint8Array(saved), 0)
  if (!read.ok) throw new Error(read.error.type)
  const [remark, header, ...rows] = read.value.rows.map(({ cells }) => cells)
  expect(remark?.[0]).toMatch(/^# 行伴导出：.+ 1001，.+，1 位客户，联系方式已遮住$/u)
  expect(header?.slice(0, 2)).toEqual(['姓名', '称呼'])
  expect(rows).toHaveLength(1)
  expect(rows[0]?.[0]).toBe('诸葛三')
  expect(rows[0]?.[4]).toMatch(/^139\*{4}\d{4}$/u)
  expect(decodeURIComponent(page.url())).not.toContain('诸葛')

  await visit('/customers')
  await page.getByRole('searchbox').first().fill('')
  await visit('/customers/export')
  await page.getByRole('button', { name: /^导出 \d+ 位客户$/u }).waitFor()
  expect(await page.getByText('列表筛选的').count()).toBe(0)
}, 90_000)

test('[SE4][SE8] nothing broke the security policy, and nothing of a customer stood in an address', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
  const addresses = [...tablet.addresses, ...desktop.addresses].map((each) =>
    decodeURIComponent(each),
  )
  expect(addresses.filter((each) => /慕容|诸葛|司徒|1390000/u.test(each))).toEqual([])
})

interface ChosenFile {
  name: string
  mimeType: string
  buffer: Buffer
}

function text(value: string): string {
  return `<c t="str"><v>${value}</v></c>`
}

function workbook(): Uint8Array {
  const head = ['姓名', '手机', '生日', '备注', '标签'].map(text).join('')
  return foreignWorkbook({
    styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    sheets: {
      说明: `<row>${text('请看第二张表')}</row>`,
      名单:
        `<row r="1">${head}</row>` +
        `<row r="2"><c t="str"><f>A9&amp;B9</f><v>慕容青禾</v></c><c><v>13900004321</v></c><c s="1"><v>31321</v></c>${text('')}${text('钢琴班')}</row>` +
        `<row r="3">${text('尉迟小满')}<c><v>13900004322</v></c></row>`,
    },
  })
}

function manyCustomers(): ChosenFile {
  const digits = [...'零一二三四五六七八九']
  const name = (row: number) =>
    `诸葛${[...String(row)].map((digit) => digits[Number(digit)]).join('')}`
  const lines = Array.from(
    { length: manyRows },
    (_, index) => `${name(index + 1)},1390001${String(index).padStart(4, '0')}`,
  )
  const table = ['姓名,手机', ...lines].join('\n')
  return { name: '很多.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }
}

async function choose({ app }: Tablet, file: ChosenFile): Promise<void> {
  await app().visit('/customers/import')
  await app().page.getByLabel('选择文件').setInputFiles(file)
}

async function startImport(page: Page, customers: number): Promise<void> {
  await page.getByRole('button', { name: `导入 ${customers} 位客户` }).click({ timeout: 30_000 })
}

/** Until some of it is done; not all of it may be. */
async function underWay(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const shown = [...document.querySelectorAll('main output')].map((each) => each.textContent)
    return shown.some((text) => /^[1-9]\d+ \/ \d+$/u.test(text ?? ''))
  })
}

async function undoOf(page: Page, customers: number): Promise<void> {
  const row = page.getByRole('listitem').filter({ hasText: ` · ${customers} 位 · 您导入` })
  await row.getByRole('button').click()
}

async function count({ app }: Tablet): Promise<number> {
  await app().visit('/customers')
  await app().page.getByRole('searchbox').first().fill('')
  return shownCount(app().page)
}

async function shownCount(page: Page): Promise<number> {
  const output = page
    .locator('main output')
    .filter({ hasText: /^[\d,]+ 位/u })
    .first()
  return Number(((await output.textContent()) ?? '').replace(/\D/gu, ''))
}

async function untilCount({ app }: Tablet, wanted: number): Promise<void> {
  await app().visit('/customers')
  await app().page.getByRole('searchbox').first().fill('')
  await expect.poll(() => shownCount(app().page), { timeout: 60_000 }).toBe(wanted)
}

async function online(tablet: Tablet): Promise<void> {
  await tablet.network('online')
  await tablet.app().wake()
  await tablet.app().untilSynced()
}

async function saving(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const downloads = page.waitForEvent('download')
  await press()
  return readFile(await (await downloads).path())
}
