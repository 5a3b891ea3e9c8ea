import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, saveSheet, writeNote } from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

const name = '司徒望舒'
const heldBack = '不再跟进：客户撤回了这种营销方式的同意'
const intervention = '挽留：咨询销户'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet
let customerPath: string

beforeAll(async () => {
  devices = await startTwoDevices('consents', 20)
  ;({ tablet, desktop } = devices)
  customerPath = await addCustomer(tablet.app(), { name, mobile: '13900006781' })
  await writeNote(tablet.app(), customerPath, '客户问怎么销户')
  await tablet.app().untilSynced()
  await desktop.app().visit(customerPath)
  await desktop.app().page.getByText('客户问怎么销户').first().waitFor({ timeout: 10_000 })
}, 120_000)

afterAll(() => devices.dispose())

test('[invariant 17] a consent that was taken back offline ends the call that the other device planned meanwhile, on both', async () => {
  for (const each of [tablet, desktop]) await each.network('offline')
  await desktop.app().visit('/churn')
  await desktop
    .app()
    .page.getByRole('button', { name: `今天干预 ${name}` })
    .click()
  await desktop.app().visit('/tasks')
  await desktop.app().page.getByText(intervention).first().waitFor()
  await say('撤回', '录音第 71 号')

  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(devices.password)
  await again.visit(customerPath)
  await again.page.getByRole('tab', { name: '档案' }).click()
  const panel = again.page.getByRole('region', { name: '授权' })
  await panel.getByText(/^\d+月\d+日撤回 · 录音$/).waitFor()
  await panel.getByText('录音第 71 号').waitFor()
  await again.page.getByRole('button', { name: '致电' }).first().click()
  await again.page.getByText('客户撤回了电话营销的同意，只谈业务。').waitFor()
  await again.page.keyboard.press('Escape')

  await inStep()
  for (const { page, visit } of [tablet.app(), desktop.app()]) {
    await visit(customerPath)
    await page.getByRole('tab', { name: '往来' }).click()
    await page.getByText(heldBack).waitFor({ timeout: 10_000 })
    await visit('/tasks')
    await page.getByRole('heading', { name: '任务' }).first().waitFor()
    expect(await page.getByText(intervention).count()).toBe(0)
  }
}, 120_000)

test('[invariant 17] when the customer agrees again, the call is to be made again; what was said before stays in the list', async () => {
  await tablet.network('offline')
  await say('同意', '')
  await inStep()
  const { page, visit } = desktop.app()
  await visit('/tasks')
  await page.getByText(intervention).first().waitFor({ timeout: 10_000 })
  await visit(`${customerPath}/file/consents/all`)
  const all = page.getByRole('dialog')
  await all.getByRole('listitem').nth(1).waitFor()
  expect(await all.getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/^电话营销\d+月\d+日同意/),
    expect.stringMatching(/^电话营销\d+月\d+日撤回/),
  ])
  expect(await findingsOn(desktop.app(), 'consents')).toEqual([])
}, 90_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})

/** Writes down on the tablet what the customer said about marketing by phone. */
async function say(state: '同意' | '撤回', evidence: string): Promise<void> {
  const { page, visit } = tablet.app()
  await visit(`${customerPath}/file/consents/new`)
  const sheet = page.getByRole('dialog')
  await sheet.locator('[data-field=kind] button').click()
  await page.getByRole('option', { name: '电话营销', exact: true }).click()
  await sheet.getByText(state, { exact: true }).click()
  await sheet.getByText('录音', { exact: true }).click()
  await sheet.getByLabel('凭证').fill(evidence)
  expect(await findingsOn(tablet.app(), 'a consent')).toEqual([])
  await saveSheet(page)
}

async function inStep(): Promise<void> {
  for (const each of [tablet, desktop]) {
    await each.network('online')
    await each.app().wake()
    await each.app().untilSynced()
  }
}
