import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, civilDateInShanghai, civilDateParts } from '#shared/domain/civil-date.ts'
import type { Change } from '#shared/protocol/operation.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, saveSheet, sees } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '令狐听泉'
const today = civilDateInShanghai(Date.now())

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('care', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name, mobile: '13900006789' })
  await tablet.app().untilSynced()
}, 120_000)

afterAll(() => devices.dispose())

test('[R45] likes, taboos and a birthday written offline stand on top of the card and among the moments of today, on both devices', async () => {
  await tablet.network('offline')
  const app = tablet.app()
  const { page, visit } = app
  await visit(`${customerPath}/edit`)
  for (const [label, word] of [
    ['忌讳', '不提家人'],
    ['偏好', '喝龙井'],
  ] as const) {
    const box = page.getByRole('textbox', { name: label })
    await box.fill(word)
    await box.press('Enter')
  }
  await page.getByRole('button', { name: '保存', exact: true }).first().click()
  await page.waitForURL((url) => url.pathname === customerPath)
  const { month, day } = civilDateParts(today)
  await visit(`${customerPath}/dates/new`)
  const sheet = page.getByRole('dialog')
  for (const [field, option] of [
    ['month', `${month} 月`],
    ['day', `${day} 日`],
  ] as const) {
    await sheet.locator(`[data-field=${field}] button`).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await saveSheet(page)
  await greets(page, visit)
  expect(await findingsOn(app, 'a card with likes and taboos')).toEqual([])

  await online()
  const there = desktop.app()
  await there.untilSynced()
  await greets(there.page, there.visit)
}, 120_000)

test('[R38] offline, a second contact about products in a row is counted on the card and warned of before the third, on both devices', async () => {
  await pushFirstProductTalk()
  const app = tablet.app()
  await app.visit(customerPath)
  await sees(app.page, ['关怀 0、产品 1'], 10_000)
  await tablet.network('offline')
  await app.visit(`${customerPath}/notes/new`)
  const sheet = app.page.getByRole('dialog')
  await sheet.getByText('电话', { exact: true }).click()
  await sheet.getByText('产品推介', { exact: true }).click()
  await sheet.getByLabel('内容').fill('又介绍了一只短期理财')
  await sheet.getByText('R1', { exact: true }).click()
  await sheet.getByText('口头讲解', { exact: true }).click()
  await saveSheet(app.page)
  await warns(app.page)
  expect(await findingsOn(app, 'a third contact about products')).toEqual([])
  await app.page.keyboard.press('Escape')

  await online()
  const there = desktop.app()
  await there.untilSynced()
  await there.visit(customerPath)
  await sees(there.page, ['又介绍了一只短期理财'], 10_000)
  await warns(there.page)
}, 120_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

/** The card says what to mind before a word about business, and Today whose day it is. */
async function greets(page: Page, visit: (path: string) => Promise<void>): Promise<void> {
  await visit(customerPath)
  for (const word of ['不提家人', '喝龙井']) {
    const chip = page.getByText(word, { exact: true }).first()
    await chip.waitFor({ timeout: 10_000 })
    const place = await chip.boundingBox()
    const briefing = await page.getByRole('region', { name: '见面前速览' }).boundingBox()
    expect(place?.y).toBeLessThan(briefing?.y ?? 0)
  }
  await visit('/today')
  const list = page.getByRole('main').getByRole('list', { name: '今日要办' })
  await list.getByRole('link', { name: `${name}生日` }).waitFor({ timeout: 10_000 })
}

/** R38: the share on the card, and what is said before a call. */
async function warns(page: Page): Promise<void> {
  await sees(page, ['关怀 0、产品 2'])
  await page.getByRole('button', { name: '致电', exact: true }).click()
  await page.getByRole('dialog').getByText('最近 2 次都在谈产品，这次先关心客户。').waitFor()
}

/** Yesterday, by another device of the manager: of a customer of the tier whose third in a row is one too many. */
async function pushFirstProductTalk(): Promise<void> {
  const client = createTestClient(new URL(devices.tablet.app().page.url()).origin)
  await client.signIn('1001', devices.password)
  const { staffId } = client.session
  const id = customerPath.split('/')[2] ?? ''
  const assessedOn = addDays(today, -30)
  const talk = { kind: 'recommended', grade: 'R1', capacity: 'C2', assessedOn }
  const { results } = await client.push([
    client.draft('customer', id, patched({ tier: { from: 'mass', to: 'vip' } })),
    client.draft(
      'profile',
      id,
      patched({
        riskLevel: { from: null, to: 'C2' },
        riskAssessedOn: { from: null, to: assessedOn },
      }),
    ),
    client.draft('interaction', crypto.randomUUID(), {
      kind: 'create',
      args: {
        data: {
          customerIds: [id],
          authorId: staffId,
          at: Date.now() - 86_400_000,
          channel: 'phone',
          direction: 'out',
          purpose: ['product'],
          result: 'reached',
          text: '介绍了半年期理财',
          productTalk: { ...talk, disclosed: ['spoken'] },
        },
      },
    }),
  ])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied'])
}

async function online(): Promise<void> {
  await tablet.network('online')
  await tablet.app().wake()
  await tablet.app().untilSynced()
}

function patched(changes: Record<string, { from: unknown; to: unknown }>): Change {
  return { kind: 'patch', args: { changes } }
}
