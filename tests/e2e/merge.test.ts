import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import {
  addCustomer,
  editCustomer,
  saveSheet,
  sees,
  stream,
  writeNote,
  writeTask,
} from '#tests/support/customer-work.ts'
import type { Tablet } from '#tests/support/tablet.ts'
import { startTwoDevices, type TwoDevices } from '#tests/support/two-devices.ts'

let devices: TwoDevices
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  devices = await startTwoDevices('merge', 20)
  ;({ tablet, desktop } = devices)
}, 120_000)

afterAll(() => devices.dispose())

test('[R17][ME8] two cards of one person become one offline, with everything about both, on the other device as well, and apart again', async () => {
  await tablet.network('offline')
  const app = tablet.app()
  const { page } = app
  const kept = await addCustomer(app, { name: '慕容晓岚', mobile: '13900005566' })
  await writeNote(app, kept, '谈了大额存单。')
  await writeNote(app, kept, '约了下周来网点。')
  const away = await addCustomer(app, { name: '慕容小岚', mobile: '13900005566' })
  await writeNote(app, away, '咨询了外币兑换。')
  await writeTask(app, away, '回电确认汇率')
  await editCustomer(app, away, { label: '职业背景', value: '中学老师' })

  await openMerge(app, '慕容晓岚', '慕容小岚')
  const sheet = page.getByRole('dialog')
  await sheet.getByText('1 条联系记录 · 1 项任务').waitFor()
  expect(await sheet.getByRole('radio', { name: /^慕容晓岚.*尾号/ }).isChecked()).toBe(true)
  await sheet.getByRole('radio', { name: /中学老师/ }).waitFor()
  expect(await findingsOn(app, 'merging two customers')).toEqual([])
  await sheet.getByRole('button', { name: '合并为一位客户' }).click()
  await page.getByText('已合并为“慕容晓岚”').waitFor()

  // The undo bar gives back what was before, and the second time it stays.
  await page.getByRole('button', { name: '撤销', exact: true }).last().click()
  await page.getByText('合并已撤销').first().waitFor()
  await app.visit(away)
  await page.getByRole('heading', { name: '慕容小岚' }).first().waitFor()
  await app.visit(kept)
  expect(await page.getByText('中学老师').count()).toBe(0)
  await mergeInto(app, '慕容晓岚', '慕容小岚')

  await isOne(app, kept, away)
  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  await desktop.network('online')
  await isOne(desktop.app(), kept, away)

  // Undone on the other device, without a network.
  await desktop.network('offline')
  await desktop.app().visit(kept)
  await desktop.app().page.getByRole('button', { name: '撤销合并 慕容小岚' }).click()
  await desktop.app().page.getByText('合并已撤销').first().waitFor()
  await desktop.network('online')
  await desktop.app().wake()
  await desktop.app().untilSynced()
  for (const each of [desktop.app(), app]) {
    await each.visit(away)
    await sees(each.page, ['咨询了外币兑换。'], 20_000)
    await each.page.getByRole('heading', { name: '慕容小岚' }).first().waitFor()
    await each.visit(kept)
    await sees(each.page, ['谈了大额存单。'])
    expect(await each.page.getByText('咨询了外币兑换。').count()).toBe(0)
    expect(await each.page.getByText('已并入').count()).toBe(0)
    expect(await each.page.getByText('中学老师').count()).toBe(0)
  }
}, 240_000)

test('[R17][ME8] two devices that merge the other way round offline both end at one card with everything', async () => {
  const app = tablet.app()
  const other = desktop.app()
  for (const each of [tablet, desktop]) await each.network('online')
  await app.wake()
  const one = await addCustomer(app, { name: '欧阳文静', mobile: '13900007788' })
  await writeNote(app, one, '第一张卡的记录。')
  const two = await addCustomer(app, { name: '欧阳文婧', mobile: '13900007788' })
  await writeNote(app, two, '第二张卡的记录。')
  await app.wake()
  await app.untilSynced()
  await other.visit(two)
  await sees(other.page, ['第二张卡的记录。'], 20_000)
  await tablet.network('offline')
  await desktop.network('offline')
  await mergeInto(app, '欧阳文静', '欧阳文婧')
  await mergeInto(other, '欧阳文婧', '欧阳文静')
  await writeNote(app, one, '平板离线时补的。')
  await writeNote(other, two, '台式机离线时补的。')
  for (const each of [tablet, desktop]) await each.network('online')
  for (const each of [app, other, app]) {
    await each.wake()
    await each.untilSynced()
  }
  // Ids are made in the order of time: the smaller is the one that was made first.
  for (const each of [app, other]) {
    for (const path of [one, two]) {
      await follow(each.page, path, one)
      await sees(
        each.page,
        ['第一张卡的记录。', '第二张卡的记录。', '平板离线时补的。', '台式机离线时补的。'],
        20_000,
      )
      await each.page.getByText(/已并入：欧阳文婧/).waitFor()
    }
    await each.visit('/sync')
    expect(await each.page.getByText('需要处理').count()).toBe(0)
  }
  await app.visit(one)
  await app.page.getByRole('button', { name: '撤销合并 欧阳文婧' }).click()
  await app.page.getByText('合并已撤销').first().waitFor()
  await app.visit(two)
  await sees(app.page, ['第二张卡的记录。', '台式机离线时补的。'])
  await app.page.getByRole('heading', { name: '欧阳文婧' }).first().waitFor()
}, 240_000)

