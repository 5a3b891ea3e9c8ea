import type { Browser, Page } from 'playwright-core'
import { zhCN } from '#i18n/zh-CN.ts'
import { randomInteger, seededRandom, type Random } from '#shared/domain/seeded-random.ts'
import { openBrowserDevice, type BrowserDevice } from '#tests/support/browser-device.ts'
import { startBrowser } from '#tests/support/chromium.ts'
import { addCustomer, startNote } from '#tests/support/customer-work.ts'
import { recordsThatSay } from '#tests/support/server-database.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { holdStorage, wipeStorage, withFullStorage } from './storage-faults.ts'

const password = 'demo password 1'
const saidOfWiped = /The database of the vault is empty\.|did not answer and was opened anew\./

interface Round {
  browser: Browser
  server: ServerProcess
  device: BrowserDevice
  customer: string
  random: Random
  round: number
  violations: string[]
}

/**
 * A device whose storage fails under the app: wiped with unsent changes on it, full, or without an answer. No save is
 * called done that is not, what was typed stays in its form, and a loss is told to the person and to the lead (CL7).
 */
export async function loseStorage({
  wiped,
  full,
  silent,
  seed,
}: {
  /** How often each happens. */
  wiped: number
  full: number
  silent: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const folder = temporaryFolder('lost-storage')
  const server = await startServerProcess({
    folder: folder.path,
    demoCustomers: 20,
    demoPassword: password,
  })
  const browser = await startBrowser()
  const violations: string[] = []
  const rounds = [
    ...Array.from({ length: wiped }, () => wipeUnderWork),
    ...Array.from({ length: full }, () => fillUnderWork),
    ...Array.from({ length: silent }, () => silenceUnderWork),
  ]
  let missing = 0
  try {
    for (const [round, fault] of rounds.entries()) {
      const device = await openBrowserDevice(browser, { name: `round ${round}`, url: server.url })
      await device.app.signIn('1001', password)
      await device.app.untilSynced()
      const customer = await addCustomer(device.app, {
        name: `慕容${'一二三四五六七八九十'[round % 10]}`,
      })
      await device.app.untilSynced()
      missing += await fault({ browser, server, device, customer, random, round, violations })
      // A round of sync that meets a wiped database says so in the console of the browser; nothing else may.
      violations.push(...device.complaints.filter((each) => !saidOfWiped.test(each)))
      await device.close()
    }
    return { counts: { wiped, full, silent, reportedMissing: missing }, violations }
  } finally {
    await browser.close()
    await server.dispose()
    folder.remove()
  }
}

/**
 * CL7: the server refuses what is sent, hears how much waits, and then the browser's storage is gone. It is told at once. In
 * every second round the network is back while the page still stands, and what was saved goes out from memory; in the
 * others the page goes with it, and the loss is told.
 */
async function wipeUnderWork(parts: Round): Promise<number> {
  const { device, customer, server, random, round, violations } = parts
  const { app } = device
  const { page } = app
  const before = await lossesOfLead(server.url)
  await page.route(isPush, (route) => route.fulfill({ status: 503 }))
  const unsent = randomInteger(random, 1, 3)
  for (let index = 0; index < unsent; index += 1) {
    await startNote(app, customer, noteText(round, index))
    await save(page)
  }
  const [pull] = (await device.syncNow()).slice(-1)
  if (pull?.request.unsyncedCount !== unsent) {
    violations.push(
      `[CL7] ${unsent} unsent changes were reported as ${pull?.request.unsyncedCount}`,
    )
  }
  const typed = `第${round}次清空时正在写的话`
  await startNote(app, customer, typed)
  await wipeStorage(page)
  if (!(await isThere(page, zhCN.storage.goneUnsent(unsent)))) {
    violations.push('[VA5] a storage that was wiped under the open app was not told')
  }
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  if (!(await isRefused(page, typed, 'gone'))) {
    violations.push('[CL2] a note was called saved though the storage was gone')
  }
  await page.unroute(isPush)
  const isRescued = round % 2 === 1
  if (isRescued) await sendWhatIsLeft(page, violations)
  await page.goto(server.url)
  await app.signIn('1001', password)
  if (isRescued) {
    await app.untilSynced()
    for (let index = 0; index < unsent; index += 1) {
      const text = noteText(round, index)
      const copies = recordsThatSay(server.folder, text)
      if (copies !== 1) violations.push(`[CL2] “${text}” is ${String(copies)} times at the server`)
    }
    const untrue = (await lossesOfLead(server.url)).length - before.length
    if (untrue > 0) violations.push('[CL7] a loss was told of changes that had arrived')
    return 0
  }
  await app.visit('/sync')
  const told = `您的设备上有 ${unsent} 条未发送的修改没有找回`
  if (!(await isThere(page, told))) violations.push(`[CL7] the person does not read “${told}”`)
  await page.getByRole('button', { name: '知道了' }).click()
  await app.untilSynced()
  const losses = (await lossesOfLead(server.url)).slice(before.length)
  if (losses.length !== 1 || losses[0] !== unsent) {
    violations.push(
      `[CL7] the lead reads of ${JSON.stringify(losses)} lost changes instead of [${unsent}]`,
    )
  }
  return unsent
}

function noteText(round: number, index: number): string {
  return `第${round}次清空前第${index}条`
}

/** The form is left as it is; its sheet lies over the banner. */
async function sendWhatIsLeft(page: Page, violations: string[]): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: zhCN.storage.sendNow }).click()
  if (!(await isThere(page, zhCN.storage.gone))) {
    violations.push('[CL2] what was still in memory was not sent')
  }
}

