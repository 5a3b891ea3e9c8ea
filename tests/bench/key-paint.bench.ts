import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openProfile } from '#tests/support/chromium.ts'
import { buildFolder, repository } from './build-page.ts'
import { type Figure, percentile } from './figure.ts'
import { startBranchServer } from './start-branch-server.ts'
import { branchPassword, workBranch } from './work-branch.ts'

/** The book of a large branch; what is beside the cards does not matter here. */
const largeBranch = { ...workBranch, customers: 20_000, notes: 2000, tasks: 200, complaints: 16 }
/** How people type: beginnings of syllables, initials, whole pinyin, the tail of a number. */
const typed = ['zhangw', 'liuy', 'wl', 'chenj', 'ouyang', 'zx', 'huangx', '1388', 'sunl', 'gy']
/** What is typed first is not counted: the rest of the book is still read behind the list. */
const warmUp = 'zhaol'
/** The same with a filter, by its chip. */
const filters = [null, '潜力']
/** A phone or an old tablet beside this machine. */
const slowdown = 4
/** People do not type faster; whatever a key brings is on the screen by then (ms). */
const betweenKeys = 300

/**
 * From the key to the paint of the list that it brings, the last change of it counts, in the built app with 20,000 customers;
 * beside it an input over a list of names.
 */
export async function measureKeyPaint(runs: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-bench-'))
  const times = { ours: [] as number[], floor: [] as number[] }
  let keys = 0
  let hasFont = true
  try {
    const built = join(folder, 'app')
    await buildFolder(repository, built)
    const server = await startBranchServer(largeBranch, built)
    const browser = await openProfile(join(folder, 'profile'))
    try {
      const page = await browser.newPage()
      await signIn(page, server.url)
      const floor = await browser.newPage()
      await floor.setContent('<main><input><ul></ul></main>')
      await floor.evaluate(listNames, largeBranch.customers)
      hasFont = await floor.evaluate(drawsChinese)
      for (let run = 0; run < runs; run += 1) {
        const ours: number[] = []
        for (const filter of filters) {
          await page.goto(`${server.url}/customers`)
          await unlock(page)
          const chip =
            filter === null ? null : page.getByRole('button', { name: filter, exact: true })
          await chip?.click()
          ours.push(...(await measureOn(page)))
          await chip?.click()
        }
        keys = ours.length
        times.ours.push(percentile(ours, 0.95))
        times.floor.push(percentile(await measureOn(floor), 0.95))
      }
    } finally {
      await browser.close()
      await server.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return [
    {
      id: 'key-paint',
      what: `Key to paint in the list of ${largeBranch.customers} customers, CPU ${slowdown}×, p95`,
      unit: 'ms',
      ...times,
      floorIs: 'an input over an array of names: `includes` in each, twenty rows as one text',
      bar: { kind: 'absolute', most: 50 },
      remarks: [
        `${keys} keys a run, with and without a filter, the last change of the list counts`,
        hasFont
          ? 'with a Chinese font'
          : 'without a Chinese font, which is looked for at each new character: no device of a colleague is so slow',
      ],
    },
  ]
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/customers`)
  await page.locator('input[name=staffNo]').fill('1001')
  await page.locator('input[name=password]').fill(branchPassword)
  await page.locator('button[type=submit]').click()
  await page.locator('main input[type=search]').waitFor()
}

async function unlock(page: Page): Promise<void> {
  await page.locator('input[name=password]').fill(branchPassword)
  await page.locator('button[type=submit]').click()
  await page.locator('main input[type=search]').waitFor()
  await page.locator('main [role=list] a, main table a, main li a').first().waitFor()
}

/** Types everything; for each key the time (ms) until the list was painted for the last time before the next one. */
async function measureOn(page: Page): Promise<number[]> {
  await page.bringToFront()
  const input = page.locator('main input').first()
  await input.focus()
  await page.evaluate(watchPaints, warmUp.length)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  for (const text of [warmUp, ...typed]) {
    for (const key of text) {
      await page.keyboard.press(key)
      await page.waitForTimeout(betweenKeys)
    }
    await page.evaluate(() => window.keyPaints.pause())
    await input.fill('')
    await page.waitForTimeout(betweenKeys)
    await page.evaluate(() => window.keyPaints.goOn())
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await session.detach()
  return page.evaluate(() => window.keyPaints.times())
}

declare global {
  interface Window {
    keyPaints: { pause: () => void; goOn: () => void; times: () => number[] }
  }
}

/** Runs in the page. */
function watchPaints(warmUpKeys: number): void {
  const times: number[] = []
  let pressedAt: number | null = null
  let isOn = true
  document.addEventListener('keydown', ({ timeStamp }) => {
    if (!isOn) return
    pressedAt = timeStamp
    times.push(0)
  })
  const main = document.querySelector('main')
  if (main === null) throw new Error('There is no list.')
  new MutationObserver((changes) => {
    const at = pressedAt
    const index = times.length - 1
    const isList = changes.some(({ target }) => target.nodeName !== 'INPUT')
    if (!isOn || at === null || !isList) return
    requestAnimationFrame(() => {
      const afterPaint = new MessageChannel()
      afterPaint.port1.addEventListener('message', () => {
        times[index] = performance.now() - at
      })
      afterPaint.port1.start()
      afterPaint.port2.postMessage(null)
    })
  }).observe(main, { childList: true, subtree: true, characterData: true })
  window.keyPaints = {
    pause: () => {
      isOn = false
    },
    goOn: () => {
      isOn = true
    },
    // A key that changed nothing on the screen has no paint.
    times: () => times.slice(warmUpKeys).filter((time) => time > 0),
  }
}

/** Runs in the page: whether two characters look different, and not both as missing. */
function drawsChinese(): boolean {
  const drawn = ['行', '伴'].map((character) => {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('There is no canvas.')
    context.font = '40px sans-serif'
    context.fillText(character, 10, 60)
    return canvas.toDataURL()
  })
  return drawn[0] !== drawn[1]
}

/** Runs in the page. */
function listNames(count: number): void {
  const names = Array.from(
    { length: count },
    (_, index) => `zhang${index} wang liu ${index * 7919}`,
  )
  const [input, list] = [document.querySelector('input'), document.querySelector('ul')]
  if (input === null || list === null) throw new Error('There is no page.')
  input.addEventListener('input', () => {
    const found = names.filter((name) => name.includes(input.value.slice(0, 2)))
    list.innerHTML = found
      .slice(0, 20)
      .map((name) => `<li>${name}</li>`)
      .join('')
  })
}
