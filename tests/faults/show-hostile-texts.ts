import type { Page } from 'playwright-core'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import { seededRandom, type Random } from '#shared/domain/seeded-random.ts'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { fillWithHostileTexts, type HostileRecords } from '#tests/support/hostile-branch.ts'
import { hostileText, ranMark } from '#tests/support/hostile-texts.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'

/**
 * SE4: at least so many hostile texts, in every text field of every record, on the screens that show them, in the built app in
 * a real browser, 320 px wide, under the real policy. Nothing of them runs, turns what stands beside it, or breaks a box.
 */
export async function showHostileTexts({
  texts: wanted,
  seed,
}: {
  texts: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[]; paths: string[] }> {
  const paths = new Set<string>()
  const server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  const tablet = createTablet('hostile', server.url, { width: 320, height: 640 })
  const desk = createTablet('hostile-office', server.url, { width: 320, height: 640 })
  const violations: string[] = []
  const counts = { texts: 0, rounds: 0, screens: 0 }
  try {
    const [manager, other, lead, admin] = await Promise.all([
      signedIn(server.url, '1001'),
      signedIn(server.url, '1002'),
      signedIn(server.url, '5001'),
      signedIn(server.url, '9001'),
    ])
    const app = await watched(tablet, '1001', violations)
    const office = await watched(desk, '9001', violations)
    while (counts.texts < wanted) {
      counts.rounds += 1
      const roundSeed = `${seed} ${counts.rounds}`
      const filled = await fillWithHostileTexts({ manager, other, lead }, roundSeed)
      counts.texts += filled.texts
      await untilHere(app, filled)
      const names = await nameHostile(admin, counts.rounds, seededRandom(`names ${roundSeed}`))
      counts.texts += names.shown.length
      const [own, administration] = [screensOf(filled), consoleScreensOf(names)]
      for (const { path } of [...own, ...administration]) paths.add(path)
      for (const found of [
        await lookAtScreens(app, own, filled.shown),
        await lookAtScreens(office, administration, names.shown),
      ]) {
        counts.screens += found.screens
        violations.push(...found.violations.map((each) => `seed “${roundSeed}”, ${each}`))
      }
    }
    violations.push(...tablet.complaints, ...desk.complaints)
  } finally {
    await tablet.dispose()
    await desk.dispose()
    await server.dispose()
  }
  return { counts, violations, paths: [...paths] }
}

/** Somebody signed in; what the page says of an error or asks by itself is a violation. */
async function watched(tablet: Tablet, staffNo: string, violations: string[]): Promise<AppDriver> {
  const app = await tablet.start()
  await app.signIn(staffNo, password)
  app.page.on('dialog', (dialog) => {
    violations.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  app.page.on('console', (message) => {
    if (message.type() === 'error') violations.push(`console: ${message.text().slice(0, 300)}`)
  })
  return app
}

async function signedIn(url: string, staffNo: string) {
  const client = createTestClient(url)
  await client.signIn(staffNo, password)
  return client
}

interface Screen {
  path: string
  tabs?: readonly string[]
  /** What is typed into its search, one after the other. */
  typed?: readonly string[]
  /** What is done on it, before it is looked at once more. */
  within?: (page: Page) => Promise<void>
}

/** Neighbours are no two pages of one kind, so that each of them is known by the heading that was not there before. */
function screensOf(filled: HostileRecords): Screen[] {
  const { customer, twin, note, task, date, complaint, handover, file, issue, searched } = filled
  const card = `/customers/${customer}`
  return alternating(
    [
      { path: card, tabs: ['档案', '日子'] },
      { path: `${card}/notes/${note}` },
      { path: `${card}/notes/new` },
      { path: `${card}/dates/${date}` },
      { path: `${card}/dates/new` },
      ...Object.entries(file).map(([part, id]) => ({ path: `${card}/file/${part}/${id}` })),
      ...['finance', 'consents'].map((part) => ({ path: `${card}/file/${part}/all` })),
      ...['relations', 'finance'].map((part) => ({ path: `${card}/file/${part}/new` })),
      { path: `/customers/${twin}` },
      { path: '/customers', typed: searched },
      { path: `/tasks/${task}` },
      { path: `/tasks/new?customer=${customer}` },
      { path: '/tasks' },
      { path: `/complaints/${complaint}` },
      { path: `/handovers/${handover}` },
      { path: `/churn/${customer}/${file.churn}` },
      { path: '/churn' },
      { path: `/feedback/${filled.nameless}` },
      { path: '/feedback' },
    ],
    [
      ...Object.entries({
        customer,
        interaction: note,
        task,
        'important-date': date,
        complaint,
        handover,
        need: file.needs,
        relation: file.relations,
        'service-plan': servicePlanId(customer),
        'churn-signal': file.churn,
        'life-event': file.changes,
        feedback: file.feedback,
      }).map(([type, id]) => ({ path: `/history/${type}/${id}` })),
      { path: '/today' },
      { path: '/today/note' },
      { path: '/templates' },
      { path: `/templates/${filled.template}` },
      { path: `${card}/message/other` },
      { path: '/cadence' },
      { path: '/complaints' },
      { path: `/complaints/new?customer=${customer}` },
      { path: `${card}/edit` },
      { path: '/customers/new' },
      { path: '/customers/duplicates', within: mergeSheet },
      { path: '/customers/import', within: importPreview(filled) },
      { path: '/customers/export' },
      { path: '/dates' },
      { path: '/handovers' },
      { path: `/handovers/new?customer=${customer}` },
      { path: '/sync' },
      { path: `/sync/issues/${issue}` },
      { path: '/me' },
      { path: '/me/devices' },
    ],
  )
}

/** One of these and one of those, in turns; all of both. */
function alternating(these: readonly Screen[], those: readonly Screen[]): Screen[] {
  const longest = Math.max(these.length, those.length)
  return Array.from({ length: longest }, (_, index) => [these[index], those[index]])
    .flat()
    .filter((screen) => screen !== undefined)
}

/** Two cards side by side, with everything that they say differently. */
async function mergeSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^合并/u }).first().click()
  await page.getByRole('dialog').waitFor()
}

