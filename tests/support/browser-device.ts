import type { Browser } from 'playwright-core'
import { PullCheckpoint, PullPage, PullRequest } from '#shared/protocol/pull-message.ts'
import { openApp, type AppDriver } from './app-driver.ts'

/** One answer of the server to a pull of a device. */
export interface SeenPull {
  request: PullRequest
  /** Records and out marks that it brought. */
  rows: number
  /** Scopes of its pages. */
  pageScopes: string[]
  /** What the person holds, with the counts and checksums that the device compares; undefined for a broken answer. */
  scopes: PullCheckpoint['scopes'] | undefined
}

/** A device of a colleague among many in one browser: storage, cookies, network and clock of its own. */
export interface BrowserDevice {
  readonly name: string
  readonly app: AppDriver
  /** Every pull so far whose answer came. */
  readonly pulls: SeenPull[]
  readonly complaints: string[]
  network(state: 'online' | 'offline'): Promise<void>
  /** From now on the clock of the device is so far ahead (ms); below 0 it is behind. */
  setClock(ahead: number): Promise<void>
  /** Presses 立即同步 and waits until that round is over; what it pulled. */
  syncNow(): Promise<SeenPull[]>
  /** Everything that the page of an address says, whatever of it is in view. */
  read(path: string): Promise<string>
  close(): Promise<void>
}

/** Wide and high enough for every list to be there in full. */
const working = { width: 1024, height: 900 }
const reading = { width: 1024, height: 8000 }

/** Opens the app on a device whose clock is so far ahead (ms) from the start. */
export async function openBrowserDevice(
  browser: Browser,
  { name, url, ahead = 0 }: { name: string; url: string; ahead?: number },
): Promise<BrowserDevice> {
  const context = await browser.newContext({
    viewport: working,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers: 'allow',
  })
  // Many devices share a few cores.
  context.setDefaultTimeout(180_000)
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(`${name}: ${error.error().message}`))
  const pulls: SeenPull[] = []
  await context.exposeFunction('tellPull', (request: string, answer: string) => {
    pulls.push(seenPull(request, answer))
  })
  await context.addInitScript(shiftClock, ahead)
  await context.addInitScript(watchPulls)
  const app = await openApp(context, url)
  const { page } = app
  return {
    name,
    app,
    pulls,
    complaints,
    network: (state) => context.setOffline(state === 'offline'),
    setClock: (to) => page.evaluate((value) => window.setClockAhead(value), to),
    async syncNow() {
      await app.visit('/sync')
      const button = page.getByRole('button', { name: '立即同步' })
      const idle = page.locator('button:not([aria-busy])', { hasText: '立即同步' })
      await idle.waitFor()
      const before = pulls.length
      await button.click()
      await page.waitForFunction(() => window.pullsUnderWay === 0)
      await idle.waitFor()
      return pulls.slice(before)
    },
    async read(path) {
      await app.visit(path)
      await page.setViewportSize(reading)
      const text = await settledText(app)
      await page.setViewportSize(working)
      return text
    },
    close: () => context.close(),
  }
}

declare global {
  interface Window {
    setClockAhead: (ahead: number) => void
    tellPull: (request: string, answer: string) => Promise<void>
    pullsUnderWay: number
  }
}

/** Runs in the page before the app: `Date` goes by a clock that can be moved. */
function shiftClock(start: number): void {
  const real = Date
  let ahead = start
  window.setClockAhead = (value) => {
    ahead = value
  }
  const now = (): number => real.now() + ahead
  window.Date = new Proxy(real, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}

/**
 * Runs in the page before the app: tells of each pull that was answered. The app stops reading at the checkpoint, so that
 * the browser calls such a request broken off and shows nobody what it brought.
 */
function watchPulls(): void {
  const ask = window.fetch
  window.pullsUnderWay = 0
  window.fetch = async (input, init) => {
    const isPull = typeof input === 'string' && input.endsWith('/sync/pull')
    if (!isPull) return ask(input, init)
    window.pullsUnderWay += 1
    try {
      const answer = await ask(input, init)
      const copy = answer.clone()
      window.pullsUnderWay += 1
      copy
        .text()
        .then((text) => (copy.ok ? window.tellPull(String(init?.body), text) : undefined))
        // A connection that broke is not an answer.
        .catch(() => {})
        .finally(() => (window.pullsUnderWay -= 1))
      return answer
    } finally {
      window.pullsUnderWay -= 1
    }
  }
}

function seenPull(request: string, answer: string): SeenPull {
  const lines = answer
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
  const pages = lines.flatMap((line) => PullPage.safeParse(line).data ?? [])
  return {
    request: PullRequest.parse(JSON.parse(request)),
    rows: pages.reduce((sum, { records, outs = [] }) => sum + records.length + outs.length, 0),
    pageScopes: pages.map(({ scope }) => scope),
    scopes: lines.flatMap((line) => PullCheckpoint.safeParse(line).data ?? [])[0]?.scopes,
  }
}

/** The text of the screen once it says the same in three frames that follow each other. */
async function settledText({ page }: AppDriver): Promise<string> {
  return page.evaluate(async () => {
    let last: string | null = null
    for (let same = 0, frames = 0; same < 6 && frames < 600; frames += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const next = document.querySelector('main')?.textContent ?? ''
      same = next === last ? same + 1 : 0
      last = next
    }
    return last ?? ''
  })
}
