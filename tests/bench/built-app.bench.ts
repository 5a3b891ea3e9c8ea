import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openProfile } from '#tests/support/chromium.ts'
import { buildFolder, repository } from './build-page.ts'
import type { Figure } from './figure.ts'
import { compressedKB, staticScriptsOf } from './first-javascript.ts'
import { startBranchServer } from './start-branch-server.ts'
import { startFloorServer } from './start-floor-server.ts'
import { branchPassword, workBranch } from './work-branch.ts'

/** The branch is small: a lock screen shows nothing of it. */
const smallBranch = { ...workBranch, customers: 200, notes: 200, tasks: 100, complaints: 16 }

interface App {
  url: string
  profile: string
}

/** What the built app weighs until its first screens, and how fast its lock screen stands without a network. */
export async function measureBuiltApp(
  runs: number,
  isWanted: (id: string) => boolean,
): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-bench-'))
  const built = join(folder, 'app')
  try {
    await buildFolder(repository, built)
    const ours = await prepareApp(built, join(folder, 'ours'))
    const figures: Figure[] = []
    if (isWanted('first-javascript') || isWanted('today-javascript')) {
      figures.push(...(await measureScripts(built, join(folder, 'router-only'), ours.scripts)))
    }
    if (isWanted('cold-start') || isWanted('cold-start-slow')) {
      const floor = await prepareFloor(join(folder, 'static'), join(folder, 'floor'))
      if (isWanted('cold-start')) figures.push(await measureColdStart(runs, 1, ours, floor))
      if (isWanted('cold-start-slow')) figures.push(await measureColdStart(runs, 4, ours, floor))
    }
    return figures
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Signs in once, so that there is a vault, and lets the service worker take everything in; then the server goes.
 * `scripts` are the files that were asked for from the lock screen to Today.
 */
async function prepareApp(built: string, profile: string): Promise<App & { scripts: string[] }> {
  const server = await startBranchServer(smallBranch, built)
  const browser = await openProfile(profile)
  try {
    const page = await browser.newPage()
    await page.goto(`${server.url}/today`)
    await page.locator('input[name=staffNo]').fill('1001')
    await page.locator('input[name=password]').fill(branchPassword)
    await page.locator('button[type=submit]').click()
    await todayStands(page)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    const loaded: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (request.resourceType() === 'script' && pathname.startsWith('/assets/')) {
        loaded.push(basename(pathname))
      }
    })
    await page.reload()
    await page.locator('input[name=password]').waitFor()
    await page.locator('input[name=password]').fill(branchPassword)
    await page.locator('button[type=submit]').click()
    await todayStands(page)
    return { url: server.url, profile, scripts: [...new Set(loaded)] }
  } finally {
    await browser.close()
    await server.close()
  }
}

async function prepareFloor(folder: string, profile: string): Promise<App> {
  await cp(join(import.meta.dirname, 'static-page'), folder, { recursive: true })
  const server = await startFloorServer(folder, '')
  const browser = await openProfile(profile)
  try {
    const page = await browser.newPage()
    await page.goto(`${server.url}/index.html`)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    return { url: server.url, profile }
  } finally {
    await browser.close()
    await server.close()
  }
}

async function todayStands(page: Page): Promise<void> {
  await page.waitForURL('**/today')
  await page.locator('main h1').waitFor()
}

async function measureColdStart(
  runs: number,
  slowdown: number,
  ours: App,
  floor: App,
): Promise<Figure> {
  const times = { ours: [] as number[], floor: [] as number[] }
  for (let run = 0; run < runs; run += 1) {
    times.ours.push(await paintedAfter(ours, '/today', slowdown))
    times.floor.push(await paintedAfter(floor, '/index.html', slowdown))
  }
  return {
    id: slowdown === 1 ? 'cold-start' : 'cold-start-slow',
    what: `Cold start without a network, LCP of the lock screen, CPU ${slowdown}×`,
    unit: 'ms',
    ours: times.ours,
    floor: times.floor,
    floorIs: 'a static page with the same words behind a service worker of ten lines',
    bar: { kind: 'times-floor', most: 1.3 },
    remarks: ['a browser just started each time; the server is gone'],
  }
}

/** The largest contentful paint (ms after the navigation) once the field for the password is there. */
async function paintedAfter(
  { url, profile }: App,
  path: string,
  slowdown: number,
): Promise<number> {
  const browser: BrowserContext = await openProfile(profile)
  try {
    const page = await browser.newPage()
    const session = await browser.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await page.goto(url + path)
    await page.locator('input[name=password]').waitFor()
    return await page.evaluate(largestPaint)
  } finally {
    await browser.close()
  }
}

/** The last candidate that the browser has reported when two more frames are through. */
function largestPaint(): Promise<number> {
  return new Promise((resolve) => {
    let latest = 0
    const observer = new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) latest = Math.max(latest, startTime)
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(latest)))
    })
    observer.observe({ type: 'largest-contentful-paint', buffered: true })
  })
}

async function measureScripts(
  built: string,
  floorFolder: string,
  untilToday: readonly string[],
): Promise<Figure[]> {
  await buildFolder(join(import.meta.dirname, 'router-only'), floorFolder, false)
  const floor = [await compressedKB(floorFolder, await staticScriptsOf(floorFolder))]
  const first = await staticScriptsOf(built)
  const shared = {
    unit: 'KB',
    floor,
    floorIs: 'React, ReactDOM and TanStack Router alone, built the same way',
    bar: { kind: 'absolute', most: 170 },
  } as const
  return [
    {
      ...shared,
      id: 'first-javascript',
      what: 'JavaScript before the first screen, gzip',
      ours: [await compressedKB(built, first)],
      remarks: [
        `the entry and its static imports, ${first.length} files, which the lock screen waits for`,
        'KB of 1,000 bytes',
      ],
    },
    {
      ...shared,
      id: 'today-javascript',
      what: 'JavaScript until Today stands, gzip',
      ours: [await compressedKB(built, untilToday)],
      remarks: [
        `whatever the browser asked for through the lock screen to Today, ${untilToday.length} files; most of it arrives while the password is typed`,
      ],
    },
  ]
}
