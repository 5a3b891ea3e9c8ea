import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openTab, type AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, startNote, writeNote } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'
const pin = '730518'
const halfSaid = '半句话：她说女儿明年'

let server: ServerProcess
let tablet: Tablet
let app: AppDriver
let customerPath: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 60, demoPassword: password })
  tablet = createTablet('automatic-lock', server.url)
  app = await tablet.start()
  await app.signIn('1001', password)
  customerPath = await addCustomer(app, { name: '慕容自锁' })
  await app.untilSynced()
  // The time of this browser is the test's from here on.
  await app.page.clock.install()
}, 60_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

test('[KE6] nobody touches it for five minutes: it warns, locks, and the half-filled note stands after unlock', async () => {
  await startNote(app, customerPath, halfSaid)
  await app.page.clock.runFor(279_000)
  expect(await warning(app.page).count()).toBe(0)
  await app.page.clock.runFor(5000)
  await warning(app.page).waitFor()
  expect(await warning(app.page).textContent()).toContain('秒后锁定')
  expect(await findingsOn(app, 'warning')).toEqual([])
  await app.page.clock.runFor(17_000)
  await untilLocked(app.page)
  expect(await app.page.textContent('body')).not.toContain('慕容自锁')
  await app.unlock(password)
  expect(new URL(app.page.url()).pathname).toBe(`${customerPath}/notes/new`)
  const sheet = app.page.getByRole('dialog')
  expect(await sheet.getByLabel('内容').inputValue()).toBe(halfSaid)
  expect(tablet.complaints).toEqual([])
}, 60_000)

test('[KE6] whoever goes on at the warning, by its button or by any key, is not locked', async () => {
  await startNote(app, customerPath, halfSaid)
  await app.page.clock.runFor(285_000)
  await warning(app.page).getByRole('button', { name: '继续使用' }).click()
  await warning(app.page).waitFor({ state: 'detached' })
  await app.page.clock.runFor(285_000)
  await warning(app.page).waitFor()
  await app.page.keyboard.press('Shift')
  await warning(app.page).waitFor({ state: 'detached' })
  // The focus is back where the words were being typed.
  await app.page.keyboard.type('出国')
  const sheet = app.page.getByRole('dialog')
  expect(await sheet.getByLabel('内容').inputValue()).toBe(`${halfSaid}出国`)
  await app.page.clock.runFor(100_000)
  await app.page.mouse.wheel(0, 10)
  await app.page.clock.runFor(200_000)
  expect(await warning(app.page).count()).toBe(0)
}, 60_000)

test('[KE6] out of sight it is covered at once and locked after a minute, before anything shows again', async () => {
  await app.visit(customerPath)
  await look(app.page, 'hidden')
  expect(await isCovered(app.page)).toBe(true)
  await app.page.clock.runFor(50_000)
  await look(app.page, 'visible')
  expect(await isCovered(app.page)).toBe(false)
  expect(await app.page.getByRole('heading', { name: '慕容自锁' }).first().isVisible()).toBe(true)

  await look(app.page, 'hidden')
  // The device slept: no timer ran meanwhile.
  await app.page.clock.pauseAt((await app.page.evaluate(() => Date.now())) + 90_000)
  await look(app.page, 'visible')
  expect(await isCovered(app.page)).toBe(true)
  await app.page.clock.resume()
  await untilLocked(app.page)
  expect(await isCovered(app.page)).toBe(false)
  await app.unlock(password)
}, 60_000)

test('[KE6][CL4] a shared device locks after two minutes, and so does each tab of the vault', async () => {
  const second = await openTab(app.page.context(), server.url)
  await second.unlock(password)
  await app.visit('/me')
  const shared = app.page.getByRole('switch', { name: '多人共用这台设备' })
  await shared.click()
  await app.page.clock.runFor(102_000)
  await warning(app.page).waitFor()
  await app.page.clock.runFor(20_000)
  await untilLocked(app.page)
  await untilLocked(second.page)
  expect(await second.page.textContent('body')).not.toContain('多人共用')
  await second.page.close()
  await app.unlock(password)
  await shared.click()
}, 60_000)

