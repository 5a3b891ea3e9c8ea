import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { ResetPasswordResponse } from '#shared/protocol/device-message.ts'
import { RecoveryOverview } from '#shared/protocol/recovery-message.ts'
import { AddStaffResponse } from '#shared/protocol/session-message.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer, sees, writeNote } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
const texts = ['断网时记的第一笔：她想换一张卡', '断网时记的第二笔：下周带先生来']

let server: ServerProcess
/** The one administrator on the narrowest screen, the other one over the wire. */
let office: Tablet
let other: TestClient
let tablet: Tablet

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  office = createTablet('office', server.url, { width: 320, height: 640 })
  tablet = createTablet('forgotten', server.url)
  const admin = createTestClient(server.url)
  await admin.signIn('9001', password)
  const body = { name: '另一位管理员', staffNo: '9002', role: 'admin' }
  const added = AddStaffResponse.parse(await (await admin.post('/admin/staff', body)).json())
  other = createTestClient(server.url)
  await other.signIn('9002', added.password)
  const app = await office.start()
  await app.signIn('9001', password)
}, 60_000)

afterAll(async () => {
  await Promise.all([office.dispose(), tablet.dispose()])
  await server.dispose()
})

test('[KE7] a forgotten password with unsent notes: two administrators open the device, which takes the new password and sends each note once', async () => {
  const { page } = office.app()
  await office.app().visit('/me/recovery')
  const codes = await makeKey(page)

  const app = await tablet.start()
  await app.signIn('1001', password)
  await app.untilOfflineReady()
  const customer = await addCustomer(app, { name: '慕容断网' })
  await app.untilSynced()
  await expect.poll(async () => (await overview()).devices.sealed).toBeGreaterThan(0)
  await tablet.network('offline')
  for (const text of texts) await writeNote(app, customer, text)
  await app.lock()

  const made = await resetPassword('1001')
  await tablet.network('online')
  await app.page.getByRole('button', { name: '换一位同事登录' }).click()
  await app.page.locator('input[name=staffNo]').fill('1001')
  await app.page.locator('input[name=password]').fill(made)
  await app.page.getByRole('button', { name: '登录', exact: true }).click()
  await app.page.getByRole('button', { name: '忘记了原密码：请两位管理员恢复' }).click()
  const shown = app.page.getByText(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  await shown.waitFor()
  expect(await findingsOn(app, 'recovering')).toEqual([])
  const deviceCode = (await shown.textContent()) ?? ''

  // A page that was closed goes on with the same device code.
  await app.page.reload()
  await app.page.getByRole('button', { name: '换一位同事登录' }).click()
  await app.page.locator('input[name=staffNo]').fill('1001')
  await app.page.locator('input[name=password]').fill(made)
  await app.page.getByRole('button', { name: '登录', exact: true }).click()
  await app.page.getByText(deviceCode).waitFor()

  await page.getByRole('button', { name: /^受理/ }).click({ timeout: 30_000 })
  await page.getByLabel('原因').fill('本人当面，工牌核对过，昨天两笔没上传。')
  await page.getByRole('dialog').getByRole('button', { name: '受理' }).click()
  await expect.poll(async () => (await overview()).recoveries[0]?.state).toBe('requested')
  const [recovery] = (await overview()).recoveries
  expect((await other.post(`/admin/recovery/${recovery?.id}/approve`, {})).status).toBe(204)
  await page.getByRole('button', { name: /^打开/ }).click({ timeout: 30_000 })
  await page.getByLabel('设备上显示的核对码').fill('0000-0000-0000-0000')
  await page.getByLabel('第一份恢复码').fill(codes[1] ?? '')
  await page.getByLabel('第二份恢复码').fill(codes[0] ?? '')
  const open = page.getByRole('dialog').getByRole('button', { name: '打开' })
  await open.click()
  await page.getByText(/^和申请的设备不一致/).waitFor()
  expect(await findingsOn(office.app(), 'open a recovery')).toEqual([])
  await page.getByLabel('设备上显示的核对码').fill(deviceCode.toLowerCase())
  await open.click()
  await page
    .getByText(/^已恢复，/)
    .first()
    .waitFor()

  await app.page.getByRole('navigation').first().waitFor({ timeout: 30_000 })
  await app.untilSynced()
  await app.visit(customer)
  await sees(app.page, texts)
  const colleague = createTestClient(server.url)
  await colleague.signIn('1001', made)
  const { records } = await colleague.pull(null)
  const arrived = records.map(({ data }) => String(data['text']))
  expect(texts.map((text) => arrived.filter((one) => one === text).length)).toEqual([1, 1])

  await app.lock()
  await app.page.locator('input[name=password]').fill(password)
  await app.page.getByRole('button', { name: '解锁', exact: true }).click()
  await app.page.getByText('密码不对，请再试一次。').waitFor()
  await app.unlock(made)
  await office.app().visit('/me')
  await office.app().visit('/me/recovery')
  await sees(page, ['已恢复'])
  expect([...office.complaints, ...tablet.complaints]).toEqual([])
}, 180_000)

/** Makes the recovery key as two keepers do, and answers what each has on paper. */
async function makeKey(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: '制作恢复密钥' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('2', { exact: true }).click()
  await sheet.getByRole('button', { name: '开始' }).click()
  const codes: string[] = []
  for (const next of ['下一位', '完成，启用密钥']) {
    await sheet.getByRole('button', { name: '显示恢复码' }).click()
    const groups = await sheet.locator('[data-recovery-code] span').allTextContents()
    expect(await findingsOn(office.app(), 'recovery code')).toEqual([])
    codes.push(groups.join('-'))
    await sheet.getByRole('button', { name: '抄好了' }).click()
    await sheet.getByLabel('请输入这份恢复码的最后 5 位').fill(groups.at(-1) ?? '')
    await sheet.getByRole('button', { name: next }).click()
  }
  await page.getByText('恢复密钥已启用').first().waitFor()
  expect(await findingsOn(office.app(), 'recovery')).toEqual([])
  return codes
}

async function overview(): Promise<RecoveryOverview> {
  return RecoveryOverview.parse(await (await other.get('/admin/recovery')).json())
}

async function resetPassword(staffNo: string): Promise<string> {
  const staff = (await (await other.get('/admin/staff')).json()) as {
    id: string
    staffNo: string
  }[]
  const id = staff.find((one) => one.staffNo === staffNo)?.id
  const response = await other.post(`/admin/staff/${id}/password`, {})
  return ResetPasswordResponse.parse(await response.json()).password
}
