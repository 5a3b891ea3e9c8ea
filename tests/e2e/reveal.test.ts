import type { Page } from 'playwright-core'
import * as z from 'zod/mini'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ContactPoint } from '#shared/domain/profile.ts'
import { inServerDatabase } from '#tests/support/server-database.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
const ContactPoints = z.record(z.string(), ContactPoint)

let server: ServerProcess
let tablet: Tablet
/** A customer of 1001 with one mobile number, and the key of that number. */
let customer: { id: string; key: string; number: string }

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  tablet = createTablet('reveal', server.url)
  const client = createTestClient(server.url)
  await client.signIn('1001', password)
  const { records } = await client.pull()
  const found = records.flatMap(({ type, id, data }) => {
    if (type !== 'profile') return []
    const points = Object.entries(ContactPoints.parse(data['contactPoints']))
    const mobiles = points.filter(([, { kind }]) => kind === 'mobile')
    return mobiles.length === 1
      ? mobiles.map(([key, { value }]) => ({ id, key, number: value }))
      : []
  })
  const [first] = found
  if (first === undefined) throw new Error('No customer has one mobile number.')
  customer = first
}, 60_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

/** The whole page: texts, attributes and what stands in fields. */
function everythingOn(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.title,
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((field) =>
        'value' in field ? String(field.value) : '',
      ),
    ].join('\n'),
  )
}

function looks() {
  return inServerDatabase(server.folder, (database) =>
    database
      .prepare(
        `select ref_type, ref_id, code, claimed_at <= at as in_time from audit where what = 'view_unmasked'`,
      )
      .all(),
  )
}

test('[SE7] a number is looked at without a network, by the keyboard; the look outlives the browser and is in the audit once', async () => {
  const app = await tablet.start()
  const { page } = app
  await app.signIn('1001', password)
  await app.untilSynced()
  await app.untilOfflineReady()
  await app.visit(`/customers/${customer.id}`)
  await page.getByRole('tab', { name: '档案' }).click()
  const mask = `${customer.number.slice(0, 3)}****${customer.number.slice(7)}`
  await page.getByText(mask).waitFor()
  expect(await everythingOn(page)).not.toContain(customer.number)

  await tablet.network('offline')
  await page.getByRole('button', { name: /^显示手机/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(customer.number).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(customer.number).waitFor({ state: 'detached' })
  // Once more within ten minutes is no second one.
  await page.keyboard.press('Enter')
  await page.getByText(customer.number).waitFor()
  await tablet.kill()

  const again = await tablet.start('offline')
  await again.unlock(password)
  await again.visit('/sync')
  await again.page.getByText('客户档案 查看 联系方式').waitFor()
  await tablet.network('online')
  await again.wake()
  await again.untilSynced()
  expect(looks()).toEqual([
    {
      ref_type: 'profile',
      ref_id: customer.id,
      code: `contactPoints.${customer.key}`,
      in_time: 1,
    },
  ])
}, 120_000)

test('[SE7] the form of a known customer masks what is masked elsewhere, and gives the focus to the field that is asked for', async () => {
  const app = tablet.app()
  const { page } = app
  await app.visit(`/customers/${customer.id}/edit`)
  const show = page.getByRole('button', { name: /^显示并修改 手机/ })
  await show.waitFor()
  expect(await everythingOn(page)).not.toContain(customer.number)
  await show.click()
  const field = page.locator('input[type=tel]').first()
  await field.waitFor()
  expect(await field.inputValue()).toBe(customer.number)
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
}, 30_000)
