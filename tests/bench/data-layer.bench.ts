import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openProfile } from '#tests/support/chromium.ts'
import { buildBenchPages } from './build-page.ts'
import { type Figure, median } from './figure.ts'
import { leadStaffNo, pullBytesOf, type PullBytes } from './pull-bytes.ts'
import { startBranchServer } from './start-branch-server.ts'
import { startFloorServer } from './start-floor-server.ts'
import { branchPassword, workBranch } from './work-branch.ts'

interface Side {
  url: string
  /** One profile for each run; the last one stays for what comes after. */
  profile: string
}

interface Bench {
  runs: number
  pulled: PullBytes
  /** A name that is in the branch. */
  typed: string
  ours: Side
  floor: Side
}

/**
 * First sync, unlock and saving in a real Chromium against the real server, each beside its floor, turn by turn.
 * `isWanted` says which figures to measure; a first sync runs in any case, for the others need its data.
 */
export async function measureDataLayer(
  runs: number,
  isWanted: (id: string) => boolean,
): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-bench-'))
  const pages = join(folder, 'pages')
  await buildBenchPages(pages)
  const server = await startBranchServer(workBranch, pages)
  const pulled = await pullBytesOf(server.url)
  const floorServer = await startFloorServer(pages, pulled.text)
  const bench: Bench = {
    runs,
    pulled,
    typed: pulled.cards[Math.floor(pulled.cards.length / 2)]?.name ?? '',
    ours: { url: server.url, profile: join(folder, 'ours') },
    floor: { url: floorServer.url, profile: join(folder, 'floor') },
  }
  try {
    const { figure, key } = await measureFirstSync(bench, isWanted('first-sync') ? runs : 1)
    const figures = isWanted('first-sync') ? [figure] : []
    if (isWanted('unlock')) figures.push(await measureUnlock(bench, key))
    if (isWanted('save')) figures.push(await measureSave(bench, key))
    return figures
  } finally {
    await server.close()
    await floorServer.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureFirstSync(
  { typed, pulled, ours, floor }: Bench,
  runs: number,
): Promise<{ figure: Figure; key: number[] }> {
  const times = { ours: [] as number[], synced: [] as number[], floor: [] as number[] }
  let key: number[] = []
  for (let run = 0; run < runs; run += 1) {
    await rm(ours.profile, { recursive: true, force: true })
    await rm(floor.profile, { recursive: true, force: true })
    await inBrowser(ours, '/', async (page) => {
      key = await page.evaluate(([staffNo, password]) => window.ours.prepare(staffNo, password), [
        leadStaffNo,
        branchPassword,
      ] as const)
      const taken = await page.evaluate((name) => window.ours.firstSync(name), typed)
      mustFind(taken.hits)
      if (taken.records !== pulled.records) throw new Error('The sync did not bring every record.')
      times.ours.push(taken.ms)
      times.synced.push(taken.syncedMs)
      await page.evaluate(() => window.ours.settle())
    })
    await inBrowser(floor, '/floor.html', async (page) => {
      const taken = await page.evaluate((name) => window.floor.firstSync(name), typed)
      mustFind(taken.hits)
      if (taken.rows !== pulled.records) throw new Error('The floor did not read every record.')
      times.floor.push(taken.ms)
    })
  }
  const { byType, records, complaintEvents, text } = pulled
  const megabytes = (Buffer.byteLength(text) / 1e6).toFixed(1)
  const figure: Figure = {
    id: 'first-sync',
    what: 'First sync on loopback, until searchable',
    unit: 'ms',
    ours: times.ours,
    floor: times.floor,
    floorIs:
      'the same bytes, compressed beforehand, sealed line by line, parsed, in one transaction, names in one text',
    bar: { kind: 'times-floor', most: 2 },
    remarks: [
      `${records} records (${countsText(byType)}; ${complaintEvents} complaint events), ${megabytes} MB of JSON, seen by a lead`,
      `${median(times.synced).toFixed(0)} ms of it until the sync was complete, the rest builds the search over every card and note`,
    ],
  }
  return { figure, key }
}

async function measureUnlock(
  { runs, typed, pulled, ours, floor }: Bench,
  key: number[],
): Promise<Figure> {
  const times = {
    ours: [] as number[],
    vault: [] as number[],
    open: [] as number[],
    floor: [] as number[],
  }
  await inBrowser(floor, '/floor.html', (page) =>
    page.evaluate(([key, cards]) => window.floor.keepCards(key, cards), [
      key,
      pulled.cards,
    ] as const),
  )
  for (let run = 0; run < runs; run += 1) {
    await inBrowser(ours, '/', async (page) => {
      const taken = await page.evaluate(([key, name]) => window.ours.unlock(key, name), [
        key,
        typed,
      ] as const)
      mustFind(taken.hits)
      times.ours.push(taken.ms)
      times.vault.push(taken.vaultMs)
      times.open.push(taken.openMs)
    })
    await inBrowser(floor, '/floor.html', async (page) => {
      const taken = await page.evaluate(([key, name]) => window.floor.unlock(key, name), [
        key,
        typed,
      ] as const)
      mustFind(taken.hits)
      times.floor.push(taken.ms)
    })
  }
  return {
    id: 'unlock',
    what: `Unlock to searchable, ${pulled.cards.length} customers, key derivation apart`,
    unit: 'ms',
    ours: times.ours,
    floor: times.floor,
    floorIs: 'sealed columns of names, readings and phone tails, 5,000 customers a blob',
    bar: { kind: 'times-floor', most: 1.6 },
    remarks: [
      'a browser just started each time, at the lock screen, which has listed the vaults of the device',
      `${median(times.vault).toFixed(0)} ms until the vault was open, ${median(times.open).toFixed(0)} ms until outbox and index of the cards were; the rest is the first search and the card it shows`,
    ],
  }
}

/** Edits in each run; the first of them only warm up. */
const edits = 120
const warmUp = 20

async function measureSave({ runs, ours, floor, typed }: Bench, key: number[]): Promise<Figure> {
  const times = { ours: [] as number[], floor: [] as number[] }
  for (let run = 0; run < runs; run += 1) {
    // A copy, so that each run begins with an empty outbox and edits that are new to it.
    const copy = { ...ours, profile: `${ours.profile}-save-${run}` }
    await cp(ours.profile, copy.profile, { recursive: true })
    await inBrowser(copy, '/', async (page) => {
      await page.evaluate(([key, name]) => window.ours.unlock(key, name), [key, typed] as const)
      await page.evaluate(() => window.ours.settle())
      const taken = await page.evaluate((count) => window.ours.saveEdits(count), edits)
      times.ours.push(median(taken.slice(warmUp)))
    })
    await inBrowser(floor, '/floor.html', async (page) => {
      const taken = await page.evaluate((count) => window.floor.saveEdits(count), edits)
      times.floor.push(median(taken.slice(warmUp)))
    })
    await rm(copy.profile, { recursive: true, force: true })
  }
  return {
    id: 'save',
    what: 'Save an edit, strict, p50',
    unit: 'ms',
    ours: times.ours,
    floor: times.floor,
    floorIs: 'two sealed rows in one strict transaction',
    bar: { kind: 'times-floor', most: 2.5 },
    remarks: [
      `${edits - warmUp} patches of different customers a run, each until it is durable and shown, all found in the outbox afterwards; the sync stands still`,
    ],
  }
}

/** A browser of its own for each measurement, so that nothing is warm that would be cold for a person. */
async function inBrowser(
  { url, profile }: Side,
  path: string,
  measure: (page: Page) => Promise<void>,
): Promise<void> {
  const browser: BrowserContext = await openProfile(profile)
  try {
    const page = await browser.newPage()
    const failures: string[] = []
    page.on('pageerror', (error) => failures.push(error.message))
    await page.goto(url + path)
    await measure(page)
    if (failures.length > 0) throw new Error(`The page reported: ${failures.join('; ')}`)
  } finally {
    await browser.close()
  }
}

function mustFind(hits: number): void {
  if (hits === 0) throw new Error('The search found nothing: what was measured is not what counts.')
}

function countsText(byType: Record<string, number>): string {
  return Object.entries(byType)
    .toSorted(([, a], [, b]) => b - a)
    .map(([type, count]) => `${count} ${type}`)
    .join(', ')
}
