import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { zhCN } from '#i18n/zh-CN.ts'
import { seededRandom } from '#shared/domain/seeded-random.ts'
import { markersOnDisk, useWithMarkers } from '#tests/faults/planted-names.ts'
import { makeMarkers } from '#tests/support/markers.ts'
import { browserProcesses, mappedFiles } from '#tests/support/process-memory.ts'
import { searchProfile } from '#tests/support/profile-search.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
const seed = process.env['SEED'] ?? String(Date.now())
console.log(`disk: SEED=${seed}`)
/** 200 names, numbers and fragments that a person types in this test. */
const markers = makeMarkers(seededRandom(seed))

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
/** Of the customer that was written about last. */
let customerPath: string

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 40, demoPassword: password })
  tablet = createTablet('disk', server.url)
  pulled = await personalTexts()
}, 60_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

test('[VA1] nothing personal lies in the clear on the disk of a locked device: 200 names, numbers and fragments, synced, unsent, searched for or half-typed', async () => {
  const app = await tablet.start()
  await app.signIn('1001', password)
  customerPath = await useWithMarkers(tablet, markers)
  // Chromium keeps with each address what stood in its fields: one more form with many kinds of fields.
  await app.visit(`${customerPath}/dates/new`)
  await app.page.locator('form').waitFor()
  await app.visit(customerPath)
  await app.lock()
  await plantControls(app.page)
  const mapped = browserProcesses(tablet.folder).flatMap(mappedFiles)
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

  expect(markers.numbers).toHaveLength(200)
  expect(markersOnDisk(tablet.folder, markers, mapped)).toEqual([])
  // How the search keys of a name read, the password, and what the server sent of its own customers.
  expect(pulled.length).toBeGreaterThan(60)
  const others = ['duguqinghe', 'du gu qing he', password, ...pulled]
  expect(searchProfile(tablet.folder, others)).toEqual([])
  // Answers with data are not in the HTTP cache, packed or not.
  expect(searchProfile(tablet.folder, [`${server.url}/sync/`, `${server.url}/api/`])).toEqual([])
  // Nor is the state of a form in the file with which the browser restores its tabs; the headless shell restores none.
  const sessions = join(tablet.folder, 'Default', 'Sessions')
  const inSessions = (texts: string[]) =>
    existsSync(sessions) ? searchProfile(sessions, texts) : []
  expect(inSessions([customerPath]).length > 0).toBe(existsSync(sessions))
  expect(inSessions(['contactPoints.0.kind', 'dueOn', 'month'])).toEqual([])
  expect(tablet.complaints).toEqual([])
}, 120_000)

test('[KE1][KE2] a copy of the profile shows nothing and opens with the password alone', async () => {
  const copy = createTablet('disk-copy', server.url)
  try {
    await cp(tablet.folder, copy.folder, { recursive: true })
    const app = await copy.start('offline')
    const { page } = app
    const field = page.locator('input[name=password]')
    for (const guess of ['password', '123456', `${password}!`]) {
      await field.fill(guess)
      await page.getByRole('button', { name: '解锁', exact: true }).click()
      await page.getByText(zhCN.session.wrongUnlock).waitFor()
      await page.locator('button:not([aria-busy])', { hasText: '解锁' }).first().waitFor()
    }
    expect(await page.content()).not.toContain(markers.stem)
    // No key lies there that could be used without being read (KE1).
    expect(await page.evaluate(storedKinds)).not.toContain('CryptoKey')
    await app.unlock(password)
    await app.visit(customerPath)
    const { name = '' } = markers.customers.at(-1) ?? {}
    await page.getByRole('heading', { name }).first().waitFor()
    expect(copy.complaints).toEqual([])
  } finally {
    await copy.dispose()
  }
}, 60_000)

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

/** Runs in the page: the kinds of everything that lies in all its databases. */
async function storedKinds(): Promise<string[]> {
  const kinds = new Set<string>()
  const collect = (value: unknown): void => {
    kinds.add(Object.prototype.toString.call(value).slice(8, -1))
    const isPlain = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
    if (isPlain) for (const inner of Object.values(value)) collect(inner)
  }
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
    for (const table of database.objectStoreNames) {
      const all = database.transaction(table).objectStore(table).getAll()
      await new Promise((resolve) => all.addEventListener('success', resolve))
      collect(all.result)
    }
    database.close()
  }
  return [...kinds]
}
