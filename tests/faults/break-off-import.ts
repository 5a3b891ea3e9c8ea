import { randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { inServerDatabase } from '#tests/support/server-database.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'

const password = 'demo password 1'
const demoCustomers = 20
/** Nobody touches it for five minutes, and it locks itself: somebody moves the mouse as often (ms) as this. */
const moves = 60_000
/** A step (ms) that is not through by then hangs. */
const longest = 30 * 60_000

interface Found {
  counts: Record<string, number>
  violations: string[]
}

/**
 * A table of so many customers is imported without a network; the browser is killed in the middle. The app says so by itself,
 * goes on with the same file, and leaves out what is in. It is killed once more while it uploads. In the end each customer is
 * there once: on the device, on the server, and on the device of the lead.
 */
export async function breakOffImport({
  rows,
  seed,
  say = () => undefined,
}: {
  rows: number
  seed: string
  say?: (text: string) => void
}): Promise<Found> {
  const random = seededRandom(seed)
  const server = await startServerProcess({ demoCustomers, demoPassword: password })
  const manager = createTablet('import-killed', server.url, { width: 1024, height: 768 })
  const lead = createTablet('import-lead', server.url, { width: 1024, height: 768 })
  const found: Found = { counts: { rows }, violations: [] }
  const note = (name: string, value: number) => {
    found.counts[name] = Math.round(value)
    say(`${name}: ${Math.round(value).toLocaleString('en')}`)
  }
  const timed = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    const started = performance.now()
    const value = await work()
    note(`${name}, ms`, performance.now() - started)
    return value
  }
  try {
    const table = tableOf(rows)
    const first = await patient(manager.start())
    await first.signIn('1001', password)
    await first.untilSynced()
    await manager.network('offline')
    await watchTasks(first)
    await timed('file checked', () => chooseTable(first, table))
    const good = numberIn((await startButton(first).textContent()) ?? '')
    if (good !== rows) throw new Error(`Of ${rows} rows ${good} can be imported.`)
    await startButton(first).click()
    await untilImported(first, randomInteger(random, Math.ceil(rows * 0.3), Math.ceil(rows * 0.6)))
    note('longest task while importing, ms', await longestTask(first))
    await manager.kill()

    const second = await patient(manager.start('offline'))
    await timed('unlocked again', () => second.unlock(password))
    await watchTasks(second)
    const here = await goOn(second, rows)
    note('imported when killed', here)
    if (here <= 0 || here >= rows)
      found.violations.push(`${here} of ${rows} were in when it was killed`)
    await timed('checked again', () => chooseTable(second, table))
    const offered = numberIn((await startButton(second).textContent()) ?? '')
    if (offered !== rows - here)
      found.violations.push(`${offered} are offered, ${rows - here} lack`)
    await startButton(second).click()
    await timed('rest imported', () =>
      awake(second, second.page.getByText(/^已导入 [\d,]+ 位客户/u).waitFor({ timeout: longest })),
    )
    note('longest task while going on, ms', await longestTask(second))
    await second.visit('/today')
    const third = await upload(manager, second, found)
    await watchTasks(third)
    await timed('rest uploaded', () => untilSynced(third))
    note('longest task while uploading, ms', await longestTask(third))
    await judgeDevice(third, 'the device', rows, found)
    await timed('second device synced', async () => {
      const other = await patient(lead.start())
      await other.signIn('5001', password)
      await untilSynced(other)
    })
    await judgeDevice(lead.app(), 'the second device', rows, found)
    judgeServer(server, rows, found)
    if (manager.complaints.length > 0) found.violations.push(...manager.complaints)
    return found
  } finally {
    await Promise.all([manager.dispose(), lead.dispose()])
    await server.dispose()
  }
}

/** Back online, killed when something is through and not all; answers the app as it runs again. */
async function upload(
  tablet: Tablet,
  app: AppDriver,
  { counts, violations }: Found,
): Promise<AppDriver> {
  await tablet.network('online')
  await app.wake()
  // The session of who was killed may not have reached the disk: the app asks for the password.
  await signInAgainIfAsked(app)
  await app.page.waitForFunction(
    () => /正在上传 [1-9]\d?%/u.test(document.querySelector('header')?.textContent ?? ''),
    null,
    { timeout: longest },
  )
  // 今日 stood all the while, and what it asks the vault is asked before anything is sent out of it: the notice would be there.
  if (new URL(app.page.url()).pathname !== '/today')
    throw new Error('It is not 今日 that is looked at.')
  if ((await app.page.getByText('没有做完').count()) > 0)
    violations.push('an import that is through is said to be broken off')
  await app.visit('/sync')
  const sentence = app.page.getByText(/项中已送达 [\d,]+ 项/u).first()
  await sentence.waitFor({ timeout: longest })
  const [all = 0, sent = 0] = [...((await sentence.textContent()) ?? '').matchAll(/[\d,]+/gu)].map(
    ([digits]) => numberIn(digits),
  )
  if (sent <= 0 || sent >= all) violations.push(`it says that ${sent} of ${all} have arrived`)
  await tablet.kill()
  const again = await patient(tablet.start())
  const started = performance.now()
  await again.unlock(password)
  counts['unlocked while uploading, ms'] = Math.round(performance.now() - started)
  await signInAgainIfAsked(again)
  return again
}