test('[R17][ME8] two who were related are one, and a plan half-written about the other card is gone on with', async () => {
  const app = tablet.app()
  const { page } = app
  await tablet.network('offline')
  const kept = await addCustomer(app, { name: '司徒若兰', mobile: '13900009911' })
  const away = await addCustomer(app, { name: '司徒若岚', mobile: '13900009911' })
  await writeNote(app, kept, '来问过利率。')
  await app.visit(`${kept}/file/relations/new`)
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('combobox').fill('司徒若岚')
  await page.getByRole('option', { name: /司徒若岚/ }).click()
  await sheet.getByText('兄弟姐妹', { exact: true }).click()
  await saveSheet(page)
  await app.visit(`${away}/file/plan/edit`)
  await sheet.getByLabel('服务目标').fill('三年内换一套小房子')
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await mergeInto(app, '司徒若兰', '司徒若岚')

  await app.visit(kept)
  await page.getByRole('tab', { name: '档案' }).click()
  await page.getByText('还没有服务计划。').waitFor()
  const relations = page.getByRole('region', { name: '关系', exact: true })
  await relations.waitFor()
  expect(await relations.getByRole('listitem').count()).toBe(0)
  await page.getByRole('link', { name: '“司徒若岚”有没写完的计划' }).click()
  expect(await sheet.getByLabel('服务目标').inputValue()).toBe('三年内换一套小房子')
  await saveSheet(page)
  await page.getByText('并入的“司徒若岚”的计划').waitFor()
  expect(await page.getByRole('link', { name: /没写完的计划/ }).count()).toBe(0)

  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  const other = desktop.app()
  await other.wake()
  await other.visit(kept)
  await other.page.getByRole('tab', { name: '档案' }).click()
  await sees(other.page, ['并入的“司徒若岚”的计划', '三年内换一套小房子'], 20_000)
  await other.page.getByRole('button', { name: '撤销合并 司徒若岚' }).click()
  await other.page.getByText('合并已撤销').first().waitFor()
  await other.page
    .getByRole('region', { name: '关系', exact: true })
    .getByRole('link', { name: '司徒若岚', exact: true })
    .waitFor()
  await other.visit(away)
  await other.page.getByRole('tab', { name: '档案' }).click()
  await sees(other.page, ['三年内换一套小房子'])
}, 240_000)

/** Opens the preview from the list of pairs. */
async function openMerge({ page, visit }: AppDriver, one: string, other: string): Promise<void> {
  await visit('/customers/duplicates')
  await pair(page, one, other)
    .getByRole('button', { name: /^合并…/ })
    .click()
  await page.getByRole('dialog').waitFor()
}

async function mergeInto(app: AppDriver, kept: string, away: string): Promise<void> {
  await openMerge(app, kept, away)
  const sheet = app.page.getByRole('dialog')
  await sheet.getByRole('radio', { name: new RegExp(`^${kept}.*尾号`) }).check()
  await sheet.getByRole('button', { name: '合并为一位客户' }).click()
  await app.page.getByText(`已合并为“${kept}”`).last().waitFor()
  await pair(app.page, kept, away).waitFor({ state: 'detached' })
}

function pair(page: Page, one: string, other: string) {
  return page
    .getByRole('main')
    .getByRole('list', { name: '可能重复的客户' })
    .getByRole('listitem')
    .filter({ hasText: one })
    .filter({ hasText: other })
}

/** Both addresses show the card of 慕容晓岚 with all that was written about either, and the list has one. */
async function isOne(app: AppDriver, kept: string, away: string): Promise<void> {
  const { page, visit } = app
  await follow(page, away, kept)
  await page.getByRole('heading', { name: '慕容晓岚' }).first().waitFor()
  await page.getByText(/已并入：慕容小岚/).waitFor()
  await stream(page).getByText('咨询了外币兑换。').waitFor()
  await stream(page).getByText('谈了大额存单。').waitFor()
  await sees(page, ['回电确认汇率'])
  await page.getByRole('tab', { name: '档案' }).click()
  await sees(page, ['中学老师'])
  await visit('/customers')
  await page.getByRole('searchbox').first().fill('慕容小岚')
  const rows = page.getByRole('list', { name: '客户列表' }).getByRole('listitem')
  await rows.filter({ hasText: '慕容晓岚' }).waitFor()
  expect(await rows.count()).toBe(1)
  await page.getByRole('searchbox').first().fill('')
}

/** Goes to the address of a customer, and ends at the one who was kept. */
async function follow(page: Page, path: string, kept: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, path)
  await page.waitForURL((address) => address.pathname === kept)
}
