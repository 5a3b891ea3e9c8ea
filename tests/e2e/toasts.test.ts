import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locator } from 'playwright-core'
import { addCustomer, startNote } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'
let server: ServerProcess
let phone: Tablet

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  phone = createTablet('toasts', server.url, { width: 390, height: 844 })
  await (await phone.start()).signIn('1001', password)
  await phone.app().untilSynced()
}, 60_000)

afterAll(async () => {
  await phone.dispose()
  await server.dispose()
})

test('[R1] on a phone a toast covers nothing of a sheet: it is above a short one, and the end of a long one can be pulled clear of it', async () => {
  const app = phone.app()
  const { page } = app
  const customer = await addCustomer(app, { name: '慕容知秋' })
  await startNote(app, customer, '先记一条')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.waitFor({ state: 'detached' })
  const toast = page.getByRole('region', { name: '通知' }).locator('output > *').last()
  await toast.hover()

  await app.visit(`${customer}/notes/new`)
  const more = sheet.getByText(/^更多/u)
  await more.waitFor()
  await toast.hover()
  await more.evaluate((element) => element.closest('.overflow-y-auto')?.scrollTo(0, 1e6))
  const long = await box(toast)
  expect((await box(more)).bottom).toBeLessThanOrEqual(long.top)
  expect((await box(sheet.getByRole('button', { name: '保存' }))).top).toBeGreaterThanOrEqual(
    long.bottom,
  )
  await sheet.getByRole('button', { name: '关闭' }).click()
  await sheet.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: '更多操作' }).click()
  const short = page.locator('[data-sheet]')
  await short.waitFor()
  await toast.hover()
  await page.waitForFunction(() => {
    const [sheet] = document.querySelectorAll('[data-sheet]')
    const shown = document.querySelector('.toast-region output > :last-child')
    const top = sheet?.getBoundingClientRect().top ?? 0
    return shown !== null && shown.getBoundingClientRect().bottom <= top
  })
}, 60_000)

async function box(of: Locator): Promise<{ top: number; bottom: number }> {
  const { y = NaN, height = NaN } = (await of.boundingBox()) ?? {}
  return { top: y, bottom: y + height }
}
