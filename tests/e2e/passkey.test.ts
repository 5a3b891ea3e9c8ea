import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { sees } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import {
  addVirtualAuthenticator,
  type VirtualAuthenticator,
} from '#tests/support/virtual-authenticator.ts'

const password = 'demo password 1'
const byPasskey = '用指纹或面容解锁'

let server: ServerProcess
let tablet: Tablet
let app: AppDriver
let page: Page
let finger: VirtualAuthenticator

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  // A passkey is for a name; an address is none.
  tablet = createTablet('passkey', server.url.replace('127.0.0.1', 'localhost'))
  app = await tablet.start()
  page = app.page
  await app.signIn('1001', password)
  await app.untilSynced()
}, 120_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

test('[KE3] an authenticator whose passkeys answer no question is not taken, and why is said', async () => {
  const plain = await addVirtualAuthenticator(page, { hasPrf: false })
  const sheet = await add('旧钥匙')
  await sheet.getByText('这把通行密钥不能加密本机资料').waitFor()
  await sheet.getByRole('button', { name: '关闭' }).click()
  await sees(page, ['还没有通行密钥'])
  await plain.remove()
}, 60_000)

test('[KE3] a passkey that was added opens the locked vault without a network, as the first choice', async () => {
  finger = await addVirtualAuthenticator(page, { hasPrf: true })
  const sheet = await add('柜台平板')
  await sheet.waitFor({ state: 'detached' })
  const row = page.getByRole('listitem').filter({ hasText: '柜台平板' })
  await row.getByText('解锁本机').waitFor()
  expect(await findingsOn(app, 'passkeys')).toEqual([])
  await app.lock()
  await tablet.network('offline')
  expect(await page.locator('input[name=password]').count()).toBe(0)
  expect(await findingsOn(app, 'lock')).toEqual([])
  await page.getByRole('button', { name: byPasskey }).click()
  await shellStands()
  await app.visit('/customers')
  await page.getByRole('listitem').nth(2).waitFor()
  await tablet.network('online')
  // It is known after the app was started anew, without a password on the way.
  await page.reload()
  await page.getByRole('button', { name: byPasskey }).click()
  await shellStands()
}, 60_000)

test('[KE4] a PIN is set by whoever shows to be the person, by a finger or by the password', async () => {
  await app.visit('/me')
  await page.getByRole('button', { name: 'PIN 快速解锁' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('6 位 PIN').fill('730518')
  await sheet.getByLabel('再输一次').fill('730518')
  await sheet.getByRole('button', { name: '改用密码' }).click()
  await sheet.getByLabel('当前密码').fill('not the password')
  await sheet.getByRole('button', { name: '开启' }).click()
  await sheet.getByText('密码不对，请再试一次。').waitFor()
  await sheet.getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: 'PIN 快速解锁' }).click()
  await sheet.getByLabel('6 位 PIN').fill('730518')
  await sheet.getByLabel('再输一次').fill('730518')
  await sheet.getByRole('button', { name: '用指纹或面容确认' }).click()
  await sheet.waitFor({ state: 'detached' })
  await app.lock()
  // The PIN is there, behind the finger.
  expect(await page.getByRole('button', { name: byPasskey }).count()).toBe(1)
  await page.getByRole('button', { name: '改用 PIN' }).click()
  await page.getByLabel('6 位 PIN').fill('730518')
  await shellStands()
}, 60_000)

test('[SE1] on a new device the passkey signs in and makes the vault, which it then opens offline; the password joins later', async () => {
  await app.untilSynced()
  await forgetDevice()
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await shellStands()
  await app.untilSynced()
  await app.visit('/customers')
  await page.getByRole('listitem').nth(2).waitFor()
  await app.lock()
  await tablet.network('offline')
  await page.getByRole('button', { name: byPasskey }).click()
  await shellStands()
  expect(await finger.count()).toBe(1)
  await tablet.network('online')
  // The vault knows no password yet: one that the server takes is put beside the passkey.
  await app.lock()
  await page.getByRole('button', { name: '换一位同事登录' }).click()
  await page.locator('input[name=staffNo]').fill('1001')
  await page.locator('input[name=password]').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('本机资料还没有密码').waitFor()
  await page.getByRole('button', { name: byPasskey }).click()
  await shellStands()
  await app.lock()
  await page.getByRole('button', { name: '改用密码' }).click()
  await app.unlock(password)
}, 60_000)

test('[KE3] one who does not answer is waited for, and then that is told', async () => {
  await page.clock.install()
  await app.lock()
  await finger.setPresent(false)
  await page.getByRole('button', { name: byPasskey }).click()
  await page.getByText('请按系统提示验证…').waitFor()
  // The wait may begin a moment after the words.
  const isTold = async () => {
    await page.clock.runFor(60_000)
    return page.getByText('等了很久没有完成验证').isVisible()
  }
  await expect.poll(isTold, { timeout: 30_000 }).toBe(true)
  await finger.setPresent(true)
  await page.getByRole('button', { name: '改用密码' }).click()
  await app.unlock(password)
}, 60_000)

// After a wrong finger the emulated authenticator answers nobody any more: last of those who ask it.
test('[KE3][KE4] a wrong finger is told in words, at the lock and where a PIN is set, and the password stays a way in', async () => {
  await app.lock()
  await finger.setVerified(false)
  await page.getByRole('button', { name: byPasskey }).click()
  await sees(page, ['没有完成验证。可以再试一次，或改用密码。'])
  await page.getByRole('button', { name: '改用密码' }).click()
  await app.unlock(password)
  await app.visit('/me')
  await page.getByRole('button', { name: 'PIN 快速解锁' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('6 位 PIN').fill('730518')
  await sheet.getByLabel('再输一次').fill('730518')
  await sheet.getByRole('button', { name: '用指纹或面容确认' }).click()
  await sheet.getByText('没有完成验证').waitFor()
  await sheet.getByRole('button', { name: '关闭' }).click()
}, 60_000)

test('[SE1][KE3] a passkey that was removed opens neither this device nor the server', async () => {
  await app.visit('/me')
  await page.getByRole('link', { name: /^我的设备/ }).click()
  await page.getByRole('button', { name: '移除 柜台平板' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '移除' }).click()
  await page.getByText('还没有通行密钥').waitFor()
  await app.lock()
  await page.locator('input[name=password]').waitFor()
  expect(await page.getByRole('button', { name: byPasskey }).count()).toBe(0)
  await page.getByRole('button', { name: '换一位同事登录' }).click()
  expect(await findingsOn(app, 'sign-in')).toEqual([])
  expect(tablet.complaints).toEqual([])
}, 60_000)

async function add(name: string): Promise<Locator> {
  await app.visit('/me')
  await page.getByRole('link', { name: /^我的设备/ }).click()
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('名称').fill(name)
  await sheet.locator('input[name=password]').fill(password)
  await sheet.getByRole('button', { name: '添加', exact: true }).click()
  return sheet
}

async function shellStands(): Promise<void> {
  await page.getByRole('navigation').first().waitFor()
}

/** The same browser, as if it had never been here; what is in its authenticator stays. */
async function forgetDevice(): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  await page.goto('about:blank')
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,cookies' })
  await page.goto(origin)
}
