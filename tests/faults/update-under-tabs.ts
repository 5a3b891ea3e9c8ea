import { appendFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { zhCN } from '#i18n/zh-CN.ts'
import { seededRandom, randomInteger, type Random } from '#shared/domain/seeded-random.ts'
import { openTab, type AppDriver } from '#tests/support/app-driver.ts'
import { openBrowserDevice } from '#tests/support/browser-device.ts'
import { startBrowser } from '#tests/support/chromium.ts'
import { addCustomer, startNote } from '#tests/support/customer-work.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer } from '#tests/support/test-server.ts'

/** CL2 (ms). */
const draftIsKeptAfter = 500
const madeByNewerApp = 'The database was made by a newer version of the app.'
const refused = zhCN.storage.notSaved('newer-app')

/**
 * Two tabs with a half-filled form each, when the app or the schema of the vault becomes newer under them: nothing reloads by
 * itself, code that is too old writes nothing and says so, and what was typed is in the form and in its draft.
 */
export async function updateUnderTabs({
  apps,
  schemas,
  seed,
}: {
  /** How often each happens. */
  apps: number
  schemas: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const folder = temporaryFolder('updated-pages')
  await cp(join(import.meta.dirname, '..', '..', 'dist'), folder.path, { recursive: true })
  const server = await startTestServer({ customers: 20, pages: folder.path })
  const browser = await startBrowser()
  const violations: string[] = []
  try {
    const { staffNo } = server.colleague('rm')
    const colleague = await server.signIn('rm')
    for (let round = 0; round < apps + schemas; round += 1) {
      const device = await openBrowserDevice(browser, { name: `round ${round}`, url: server.url })
      await device.app.signIn(staffNo, server.password)
      await device.app.untilSynced()
      await device.app.untilOfflineReady()
      const customer = await addCustomer(device.app, { name: '慕容双月' })
      const other = await openTab(device.app.page.context(), server.url)
      await other.unlock(server.password)
      const tabs = [device.app, other].map((app, index) => ({
        app,
        // One draft belongs to one form, so the second tab writes about nobody in particular.
        customer: index === 0 ? customer : null,
        text: `第${round}轮第${index + 1}个标签页写到一半${randomInteger(random, 100, 999)}`,
      }))
      for (const { app, customer, text } of tabs) {
        await halfFill(app, customer, text)
        await app.page.evaluate(() => Object.assign(window, { notReloaded: true }))
      }
      const update = round < apps ? updateApp : updateSchema
      const parts = { pages: folder.path, password: server.password, colleague, round, random }
      violations.push(...(await update(tabs, parts)))
      // CL6: a round of sync that met the newer schema says so in the console of the browser.
      violations.push(...device.complaints.filter((each) => !each.endsWith(madeByNewerApp)))
      await device.close()
    }
    return { counts: { apps, schemas }, violations }
  } finally {
    await browser.close()
    await server.close()
    folder.remove()
  }
}

interface Tab {
  app: AppDriver
  customer: string | null
  text: string
}

interface UpdateParts {
  /** Folder of the built pages that the server serves. */
  pages: string
  password: string
  /** The same person on a device of their own. */
  colleague: TestClient
  round: number
  random: Random
}

async function halfFill(app: AppDriver, customer: string | null, text: string): Promise<void> {
  if (customer !== null) return startNote(app, customer, text)
  await app.visit('/tasks/new')
  await fieldOf(app.page, null).fill(text)
}

function fieldOf(page: Page, customer: string | null) {
  return page.getByRole('dialog').getByLabel(customer === null ? '要做什么' : '内容')
}

/** How what keeps an update back comes to its end in the second tab. */
const endings = ['lock', 'close', 'save'] as const
type Ending = (typeof endings)[number]

/**
 * UP1: a new version is there; it waits until a person presses, and then until nothing is half-filled in any tab. What is
 * typed up to that moment is kept, and both tabs go over to the new version.
 */
async function updateApp(
  tabs: readonly Tab[],
  { pages, password, colleague, round, random }: UpdateParts,
): Promise<string[]> {
  const [first, second] = tabs
  if (first === undefined || second === undefined) throw new Error('There are two tabs.')
  const ending = endings[round % endings.length] ?? 'lock'
  // Every fourth browser never says that the new version took over.
  const isDeaf = round % 4 === 3
  if (isDeaf) for (const { app } of tabs) await app.page.evaluate(deafen)
  await appendFile(join(pages, 'sw.js'), `\n// version ${round} ${randomInteger(random, 1, 1e9)}\n`)
  const { page } = first.app
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  for (const { app } of tabs) await app.page.getByText(zhCN.app.updateReady).first().waitFor()
  const found = (
    await Promise.all(tabs.map((tab) => untouched(tab, 'a new version waited')))
  ).flat()
  await closeForm(page)
  await page.getByRole('button', { name: zhCN.app.updateNow, exact: true }).click()
  await page.getByText(zhCN.app.updateAfterForms).waitFor()
  await page.waitForFunction(async () => ((await navigator.locks.query()).pending ?? []).length > 0)
  found.push(...(await untouched(second, 'the update was accepted in the other tab')))
  if (!(await stands(first))) found.push('[UP1] a tab was reloaded while the other one had a form')

  const more = `，又添了${randomInteger(random, 100, 999)}`
  await fieldOf(second.app.page, second.customer).pressSequentially(more)
  const typed = { ...second, text: second.text + more }
  await end(ending, first, typed)
  for (const { app } of isDeaf ? [first] : tabs) {
    await app.page.waitForFunction(() => !('notReloaded' in window))
  }
  if (isDeaf) {
    // A tab that heard nothing goes on with the former version, and is locked like the other.
    await second.app.page.reload()
  }
  for (const { app } of tabs) await app.unlock(password)
  if (await first.app.page.evaluate(updateWaits)) found.push('[UP1] the new version still waits')
  found.push(...(await draftIsThere(first)))
  found.push(...(ending === 'save' ? await isSaved(typed, colleague) : await draftIsThere(typed)))
  return found
}

/** The last stroke is a moment old. */
async function end(ending: Ending, first: Tab, second: Tab): Promise<void> {
  if (ending === 'lock') return first.app.lock()
  if (ending === 'close') return closeForm(second.app.page)
  const sheet = second.app.page.getByRole('dialog')
  await sheet.getByRole('button', { name: '保存' }).click()
  await sheet.waitFor({ state: 'detached' }).catch((error: unknown) => {
    // The reload may take the page away under the look at it.
    if (!/Target|navigation|detached/i.test(String(error))) throw error
  })
}

async function closeForm(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Asked of the server, because a long list draws only what is in sight. */
async function isSaved({ app, text }: Tab, colleague: TestClient): Promise<string[]> {
  await app.untilSynced()
  const { records } = await colleague.pull(null)
  const isThere = records.some(({ type, data }) => type === 'task' && data['title'] === text)
  return isThere ? [] : [`[CL2] “${text}” was saved before the update and is gone`]
}

/** Runs in the page: it hears no `controllerchange` any more, like some browsers. */
function deafen(): void {
  navigator.serviceWorker.addEventListener(
    'controllerchange',
    (event) => event.stopImmediatePropagation(),
    { capture: true },
  )
}

/** Runs in the page. */
async function updateWaits(): Promise<boolean> {
  return (await navigator.serviceWorker.getRegistration())?.waiting !== null
}

/** CL6: another tab has brought the vault to a schema that this code does not know. */
async function updateSchema(tabs: readonly Tab[], { password }: UpdateParts): Promise<string[]> {
  const found: string[] = []
  const [first] = tabs
  if (first === undefined) throw new Error('There are two tabs.')
  const { page } = first.app
  const drafts = await untilBothAreKept(page)
  if (drafts < 2) found.push(`[CL2] ${drafts} of two forms have a draft`)
  await onDisk(page, 1)
  const before = await onDisk(page)
  for (const tab of tabs) {
    const sheet = tab.app.page.getByRole('dialog')
    await sheet.getByRole('button', { name: '保存' }).click()
    const said = await tab.app.page
      .getByText(refused)
      .first()
      .waitFor({ timeout: 15_000 })
      .then(
        () => true,
        () => false,
      )
    if (!said) found.push('[CL6] a save that was not written was not refused in words')
    found.push(...(await untouched(tab, 'the schema became newer')))
  }
  const after = await onDisk(page)
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    found.push(`[CL6] old code wrote: ${JSON.stringify(before)} became ${JSON.stringify(after)}`)
  }
  // The schema is as it was, as if the newer app had opened its own again.
  await onDisk(page, -1)
  for (const tab of tabs) {
    await tab.app.page.reload()
    await tab.app.unlock(password)
    found.push(...(await draftIsThere(tab)))
  }
  return found
}

/** CL2: what was typed half a second ago is on the disk; a busy machine may take longer to get there. */
async function untilBothAreKept(page: Page): Promise<number> {
  let kept = 0
  for (let tries = 0; kept < 2 && tries < 20; tries += 1) {
    await page.waitForTimeout(draftIsKeptAfter)
    kept = (await onDisk(page)).drafts
  }
  return kept
}

async function untouched({ app, customer, text }: Tab, when: string): Promise<string[]> {
  if (!(await stands({ app }))) return [`[UP1] a tab was reloaded when ${when}`]
  const typed = await fieldOf(app.page, customer).inputValue()
  return typed === text ? [] : [`[CL2] the form says “${typed}” instead of “${text}” when ${when}`]
}

function stands({ app: { page } }: Pick<Tab, 'app'>): Promise<boolean> {
  return page.evaluate(() => 'notReloaded' in window)
}

async function draftIsThere({ app, customer, text }: Tab): Promise<string[]> {
  await app.visit(customer === null ? '/tasks/new' : `${customer}/notes/new`)
  const field = fieldOf(app.page, customer)
  await field.waitFor()
  const typed = await field.inputValue()
  return typed === text ? [] : [`[CL2] the draft says “${typed}” instead of “${text}”`]
}

/** How many rows of what a person did lie in the vault; first its schema is made so much newer. */
function onDisk(page: Page, newer = 0): Promise<{ outbox: number; drafts: number }> {
  return page.evaluate(async (newer) => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name)
    const name = names.find((each) => /^branchbook-(?!probe|directory)/.test(each)) ?? ''
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
    })
    const transaction = database.transaction(['meta', 'outbox', 'drafts'], 'readwrite')
    const meta = transaction.objectStore('meta')
    const schema = meta.get('schema')
    schema.addEventListener('success', () => {
      const { epoch } = schema.result as { epoch: number }
      if (newer !== 0) meta.put({ ...schema.result, epoch: epoch + newer })
    })
    const [outbox, drafts] = [
      transaction.objectStore('outbox').count(),
      transaction.objectStore('drafts').count(),
    ]
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')))
    })
    database.close()
    return { outbox: outbox.result, drafts: drafts.result }
  }, newer)
}
