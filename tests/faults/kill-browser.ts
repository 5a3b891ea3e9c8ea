import { setTimeout as wait } from 'node:timers/promises'
import { type Random, randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { addCustomer, startNote } from '#tests/support/customer-work.ts'
import { recordsThatSay } from '#tests/support/server-database.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { createTablet } from '#tests/support/tablet.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const password = 'demo password 1'
/** CL2: what was typed so long (ms) ago is in the sealed draft. */
const draftIsKeptAfter = 500

/**
 * A browser with the app, without a network, is killed in the middle of saving and of typing. What the app called saved
 * is there once after the next start, and arrives once at the server; what was typed half a second before is in its form.
 */
export async function killBrowserAtWork({
  saving,
  typing,
  seed,
}: {
  /** How often it is killed while notes are saved, and while one is typed. */
  saving: number
  typing: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const folder = temporaryFolder('browser-kills')
  const server = await startServerProcess({
    folder: folder.path,
    demoCustomers: 20,
    demoPassword: password,
  })
  const tablet = createTablet('killed', server.url, { width: 1024, height: 768 })
  const violations: string[] = []
  const saved: string[] = []
  try {
    const first = await tablet.start()
    await first.signIn('1001', password)
    await first.untilSynced()
    await first.untilOfflineReady()
    const customer = await addCustomer(first, { name: '慕容知秋' })
    await first.untilSynced()
    await tablet.kill()
    for (let round = 0; round < saving + typing; round += 1) {
      const app = await tablet.start('offline')
      await app.unlock(password)
      if (round < saving) {
        const called = saveNotes(app, customer, { round, random })
        await wait(randomInteger(random, 400, 2500))
        await tablet.kill()
        const texts = await called
        saved.push(...texts)
        violations.push(...(await missingInLedger(tablet, texts)))
      } else {
        const text = `第${round}次没写完的话，三百万`
        await startNote(app, customer, text)
        await wait(draftIsKeptAfter)
        await tablet.kill()
        violations.push(...(await missingInForm(tablet, customer, text)))
      }
      await tablet.kill()
    }
    const last = await tablet.start()
    await last.unlock(password)
    await last.untilSynced()
    await tablet.close()
    await server.stop()
    for (const text of saved) {
      const copies = Number(recordsThatSay(folder.path, text))
      if (copies !== 1) violations.push(`“${text}” is ${copies} times at the server`)
    }
    const counts = { killedSaving: saving, killedTyping: typing, saved: saved.length }
    return { counts, violations }
  } finally {
    await tablet.dispose()
    await server.dispose()
    folder.remove()
  }
}

/** Writes one note after the other until the browser is gone; answers those that the app called saved. */
async function saveNotes(
  app: AppDriver,
  customer: string,
  { round, random }: { round: number; random: Random },
): Promise<string[]> {
  const saved: string[] = []
  for (let index = 0; ; index += 1) {
    const text = `第${round}次第${index}条：${randomInteger(random, 100, 999)}万元`
    try {
      await startNote(app, customer, text)
      const sheet = app.page.getByRole('dialog')
      await sheet.getByRole('button', { name: '保存' }).click()
      await sheet.waitFor({ state: 'detached' })
    } catch {
      // The browser is gone; whether this note was saved was not said.
      return saved
    }
    saved.push(text)
  }
}

type Tablet = ReturnType<typeof createTablet>

/** Starts again without a network; each note must wait in the ledger, then everything is sent. */
async function missingInLedger(tablet: Tablet, texts: readonly string[]): Promise<string[]> {
  const app = await tablet.start('offline')
  await app.unlock(password)
  await app.visit('/sync')
  const missing: string[] = []
  for (const text of texts) {
    const row = app.page.getByText(text).first()
    const found = await row.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    )
    if (!found) missing.push(`“${text}” was called saved and is not in the ledger`)
  }
  await tablet.network('online')
  await app.wake()
  await app.untilSynced()
  return missing
}

async function missingInForm(tablet: Tablet, customer: string, text: string): Promise<string[]> {
  const app = await tablet.start('offline')
  await app.unlock(password)
  await app.visit(`${customer}/notes/new`)
  const field = app.page.getByRole('dialog').getByLabel('内容')
  await field.waitFor()
  const kept = await app.page
    .waitForFunction(
      (wanted) => [...document.querySelectorAll('textarea')].some((area) => area.value === wanted),
      text,
      { timeout: 10_000 },
    )
    .then(
      () => true,
      () => false,
    )
  return kept ? [] : [`“${text}” was typed and is not in its form`]
}