function csvLine(texts: readonly string[]): string {
  return texts.map((text) => `"${text.toWellFormed().replaceAll('"', '""')}"`).join(',')
}

/** A file with such a text in every cell: what is taken of it, what is not, and why. */
function importPreview({ shown }: HostileRecords) {
  return async (page: Page): Promise<void> => {
    const [one = '', other = '', ...more] = shown
    const lines = [
      ['姓名', '手机', '邮箱', '单位', '偏好', '关系', other.slice(0, 40)],
      [one.slice(0, 60), '', '', other, one.slice(0, 30), '', ...more.slice(0, 1)],
      ...more.map((text) => [text.slice(0, 60), text, text, text, text, text, text]),
    ]
    const buffer = Buffer.from(`${lines.map(csvLine).join('\r\n')}\r\n`)
    const file = {
      name: `a${one.toWellFormed().replaceAll(/[\0/]/gu, '')}.csv`,
      mimeType: 'text/csv',
      buffer,
    }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('核对', { exact: false }).first().waitFor()
  }
}

/** What an administrator sees of colleagues and branches with such names. */
function consoleScreensOf({ colleague, branch }: HostileNames): Screen[] {
  return [
    { path: '/console' },
    { path: '/console/branches' },
    { path: '/console/devices' },
    { path: `/console/branches/${branch}` },
    { path: '/console/audit' },
    { path: '/console/rules' },
    { path: '/console/backups' },
    { path: '/me/colleagues' },
    { path: '/me/recovery' },
    { path: `/me/colleagues/${colleague}` },
  ]
}

interface HostileNames {
  colleague: string
  branch: string
  shown: string[]
}

/** Names as an administrator may give them: so long at most, no space at either end, and no half of a pair, which no column keeps. */
async function nameHostile(
  admin: TestClient,
  round: number,
  random: Random,
): Promise<HostileNames> {
  const name = () => `a${hostileText(random).slice(0, 57)}z`.toWellFormed()
  const number = String(70_000 + round)
  const staff = { name: name(), staffNo: number, role: 'rm' }
  const branch = { name: name(), code: `H${number}` }
  const added = await Promise.all([
    admin.post('/admin/staff', staff),
    admin.post('/admin/branches', branch),
  ])
  for (const { status } of added)
    if (status >= 400) throw new Error(`A name was refused: ${status}`)
  const [one, other] = await Promise.all(added.map(async (each) => Object(await each.json())))
  const ids = { colleague: String(one.staff.id), branch: String(other.id) }
  return { ...ids, shown: [staff.name, branch.name] }
}

