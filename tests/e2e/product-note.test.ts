import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { addDays, civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { addCustomer, sees, stream } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
const name = '端木闻笛'
const asked = '客户听朋友说稳赚，问起这只基金，已说明不保本'
const recommended = '看了半年期理财，客户想先买一点'

let server: ServerProcess
/** The relationship manager who owns the customer, and the branch lead. */
let manager: Tablet
let lead: Tablet
let customerPath: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  manager = createTablet('manager', server.url)
  lead = createTablet('lead', server.url)
  await (await manager.start()).signIn('1001', password)
  await (await lead.start()).signIn('5001', password)
  for (const tablet of [manager, lead]) {
    await tablet.app().untilSynced()
    await tablet.app().untilOfflineReady()
  }
  customerPath = await addCustomer(manager.app(), { name, mobile: '13900006789' })
  await manager.app().untilSynced()
  await assess(customerPath.split('/')[2] ?? '')
  await manager.app().page.getByText('C2 稳健').first().waitFor()
}, 120_000)

afterAll(async () => {
  await Promise.all([manager.dispose(), lead.dispose()])
  await server.dispose()
})

test('[R1][R15][R26] offline, a product above the capacity is kept as asked by the customer, and a colleague reads the same', async () => {
  await manager.network('offline')
  const { page } = manager.app()
  await startProductNote(page, asked)
  const sheet = page.getByRole('dialog')
  await sees(page, ['C2 稳健', '“稳赚”容易被理解为承诺本金或收益'])
  await press(page, 'R4')
  await sees(page, ['客户风险等级 C2，产品 R4 高于承受能力：只能记为客户主动咨询，未推介。'])
  expect(await sheet.getByRole('radio', { name: '客户主动咨询，未推介' }).isChecked()).toBe(true)
  expect(await sheet.getByRole('radio', { name: '已推介' }).isDisabled()).toBe(true)
  await press(page, '口头讲解')
  await save(page)
  const told = ['产品咨询', '客户主动咨询，未推介', '产品 R4 中高风险', '已揭示风险：口头讲解']
  await reads(page, asked, told)

  await manager.network('online')
  await manager.app().wake()
  await lead.app().visit(customerPath)
  await reads(lead.app().page, asked, told)
}, 90_000)

test('[R1][R15] within the capacity it is a recommendation, once it says how the risk was disclosed', async () => {
  await manager.network('offline')
  const { page } = manager.app()
  await startProductNote(page, recommended)
  await press(page, 'R2')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await sees(page, ['推介产品要先揭示风险，请选择怎样揭示的'])
  await press(page, '风险揭示书')
  await press(page, '双录')
  await save(page)

  await manager.network('online')
  await manager.app().wake()
  const told = ['已推介', '产品 R2 中低风险', '客户 C2', '已揭示风险：风险揭示书、双录']
  await reads(lead.app().page, recommended, told)
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...manager.complaints, ...lead.complaints]).toEqual([])
})

/** The assessment comes from another device of the manager. */
async function assess(customerId: string): Promise<void> {
  const client = createTestClient(server.url)
  await client.signIn('1001', password)
  const assessedOn = addDays(civilDateInShanghai(Date.now()), -30)
  const { results } = await client.push([
    client.draft('profile', customerId, {
      kind: 'patch',
      args: {
        changes: {
          riskLevel: { from: null, to: 'C2' },
          riskAssessedOn: { from: null, to: assessedOn },
          assetBand: { from: null, to: '50k_500k' },
        },
      },
    }),
  ])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied'])
}

async function startProductNote(page: Page, text: string): Promise<void> {
  await manager.app().visit(`${customerPath}/notes/new`)
  const sheet = page.getByRole('dialog')
  await sheet.getByText('产品推介', { exact: true }).click()
  await sheet.getByLabel('内容').fill(text)
}

async function press(page: Page, chip: string): Promise<void> {
  await page.getByRole('dialog').getByText(chip, { exact: true }).click()
}

async function save(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.waitFor({ state: 'detached' })
}

/** Waits until the row of a note says all of this. */
async function reads(page: Page, note: string, told: string[]): Promise<void> {
  const row = stream(page).getByRole('listitem').filter({ hasText: note })
  for (const words of told) await row.getByText(words).first().waitFor({ timeout: 10_000 })
}
