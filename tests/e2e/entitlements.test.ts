import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualCadence } from '#shared/domain/cadence-rules.ts'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { addCustomer } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'

let server: ServerProcess
let tablet: Tablet
let desktop: Tablet

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  tablet = createTablet('entitlements-tablet', server.url)
  desktop = createTablet('entitlements-desktop', server.url)
  for (const each of [tablet, desktop]) {
    const app = await each.start()
    await app.signIn('1001', password)
    await app.untilSynced()
  }
}, 120_000)

afterAll(async () => {
  await Promise.all([tablet.dispose(), desktop.dispose()])
  await server.dispose()
})

test('[R34][R35] what a tier may use, and how its customers are contacted by whom, comes by sync, stands on the cards of that tier in one line, and is there without a network, on each device', async () => {
  const path = await addCustomer(tablet.app(), { name: '百里听松' })
  await tablet.app().untilSynced()
  const admin = createTestClient(server.url)
  await admin.signIn('9001', password)
  const mass = {
    ...usualCadence.tiers.mass,
    channels: ['visit', 'phone'] as const,
    contactBy: 'owner' as const,
    entitlements: ['贵宾窗口', '每年一次体检', '机场休息室', '保管箱八折'],
  }
  const cadence = { ...usualCadence, tiers: { ...usualCadence.tiers, mass } }
  const effectiveFrom = civilDateInShanghai(Date.now())
  expect((await admin.post('/admin/rules', { effectiveFrom, cadence })).status).toBe(201)

  // The open card hears of it by itself.
  const line = '贵宾窗口、每年一次体检、机场休息室，共 4 项'
  await tablet.app().page.getByText(line).waitFor({ timeout: 10_000 })
  await tablet.network('offline')
  await tablet.kill()
  const again = await tablet.start('offline')
  await again.unlock(password)
  await again.visit(path)
  await again.page.getByText(line).click()
  await again.page
    .getByRole('list', { name: '权益' })
    .getByText('保管箱八折', { exact: true })
    .waitFor()
  expect(await findingsOn(again, 'entitlements')).toEqual([])

  await desktop.app().visit(path)
  await desktop.app().page.getByText(line).waitFor({ timeout: 10_000 })
  // R34: so is by which ways, and by whom.
  for (const { app } of [tablet, desktop]) {
    await app().page.getByText('方式：上门、电话 · 由主办联系').waitFor()
  }
}, 120_000)

test('[SE4] nothing broke the content security policy, and no error reached the page', () => {
  expect([...tablet.complaints, ...desktop.complaints]).toEqual([])
})