test('[KE6] after unlock the page stands where it was scrolled to', async () => {
  const { page } = app
  await page.setViewportSize({ width: 390, height: 700 })
  await app.visit('/customers')
  await page.getByRole('listitem').nth(4).waitFor()
  await page.mouse.move(200, 400)
  await page.mouse.wheel(0, 900)
  await page.waitForFunction(() => scrollY > 500)
  const before = await page.evaluate(() => scrollY)
  expect(before).toBeGreaterThan(500)
  await page.clock.runFor(301_000)
  await untilLocked(page)
  await app.unlock(password)
  await page.waitForFunction((top) => Math.abs(scrollY - top) < 2, before)
  await page.setViewportSize({ width: 1366, height: 768 })
}, 60_000)

test('[KE4] a PIN opens the warm app, five wrong ones end in the password, and a reload knows none', async () => {
  await setPin()
  await app.lock()
  const field = app.page.getByLabel('6 位 PIN')
  expect(await field.getAttribute('inputmode')).toBe('numeric')
  expect(await field.getAttribute('autocomplete')).toBe('off')
  expect(await findingsOn(app, 'PIN')).toEqual([])
  await enterPin(pin)
  await app.page.getByRole('navigation').first().waitFor()

  await app.lock()
  for (const [wrong, left] of [
    ['111112', 4],
    ['111113', 3],
    ['111114', 2],
    ['111115', 1],
  ] as const) {
    await enterPin(wrong)
    await app.page.getByText(`还可以试 ${left} 次`).first().waitFor()
  }
  await enterPin('111116')
  await app.page.getByText('PIN 已作废').waitFor()
  expect(await field.count()).toBe(0)
  await app.unlock(password)

  await setPin()
  await app.lock()
  await app.page.reload()
  await app.page.locator('input[name=password]').waitFor()
  expect(await field.count()).toBe(0)
  expect(tablet.complaints).toEqual([])
}, 90_000)

test('[KE6] two colleagues of one tablet: each by name, with a number of what was not sent and nothing of it', async () => {
  const { page } = app
  await app.unlock(password)
  await tablet.network('offline')
  await writeNote(app, customerPath, '没网时写下的话')
  await app.lock()
  await tablet.network('online')
  // The network is back for the tablet, and this vault is locked: what waits, waits.
  await page.getByText('本机有 1 条记录未同步').waitFor()
  await page.getByRole('button', { name: '换一位同事登录' }).click()
  await app.signIn('1002', password)
  await app.lock()
  const colleague = page.getByRole('button', { name: '1001' })
  expect(await colleague.textContent()).toContain('1 条未同步')
  expect(await page.textContent('body')).not.toContain('没网时写下的话')
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await findingsOn(app, 'several colleagues')).toEqual([])
  await colleague.click()
  await page.setViewportSize({ width: 1366, height: 768 })
  await app.unlock(password)
  await app.untilSynced()
  // What waited went up as soon as she was back.
  await page.reload()
  await page.getByText('在本机用过的同事').waitFor()
  expect(await page.getByText('已全部同步').count()).toBe(2)
}, 90_000)

async function setPin(): Promise<void> {
  await app.visit('/me')
  await app.page.getByRole('button', { name: 'PIN 快速解锁' }).click()
  const sheet = app.page.getByRole('dialog')
  await sheet.getByLabel('6 位 PIN').fill('123456')
  await sheet.getByRole('button', { name: '开启' }).click()
  await sheet.getByText('连续的数字太容易被猜到').waitFor()
  await sheet.getByLabel('6 位 PIN').fill(pin)
  await sheet.getByLabel('再输一次').fill(pin)
  await sheet.getByLabel('当前密码').fill(password)
  await sheet.getByRole('button', { name: '开启' }).click()
  await sheet.waitFor({ state: 'detached' })
}

async function enterPin(digits: string): Promise<void> {
  const field = app.page.getByLabel('6 位 PIN')
  await app.page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('input[name=pin]')?.value === '',
  )
  await field.fill(digits)
}

function warning(page: Page) {
  return page.getByRole('alertdialog', { name: '即将自动锁定' })
}

async function untilLocked(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '已锁定' }).waitFor()
}

function isCovered(page: Page): Promise<boolean> {
  return page.evaluate(
    () => getComputedStyle(document.documentElement, '::after').position === 'fixed',
  )
}

/** A headless browser never hides a page by itself. */
async function look(page: Page, state: 'visible' | 'hidden'): Promise<void> {
  await page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', {
      value: visibilityState,
      configurable: true,
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}
