import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { addCustomer, startNote, writeNote, writeTask } from '#tests/support/customer-work.ts'
import { searchProfile } from '#tests/support/profile-search.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
/** Everything that a person types in this test, and how the search keys of the name read. */
const planted = {
  name: '独孤青禾',
  reading: 'duguqinghe',
  readingApart: 'du gu qing he',
  mobile: '13955512345',
  employer: '青鸾第三中学',
  note: '想把到期的存单转给女儿读书用',
  task: '周五把国债额度告诉独孤老师',
  unsent: '断网时说起老家的房子要拆迁',
  draft: '半句没写完的话：她先生最近住',
  password,
}

/** Texts that lie there in the clear, one for each way in which Chromium keeps things. */
const control = {
  storage: 'control in the local storage',
  cache: 'control in the cache storage',
  /** In a long value, where Snappy leaves of it two references to earlier places. */
  long: 'first half of a control, second half of a control',
  /** In a database that has grown over its log into tables. */
  row: 'control in a row of a table',
  /** The app's own words, in the HTTP cache as the server packed them. */
  shell: '资料加密保存在本机，输入密码即可打开',
}

let server: ServerProcess
let tablet: Tablet
/** What the server sent to this device: names, numbers and words of its customers. */
let pulled: string[]

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 40, demoPassword: password })
  tablet = createTablet('disk', server.url)
  pulled = await personalTexts()
}, 60_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

test('[VA1] nothing personal lies in the clear on the disk of a locked device: synced, unsent or half-typed', async () => {
  const app = await tablet.start()
  await app.signIn('1001', password)
  const customerPath = await addCustomer(app, planted)
  await app.visit(`${customerPath}/edit`)
  await app.page.getByLabel('工作单位').fill(planted.employer)
  await app.page.getByRole('button', { name: '保存', exact: true }).click()
  await app.page.waitForURL((url) => !url.pathname.endsWith('/edit'))
  await writeNote(app, customerPath, planted.note)
  await writeTask(app, customerPath, planted.task)
  await app.untilSynced()
  await tablet.network('offline')
  await writeNote(app, customerPath, planted.unsent)
  // Chromium keeps with each address what stood in its fields: the forms with the most kinds of fields.
  for (const form of [`${customerPath}/dates/new`, '/complaints/new']) {
    await app.visit(form)
    await app.page.locator('form').waitFor()
  }
  await startNote(app, customerPath, planted.draft)
  await app.page.keyboard.press('Escape')
  await app.page.getByRole('dialog').waitFor({ state: 'detached' })
  await app.lock()
  await plantControls(app.page)
  await tablet.close()

  // The search sees what lies there, however Chromium packs it.
  const controls = searchProfile(tablet.folder, Object.values(control))
  const forms = (text: string) =>
    new Set(controls.filter((hit) => hit.text === text).map((hit) => hit.form))
  expect(forms(control.storage)).toContain('as it lies')
  expect(forms(control.cache)).toContain('as it lies')
  expect(forms(control.long)).toEqual(new Set(['snappy']))
  expect(forms(control.row)).toContain('table')
  expect(forms(control.shell)).toContain('brotli')

  const personal = [...Object.values(planted), ...pulled]
  expect(pulled.length).toBeGreaterThan(60)
  expect(searchProfile(tablet.folder, personal)).toEqual([])
  // Answers with data are not in the HTTP cache, packed or not.
  expect(searchProfile(tablet.folder, [`${server.url}/sync/`, `${server.url}/api/`])).toEqual([])
  // Nor is the state of a form in the file with which the browser restores its tabs; the headless shell restores none.
  const sessions = join(tablet.folder, 'Default', 'Sessions')
  const inSessions = (texts: string[]) =>
    existsSync(sessions) ? searchProfile(sessions, texts) : []
  expect(inSessions([customerPath]).length > 0).toBe(existsSync(sessions))
  expect(inSessions(['contactPoints.0.kind', 'dueOn', 'month'])).toEqual([])
  expect(tablet.complaints).toEqual([])
}, 90_000)

/** What a device of the relationship manager is sent: names, numbers and words about people. */
async function personalTexts(): Promise<string[]> {
  const client = createTestClient(server.url)
  await client.signIn('1001', password)
  const { records } = await client.pull()
  const texts = records.flatMap(({ type, data }) => {
    if (type === 'customer' || type === 'staff') return [data['name']]
    if (type === 'profile') return JSON.stringify(data['contactPoints']).match(/\d{11}/g) ?? []
    return type === 'interaction' ? [data['text']] : []
  })
  // Two characters may stand side by side anywhere by chance.
  const long = texts.filter((text) => typeof text === 'string' && text.length >= 3)
  return [...new Set(long.map((text) => String(text).slice(0, 24)))]
}

/** Puts the control texts beside the data of the app. */
async function plantControls(page: Page): Promise<void> {
  await page.evaluate(async ({ storage, cache, long, row }) => {
    localStorage.setItem('control', storage)
    await (await caches.open('control')).put('/control', new Response(cache))
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('control', 1)
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore('values'))
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
    const transaction = database.transaction('values', 'readwrite')
    const values = transaction.objectStore('values')
    const half = long.indexOf(',')
    const [one, other] = [`${long.slice(0, half)} `, ` ${long.slice(half)}`]
    values.put(`${one.repeat(4000)}${other.repeat(4000)}${long}`, 'long')
    // LevelDB moves a log of some megabytes into a table.
    for (let i = 0; i < 600; i++) {
      const noise = Array.from(crypto.getRandomValues(new Uint8Array(8192)), (byte) =>
        byte.toString(36),
      )
      values.put(`${row} ${noise.join('')}`, i)
    }
    await new Promise((resolve) => transaction.addEventListener('complete', resolve))
    database.close()
  }, control)
}
