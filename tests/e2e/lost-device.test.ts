import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import * as z from 'zod/mini'
import { DeviceListItem } from '#shared/protocol/device-message.ts'
import { RecoveryOverview } from '#shared/protocol/recovery-message.ts'
import { AddStaffResponse } from '#shared/protocol/session-message.ts'
import { makeRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import { printedCode } from '#shared/recovery/recovery-code.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, sees, writeNote } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
const texts = ['丢失前记的第一笔：她想换一张卡', '丢失前记的第二笔：下周带先生来']

let server: ServerProcess
/** Two tablets of one colleague, and an administrator; the other administrator over the wire. */
let lost: Tablet
let here: Tablet
let office: Tablet
let other: TestClient
let codes: string[]

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  const admin = createTestClient(server.url)
  await admin.signIn('9001', password)
  const body = { name: '另一位管理员', staffNo: '9002', role: 'admin' }
  const added = AddStaffResponse.parse(await (await admin.post('/admin/staff', body)).json())
  other = createTestClient(server.url)
  await other.signIn('9002', added.password)
  const made = await makeRecoveryKey(crypto, 2)
  await admin.post('/admin/recovery/key', { kept: made.kept, replaces: null })
  codes = made.codes.map(printedCode)
  lost = createTablet('lost', server.url)
  here = createTablet('here', server.url, { width: 320, height: 640 })
  office = createTablet('office', server.url)
  for (const [tablet, staffNo] of [
    [lost, '1001'],
    [here, '1001'],
    [office, '9001'],
  ] as const) {
    await (await tablet.start()).signIn(staffNo, password)
  }
}, 120_000)

afterAll(async () => {
  await Promise.all([lost.dispose(), here.dispose(), office.dispose()])
  await server.dispose()
})

test('[SR3] a lost, locked tablet that comes online wipes itself, though not for a forged order, and hands over what it had not sent', async () => {
  const app = lost.app()
  const customer = await addCustomer(app, { name: '慕容丢失' })
  await app.untilSynced()
  await expect.poll(() => wipeKeysOn(app.page), { timeout: 10_000 }).toBe(1)
  await lost.network('offline')
  for (const text of texts) await writeNote(app, customer, text)
  await app.lock()

  const { page } = here.app()
  await here.app().visit('/me/devices')
  await page.getByRole('button', { name: /^设备丢失/ }).click()
  const asked = page.getByRole('alertdialog')
  await asked.getByText(/会先加密交回/).waitFor()
  expect(await findingsOn(here.app(), 'report a device as lost')).toEqual([])
  await asked.getByRole('button', { name: '清除其中的资料' }).click()
  await sees(page, ['等待清除'])
  expect(await findingsOn(here.app(), 'a lost device')).toEqual([])

  const forged = { order: { key: randomBytes(32).toString('base64url'), rescue: 'received' } }
  let heard = 0
  await app.page.route('**/api/wipe', async (route) => {
    heard += 1
    await route.fulfill({ json: forged })
  })
  await lost.network('online')
  await app.wake()
  await expect.poll(() => heard).toBeGreaterThan(0)
  await app.page.unroute('**/api/wipe')
  expect(await vaultsOn(app.page)).toHaveLength(1)
  await app.wake()
  await app.page.getByRole('heading', { name: '这台设备上的资料已清除' }).waitFor()
  await sees(app.page, ['未上传的 2 项已加密交回'])
  expect(await findingsOn(app, 'wiped')).toEqual([])
  expect(await vaultsOn(app.page)).toEqual([])
  expect(await cachedOn(app.page)).not.toEqual([])
  expect((await cachedOn(app.page)).filter((path) => /^\/(api|sync|admin)/.test(path))).toEqual([])
  await expect.poll(() => app.page.context().cookies()).toEqual([])
  // Read once, it is over: the tablet is like a new one.
  await app.page.getByRole('button', { name: '知道了' }).click()
  await app.page.getByRole('heading', { name: '登录行伴' }).waitFor()
  await app.page.reload()
  await app.page.getByRole('heading', { name: '登录行伴' }).waitFor()
}, 90_000)

test('[SR3][KE5] two administrators open what was rescued without seeing it, and its author takes each note once', async () => {
  const { page } = office.app()
  await office.app().visit('/me/recovery')
  await sees(page, ['从丢失的设备救回 2 项'])
  await page.getByRole('button', { name: /^受理/ }).click()
  await page.getByLabel('原因').fill('在公交车上丢失，已向本人电话核实。')
  await page.getByRole('dialog').getByRole('button', { name: '受理' }).click()
  await page.getByText('待同意').waitFor()
  const answer = await (await other.get('/admin/recovery')).json()
  const [rescue] = RecoveryOverview.parse(answer).recoveries
  expect((await other.post(`/admin/recovery/${rescue?.id}/approve`, {})).status).toBe(204)
  await page.getByRole('button', { name: /^打开/ }).click({ timeout: 15_000 })
  await page.getByLabel('第一份恢复码').fill(codes[0] ?? '')
  await page.getByLabel('第二份恢复码').fill(codes[1] ?? '')
  expect(await findingsOn(office.app(), 'open a rescue')).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: '打开' }).click()
  await page.getByText('已交还本人').first().waitFor()
  expect(await page.getByRole('main').textContent()).not.toContain('她想换一张卡')

  const author = here.app()
  await author.visit('/sync')
  for (const text of texts) {
    const row = author.page.getByRole('listitem').filter({ hasText: text })
    await row.getByRole('button', { name: '采用', exact: true }).click({ timeout: 15_000 })
    const sure = author.page.getByRole('alertdialog')
    await sure.getByRole('button', { name: '采用', exact: true }).click()
    await row.waitFor({ state: 'detached' })
  }
  await author.untilSynced()
  const colleague = createTestClient(server.url)
  await colleague.signIn('1001', password)
  const { records } = await colleague.pull(null)
  const notes = records.filter(({ type }) => type === 'interaction')
  const arrived = notes.map(({ data }) => String(data['text']))
  expect(texts.map((text) => arrived.filter((one) => one === text).length)).toEqual([1, 1])
  const list = z.array(DeviceListItem).parse(await (await colleague.get('/api/devices')).json())
  expect(list.flatMap(({ wipe }) => wipe ?? [])).toMatchObject([{ rescued: 2, lost: 0 }])
  expect([...lost.complaints, ...here.complaints, ...office.complaints]).toEqual([])
}, 60_000)

/** How many vaults of this browser know what an order is recognised by. */
function wipeKeysOn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let found = 0
    for (const { name = '' } of await indexedDB.databases()) {
      if (!/^branchbook-[\w-]{43}$/.test(name)) continue
      const row = await new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('error', () => reject(new Error('IndexedDB')))
        opening.addEventListener('success', () => {
          const database = opening.result
          const reading = database.transaction('meta').objectStore('meta').get('wipe')
          reading.addEventListener('error', () => reject(new Error('IndexedDB')))
          reading.addEventListener('success', () => {
            database.close()
            resolve(reading.result)
          })
        })
      })
      if (row !== undefined) found += 1
    }
    return found
  })
}

async function vaultsOn(page: Page): Promise<string[]> {
  const names = await page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name = '' }) => name),
  )
  return names.filter((name) => /^branchbook-[\w-]{43}$/.test(name))
}

/** Paths of everything that the service worker keeps. */
function cachedOn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const paths: string[] = []
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys())
        paths.push(new URL(url).pathname)
    }
    return paths
  })
}
