import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import { openProfile } from '#tests/support/chromium.ts'
import { buildBenchPages } from './build-page.ts'
import { type Figure, percentile } from './figure.ts'
import { measureFloorLatency } from './live-latency.floor.ts'
import { leadStaffNo } from './pull-bytes.ts'
import { startBranchServer } from './start-branch-server.ts'
import { branchPassword, workBranch } from './work-branch.ts'

/** A relationship manager of the generated branch. */
const writerStaffNo = '1001'
/** Changes in each run. */
const changes = 200
/** The first so many of a run only warm up. */
const warmUp = 10
/** Changes of the floor, which needs fewer to settle. */
const floorChanges = 60

/**
 * From the instant at which an edit is durable in one browser to the one at which another browser's replica shows it:
 * two Chromium profiles with vault, replica and sync, a real server, a real file. Beside it the floor, turn by turn.
 */
export async function measureLiveLatency(
  runs: number,
  isWanted: (id: string) => boolean,
): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-bench-'))
  const pages = join(folder, 'pages')
  await buildBenchPages(pages)
  const taken: Taken = { ours: [], floor: [] }
  try {
    for (let run = 0; run < runs; run += 1) {
      // A server and profiles of its own for each run, so that each has cards that nobody has edited yet.
      const profiles = join(folder, `run-${run}`)
      taken.ours.push(await oneRun(pages, profiles, run))
      taken.floor.push(await measureFloorLatency(profiles, gapsOf(run).slice(0, floorChanges)))
      await rm(profiles, { recursive: true, force: true })
    }
    return [figureOf(50, 15, taken), figureOf(95, 60, taken)].filter(({ id }) => isWanted(id))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Taken {
  /** One list of latencies (ms) for each run. */
  ours: number[][]
  floor: number[][]
}

async function oneRun(pages: string, profiles: string, run: number): Promise<number[]> {
  const server = await startBranchServer(workBranch, pages)
  const writer = await openProfile(join(profiles, 'writer'))
  const reader = await openProfile(join(profiles, 'reader'))
  try {
    const there = await reader.newPage()
    const live = there.waitForRequest((request) => request.url().endsWith('/sync/live'))
    await signIn(there, server.url, leadStaffNo)
    const here = await writer.newPage()
    await signIn(here, server.url, writerStaffNo)
    await live
    await there.evaluate(() => window.ours.watchCards())
    const durable = await here.evaluate((gaps) => window.ours.editSlowly(gaps), gapsOf(run))
    const shown = await untilAllShown(there)
    return Object.entries(durable)
      .slice(warmUp)
      .map(([id, at]) => (shown[id] ?? Infinity) - at)
  } finally {
    await writer.close()
    await reader.close()
    await server.close()
  }
}

async function signIn(page: Page, url: string, staffNo: string): Promise<void> {
  await page.goto(url)
  await page.evaluate(([staffNo, password]) => window.ours.prepare(staffNo, password), [
    staffNo,
    branchPassword,
  ] as const)
  await page.evaluate(() => window.ours.firstSync('王'))
}

async function untilAllShown(page: Page): Promise<Record<string, number>> {
  await page.waitForFunction(
    (count) => Object.keys(window.ours.shownAt()).length >= count,
    changes + warmUp,
  )
  return page.evaluate(() => window.ours.shownAt())
}

/** Pauses (ms) between the edits: people do not keep time, so some come while a round is under way. */
function gapsOf(run: number): number[] {
  const random = seededRandom(`live ${run}`)
  return Array.from({ length: changes + warmUp }, () => randomInteger(random, 20, 250))
}

function figureOf(share: 50 | 95, most: number, { ours, floor }: Taken): Figure {
  const of = (lists: number[][]) => lists.map((times) => percentile(times, share / 100))
  return {
    id: `live-p${share}`,
    what: `A change shown on another device, p${share}`,
    unit: 'ms',
    ours: of(ours),
    floor: of(floor),
    floorIs:
      'a bare server that appends to a file, syncs it, says so in an event, and is asked for the bytes; nothing sealed, nothing stored at the other end',
    bar: { kind: 'absolute', most },
    remarks: [
      `${changes} edits a run, 20 to 250 ms apart, from durable in one Chromium to shown in the replica of another; a branch of 52,000 records, seen by a lead; both browsers and the server share the cores`,
    ],
  }
}
