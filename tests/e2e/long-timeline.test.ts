import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, saveSheet, startNote, stream } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '澹台知远'
const manyNotes = 2000
/** Every hundredth is a greeting, and every two-hundredth face to face. */
const greetings = manyNotes / 100
const visits = manyNotes / 200
/** Rows in sight and some beyond the edge, in two sizes of a screen; a list that draws all has hundreds. */
const mostDrawn = 80

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('long-timeline', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name })
  await tablet.app().untilSynced()
  await pushManyNotes(customerPath.split('/')[2] ?? '')
  await stream(tablet.app().page).getByText(`第 ${manyNotes} 次`).waitFor({ timeout: 30_000 })
  await tablet.app().untilSynced()
}, 180_000)

afterAll(() => devices.dispose())

test('[R4] offline, a stream of 2,000 notes is scrolled from today to the first one and draws what is in sight alone; the other device as well', async () => {
  await tablet.network('offline')
  await tablet.kill()
  const app = await tablet.start('offline')
  await app.unlock(devices.password)
  await app.visit(customerPath)
  await stream(app.page).getByText(`第 ${manyNotes} 次`).waitFor({ timeout: 30_000 })
  expect(await findingsOn(app, 'a stream of 2,000 notes')).toEqual([])
  await scrollToFirst(app)
  await desktop.app().visit(customerPath)
  await stream(desktop.app().page).getByText(`第 ${manyNotes} 次`).waitFor({ timeout: 30_000 })
  await scrollToFirst(desktop.app())
}, 120_000)

test('[R4][R45] offline, greetings and talks face to face are found among them, one that was just written, too; the other device has the same', async () => {
  const app = tablet.app()
  await startNote(app, customerPath, '祝她生日快乐')
  const sheet = app.page.getByRole('dialog')
  await sheet.getByText('生日祝福', { exact: true }).click()
  await sheet.getByText('网点面谈', { exact: true }).click()
  await saveSheet(app.page)
  expect(await narrowed(app)).toEqual([greetings + 1, visits + 1])
  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  await desktop.app().untilSynced()
  await desktop.app().visit(customerPath)
  // It stands where it was left, at the end.
  await desktop.app().page.evaluate(() => scrollTo(0, 0))
  await stream(desktop.app().page).getByText('祝她生日快乐').waitFor({ timeout: 10_000 })
  expect(await narrowed(desktop.app())).toEqual([greetings + 1, visits + 1])
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

/** How many notes stand there under each of the two filters. */
async function narrowed({ page }: AppDriver): Promise<number[]> {
  const filter = page.getByRole('group', { name: '显示' })
  const edits = stream(page).getByRole('link', { name: /^修改 / })
  const counts: number[] = []
  for (const chip of ['祝福', '面谈']) {
    await filter.getByRole('button', { name: chip, exact: true }).click()
    await stream(page).getByText('祝她生日快乐').waitFor()
    counts.push(await edits.count())
  }
  await filter.getByRole('button', { name: '全部', exact: true }).click()
  return counts
}

/** By the wheel, as a hand does; what is drawn stays few all the way. */
async function scrollToFirst({ page }: AppDriver): Promise<void> {
  const first = stream(page).getByText('第 1 次', { exact: true })
  await page.mouse.move(600, 500)
  let most = 0
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 20_000)
        most = Math.max(most, await stream(page).getByRole('listitem').count())
        return first.isVisible()
      },
      { timeout: 60_000, interval: 20 },
    )
    .toBe(true)
  expect(most).toBeGreaterThan(3)
  expect(most).toBeLessThan(mostDrawn)
}

/** By another device of the manager: one a day, the last one yesterday. */
async function pushManyNotes(customerId: string): Promise<void> {
  const client = createTestClient(new URL(tablet.app().page.url()).origin)
  await client.signIn('1001', devices.password)
  const { staffId } = client.session
  const notes = Array.from({ length: manyNotes }, (_, index) =>
    client.draft('interaction', crypto.randomUUID(), {
      kind: 'create',
      args: {
        data: {
          customerIds: [customerId],
          authorId: staffId,
          at: Date.now() - (manyNotes - index) * 86_400_000,
          channel: (index + 1) % 200 === 0 ? 'visit' : 'phone',
          direction: 'out',
          purpose: [(index + 1) % 100 === 0 ? 'festival' : 'followup'],
          result: 'reached',
          text: `第 ${index + 1} 次`,
        },
      },
    }),
  )
  for (let from = 0; from < notes.length; from += 500) {
    const { results } = await client.push(notes.slice(from, from + 500))
    expect(results.every(({ outcome }) => outcome === 'applied')).toBe(true)
  }
}