async function lookAtScreens(
  app: AppDriver,
  screensToSee: readonly Screen[],
  shown: readonly string[],
): Promise<{ screens: number; violations: string[] }> {
  const { page } = app
  const violations: string[] = []
  const unseen = new Set(shown)
  let screens = 0
  const look = async (where: string) => {
    screens += 1
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    const found = await judge(page, [...unseen])
    for (const text of found.seen) unseen.delete(text)
    violations.push(...found.problems.map((problem) => `${where}: ${problem}`))
  }
  for (const { path, tabs = [], typed = [], within } of screensToSee) {
    await goTo(app, path)
    await look(path)
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click()
      await look(`${path} ${tab}`)
    }
    for (const text of typed) {
      await page.getByRole('main').getByRole('searchbox').fill(text)
      await look(`${path}, searched`)
    }
    if (within === undefined) continue
    await within(page)
    await look(`${path}, gone on`)
    await page.keyboard.press('Escape')
  }
  if (unseen.size > 0) violations.push(`not shown as text: ${JSON.stringify([...unseen])}`)
  return { screens, violations }
}

/** Paths that open a sheet over their page. */
const openSheet = /\/(?:notes|dates)\/[^/]+$|\/file\/|^\/(?:tasks|churn|feedback)\/./u

async function goTo(app: AppDriver, path: string): Promise<void> {
  const { page } = app
  const before = await page.locator('h1').first().elementHandle()
  await app.visit(path)
  await before?.waitForElementState('hidden')
  await page.locator('h1').first().waitFor()
  // The heading of the page below is there before the sheet over it is.
  if (openSheet.test(path)) await page.getByRole('dialog').waitFor()
}

/** The conflict was made last: with it everything has come. */
async function untilHere(app: AppDriver, { issue }: HostileRecords): Promise<void> {
  await app.wake()
  await goTo(app, '/me')
  await goTo(app, `/sync/issues/${issue}`)
  await app.page.locator('main [data-action-bar]').waitFor()
}

/** Judged inside the page, so that no character is changed on the way. */
async function judge(
  page: Page,
  texts: readonly string[],
): Promise<{ problems: string[]; seen: string[] }> {
  const found = await page.evaluate(
    ({ asked, mark }) => {
      const wanted: string[] = JSON.parse(asked)
      const problems: string[] = []
      for (const folded of document.querySelectorAll('details')) folded.open = true
      if (mark in globalThis) problems.push('a script ran')
      const made = document.querySelectorAll(
        'body :is(script, iframe, object, embed, style, math, [onerror], [onload], [srcdoc], a[href^="javascript:"])',
      )
      if (made.length > 0)
        problems.push(`a text became an element: ${made[0]?.outerHTML.slice(0, 120)}`)
      const root = document.documentElement
      if (root.scrollWidth > innerWidth) problems.push('the page is wider than the screen')
      // No line breaks inside a letter under a heap of marks; it alone may be cut off.
      const heap = /\p{M}{5}/u
      const screen = document.querySelector('main') ?? root
      const isWide = () => screen.scrollWidth > screen.clientWidth
      const culprit = [...screen.querySelectorAll<HTMLElement>('*')].findLast(({ style }) => {
        if (!isWide()) return false
        style.display = 'none'
        const fits = !isWide()
        style.display = ''
        return fits
      })
      if (culprit !== undefined && !heap.test(culprit.textContent))
        problems.push(`sideways overflow: ${culprit.outerHTML.slice(0, 300)}`)
      // What is made to be pushed sideways hides its scrollbar.
      for (const box of document.querySelectorAll('body *:not(.no-scrollbar)')) {
        const scrolls = /auto|scroll/u.test(getComputedStyle(box).overflowX)
        const content = 'value' in box ? String(box.value) : box.textContent
        if (scrolls && box.scrollWidth > box.clientWidth && !heap.test(content))
          problems.push(`scrolls sideways: <${box.localName} class="${box.className}">`)
      }
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      let all = ''
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const text = node.nodeValue ?? ''
        all += text
        const parent = node.parentElement
        if (parent === null || !/[\u202a-\u202e\u2066-\u2069]/u.test(text)) continue
        const { display, unicodeBidi } = getComputedStyle(parent)
        const isApart =
          !display.startsWith('inline') || display === 'inline-block' || unicodeBidi !== 'normal'
        if (!isApart)
          problems.push(`turns its line: <${parent.localName} class="${parent.className}">`)
      }
      for (const field of document.querySelectorAll('input, textarea')) {
        if ('value' in field) all += String(field.value)
      }
      // A field keeps no line ends of its own, and a page shows rows of spaces as one.
      const whole = all.replaceAll(/\s/gu, '')
      const seen = wanted.flatMap((text, index) =>
        whole.includes(text.replaceAll(/\s/gu, '')) ? [index] : [],
      )
      return { problems: [...new Set(problems)], seen }
    },
    { asked: JSON.stringify(texts), mark: ranMark },
  )
  return { problems: found.problems, seen: found.seen.map((index) => texts[index] ?? '') }
}