/** VA4: no room for one more row; the text stays where it is until there is. */
async function fillUnderWork({
  device,
  customer,
  server,
  round,
  violations,
}: Round): Promise<number> {
  const { app } = device
  const { page } = app
  const typed = `第${round}次没有空间时写的话`
  await startNote(app, customer, typed)
  await withFullStorage(page, async () => {
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    if (!(await isRefused(page, typed, 'full'))) {
      violations.push('[VA4] a full storage was not said, or the text left its form')
    }
  })
  if ((await page.getByRole('dialog').count()) > 0) await save(page)
  await app.untilSynced()
  const copies = recordsThatSay(server.folder, typed)
  if (copies !== 1) violations.push(`[CL2] “${typed}” is ${String(copies)} times at the server`)
  return 0
}

/** VA5: the database does not answer while another page holds it; nothing is called saved before it is. */
async function silenceUnderWork({
  device,
  customer,
  server,
  round,
  violations,
}: Round): Promise<number> {
  const { app } = device
  const { page } = app
  const typed = `第${round}次存储没有回应时写的话`
  await startNote(app, customer, typed)
  const release = await holdStorage(page, server.url)
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  // VA5: as long as a ping may take.
  const isClosed = await page
    .getByRole('dialog')
    .waitFor({ state: 'detached', timeout: 1500 })
    .then(
      () => true,
      () => false,
    )
  if (isClosed) {
    violations.push('[CL2] a note was called saved while the storage did not answer')
  }
  await release()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await app.untilSynced()
  const copies = recordsThatSay(server.folder, typed)
  if (copies !== 1) violations.push(`[CL2] “${typed}” is ${String(copies)} times at the server`)
  return 0
}

function isPush(url: URL): boolean {
  return url.pathname === '/sync/push'
}

async function save(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.waitFor({ state: 'detached' })
}

/** The form says that it was not saved and why, and still holds what was typed. */
async function isRefused(page: Page, text: string, why: 'gone' | 'full'): Promise<boolean> {
  const sheet = page.getByRole('dialog')
  const said = await isThere(page, zhCN.storage.notSaved(why))
  return said && (await sheet.getByLabel('内容').inputValue()) === text
}

function isThere(page: Page, text: string): Promise<boolean> {
  return page
    .getByText(text)
    .first()
    .waitFor({ timeout: 15_000 })
    .then(
      () => true,
      () => false,
    )
}

/** CL7: how many changes are missing, by each report that the lead has, oldest first. */
async function lossesOfLead(url: string): Promise<number[]> {
  const lead = createTestClient(url)
  await lead.signIn('5001', password)
  const { records } = await lead.pull()
  return records
    .filter(({ type }) => type === 'loss-report')
    .toSorted((one, other) => one.createdAt - other.createdAt)
    .map(({ data }) => Number(data['missing']))
}
