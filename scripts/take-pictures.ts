/**
 * Takes the pictures of docs/pictures from the running app: the demonstration branch on a server of its own, in a
 * real Chromium. `npm run build` first; then `npm run pictures`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { openApp, type AppDriver } from '#tests/support/app-driver.ts'
import { openProfile } from '#tests/support/chromium.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const password = 'picture password 1'
const folder = join(import.meta.dirname, '..', 'docs', 'pictures')

/** Twenty to ten in the morning, whenever the pictures are taken (ms). */
const morning = Date.parse(`${civilDateInShanghai(Date.now())}T09:40:00+08:00`)

interface Shot {
  name: string
  width: number
  height: number
  dark?: boolean
  /** Goes to what is to be seen. */
  go(app: AppDriver): Promise<void>
}

const shots: Shot[] = [
  { name: 'today-desktop', width: 1366, height: 768, go: (app) => app.visit('/today') },
  { name: 'today-phone', width: 390, height: 844, go: (app) => app.visit('/today') },
  {
    name: 'today-tablet-dark',
    width: 1024,
    height: 768,
    dark: true,
    go: (app) => app.visit('/today'),
  },
  { name: 'customer-tablet', width: 1024, height: 768, go: openFirstCustomer },
  { name: 'customers-phone', width: 390, height: 844, go: (app) => app.visit('/customers') },
  {
    name: 'note-phone',
    width: 390,
    height: 844,
    go: (app) => openFirstCustomer(app, '/notes/new'),
  },
  {
    name: 'date-tablet',
    width: 1024,
    height: 768,
    go: enterLunarDate,
  },
  { name: 'tasks-desktop', width: 1366, height: 768, go: (app) => app.visit('/tasks') },
  { name: 'complaints-tablet', width: 1024, height: 768, go: (app) => app.visit('/complaints') },
  {
    name: 'complaint-form-tablet',
    width: 1024,
    height: 768,
    go: (app) => app.visit('/complaints/new'),
  },
  { name: 'sync-phone-dark', width: 390, height: 844, dark: true, go: (app) => app.visit('/sync') },
]

mkdirSync(folder, { recursive: true })
const server = await startServerProcess({ demoCustomers: 2000, demoPassword: password })
try {
  for (const shot of shots) await take(shot)
} finally {
  await server.dispose()
}

async function take({ name, width, height, dark = false, go }: Shot): Promise<void> {
  const profile = temporaryFolder('picture')
  const context = await openProfile(profile.path, { width, height, dark })
  try {
    await context.clock.setSystemTime(morning)
    const app = await openApp(context, server.url)
    // A sheet that is still fading in is no picture.
    await app.page.emulateMedia({ reducedMotion: 'reduce' })
    await app.signIn('1001', password)
    await app.untilSynced()
    await go(app)
    await app.page.getByRole('heading', { level: 1 }).first().waitFor()
    await app.page.waitForLoadState('networkidle')
    await app.page.waitForFunction(() =>
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    )
    writeFileSync(join(folder, `${name}.png`), await takeWhenStill(app.page))
    console.log(`docs/pictures/${name}.png`)
  } finally {
    await context.close()
    profile.remove()
  }
}

/** On a busy machine lists fill after their page stands: a picture is good when the next one is the same. */
async function takeWhenStill(page: Page): Promise<Buffer> {
  let last = await page.screenshot()
  for (;;) {
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    const next = await page.screenshot()
    if (next.equals(last)) return next
    last = next
  }
}

async function openFirstCustomer(app: AppDriver, further = ''): Promise<void> {
  await app.visit('/customers')
  const link = app.page.locator('main a[href*="/customers/0"]').nth(2)
  const href = await link.getAttribute('href')
  await app.visit(`${href?.split('?')[0] ?? '/customers'}${further}`)
}

/** 农历七月三十: the next three dates stand below before anything is saved. */
async function enterLunarDate(app: AppDriver): Promise<void> {
  await openFirstCustomer(app, '/dates/new')
  const sheet = app.page.getByRole('dialog')
  await sheet.getByRole('radio', { name: '农历' }).check({ force: true })
  for (const [field, option] of [
    ['month', '七月'],
    ['day', '三十'],
  ] as const) {
    await sheet.locator(`[data-field=${field}] button`).click()
    await app.page.getByRole('option', { name: option, exact: true }).click()
  }
}