async function signInAgainIfAsked(app: AppDriver): Promise<void> {
  const ask = app.page.getByRole('button', { name: '登录', exact: true })
  const isAsked = await app.page
    .waitForFunction(
      () => {
        const text = document.querySelector('header')?.textContent ?? ''
        return /请重新登录|正在上传|已同步/u.exec(text)?.[0]
      },
      null,
      { timeout: longest },
    )
    .then(async (found) => (await found.jsonValue()) === '请重新登录')
  if (!isAsked) return
  await ask.click()
  const sheet = app.page.getByRole('dialog')
  await sheet.locator('input[name=password]').fill(password)
  await sheet.getByRole('button', { name: '登录', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
}

/** 今日 says it, and one tap leads to the import; answers how many it says are in. */
async function goOn(app: AppDriver, rows: number): Promise<number> {
  const total = rows.toLocaleString('en')
  await app.page
    .getByText(`上次导入“客户.csv”没有做完：${total} 位已导入`)
    .waitFor({ timeout: longest })
  await app.page.getByRole('button', { name: '继续导入' }).click()
  await app.page.waitForURL((url) => url.pathname === '/customers/import')
  const notice = app.page.getByText(/没有做完：[\d,]+ 位已导入 [\d,]+ 位/u)
  // All of the base is counted once it is in memory.
  await app.page.getByLabel('选择文件').waitFor({ state: 'attached' })
  const [, here = ''] = /已导入 ([\d,]+) 位/u.exec((await notice.textContent()) ?? '') ?? []
  return numberIn(here)
}

async function chooseTable(app: AppDriver, buffer: Buffer): Promise<void> {
  const path = '/customers/import'
  if (new URL(app.page.url()).pathname !== path) await app.visit(path)
  await app.page
    .getByLabel('选择文件')
    .setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer })
  await startButton(app).waitFor({ timeout: longest })
  await app.page.waitForFunction(
    () => /导入 [1-9][\d,]* 位客户/u.test(document.body.innerText),
    null,
    {
      timeout: longest,
    },
  )
}

function startButton({ page }: AppDriver) {
  return page.getByRole('button', { name: /^导入 [\d,]+ 位客户$/u })
}

async function untilImported({ page }: AppDriver, rows: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const [, done = ''] = /([\d,]+) \/ [\d,]+/u.exec(document.body.innerText) ?? []
      return Number(done.replaceAll(',', '')) >= wanted
    },
    rows,
    { timeout: longest, polling: 100 },
  )
}

async function untilSynced(app: AppDriver): Promise<void> {
  const synced = app.page.waitForFunction(
    () => /已同步 \d\d:\d\d/u.test(document.querySelector('header')?.textContent ?? ''),
    null,
    { timeout: longest },
  )
  await awake(app, synced)
}

/** A hundred thousand changes take their time at unlock, and more beside other work. */
async function patient(starting: Promise<AppDriver>): Promise<AppDriver> {
  const app = await starting
  app.page.setDefaultTimeout(10 * moves)
  return app
}

/** Waits as somebody who is there. */
async function awake({ page }: AppDriver, waiting: Promise<unknown>): Promise<void> {
  let x = 0
  const timer = setInterval(() => {
    x = 1 - x
    void page.mouse.move(x, 0).catch(() => undefined)
  }, moves)
  try {
    await waiting
  } finally {
    clearInterval(timer)
  }
}

async function judgeDevice(
  app: AppDriver,
  who: string,
  rows: number,
  { violations }: Found,
): Promise<void> {
  await app.visit('/customers')
  const count = app.page.getByText(`${(rows + demoCustomers).toLocaleString('en')} 位客户`).first()
  await count.waitFor({ timeout: longest }).catch(async () => {
    const heading = app.page.getByRole('heading', { level: 1 }).locator('..')
    violations.push(`${who} does not have ${rows + demoCustomers}: ${await heading.textContent()}`)
  })
}

function judgeServer({ folder }: ServerProcess, rows: number, { violations }: Found): void {
  const select = `
    select count(*) as cards, count(distinct json_extract(body, '$.data.name')) as names
    from records where type = 'customer' and json_extract(body, '$.data.importId') is not null`
  const [stored] = inServerDatabase(folder, (database) => database.prepare(select).all())
  if (stored?.['cards'] !== rows || stored['names'] !== rows)
    violations.push(
      `the server has ${String(stored?.['cards'])} cards of ${String(stored?.['names'])} names`,
    )
  for (const type of ['profile', 'important-date']) {
    const others = inServerDatabase(folder, (database) =>
      database
        .prepare(
          `select count(*) as found from records as other join records as card
           on card.type = 'customer' and card.id = json_extract(other.body, '$.data.customerId')
           where other.type = ? and json_extract(card.body, '$.data.importId') is not null`,
        )
        .get(type),
    )
    if (others?.['found'] !== rows)
      violations.push(`the server has ${String(others?.['found'])} records ${type}`)
  }
}

/** Everybody has a name, a number and a birthday of their own. */
function tableOf(rows: number): Buffer {
  const lines = ['姓名,手机,生日,等级,备注']
  for (let row = 1; row <= rows; row += 1) {
    const digits = String(row).padStart(5, '0')
    const name = `导入${[...digits].map((digit) => numerals[Number(digit)]).join('')}`
    const born = `19${50 + (row % 45)}-0${1 + (row % 9)}-1${row % 10}`
    lines.push(`${name},170000${digits},${born},大众,第${row}行`)
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}

const numerals = '零一二三四五六七八九'

function numberIn(text: string): number {
  return Number(text.replaceAll(/\D/gu, ''))
}

/** From here on the browser notes how long it did not answer. */
async function watchTasks({ page }: AppDriver): Promise<void> {
  await page.evaluate(() => {
    new PerformanceObserver((list) => {
      const { dataset } = document.documentElement
      for (const { duration } of list.getEntries())
        dataset['longest'] = String(Math.max(duration, Number(dataset['longest'] ?? 0)))
    }).observe({ type: 'longtask' })
  })
}

async function longestTask({ page }: AppDriver): Promise<number> {
  return page.evaluate(() => Number(document.documentElement.dataset['longest'] ?? 0))
}
