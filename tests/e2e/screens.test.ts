import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppDriver } from '#tests/support/app-driver.ts'
import { findingsOn } from '#tests/support/axe.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

/** Paths that open a sheet over their page. */
const openSheet =
  /\/(notes|dates|churn|changes)\/new$|\/feedback\/new$|\/templates\/new$|\/message\/|^\/tasks\/./

const password = 'demo password 1'

let server: ServerProcess
/** Something of each kind that needs a person: a conflict of two texts, a hand-over that waits, one that was returned. */
let ids: { note: string; waiting: string; returned: string }

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 60, demoPassword: password })
  ids = await makeWork()
})
afterAll(() => server.dispose())

describe.each([
  { look: 'light', width: 320, height: 640 },
  { look: 'dark', width: 1366, height: 768 },
])('each screen at $width px, $look', ({ look, width, height }) => {
  test.each([0, 1])(
    'has no axe finding, no sideways overflow, no policy violation (half %i)',
    async (half) => {
      const tablet = createTablet(`screens-${width}-${half}`, server.url, {
        width,
        height,
        dark: look === 'dark',
      })
      try {
        const app = await tablet.start()
        await app.page.locator('input[name=staffNo]').waitFor()
        const findings = await findingsOn(app, 'sign-in')
        await app.signIn('1001', password)
        // Something needs this person, so the chip never says that all is well.
        await app.page.getByRole('banner').getByText('1 项需要处理').waitFor()
        await app.page.getByText('正在下载资料').waitFor({ state: 'detached' })
        const own = (await paths(app)).filter((_, index) => index % 2 === half)
        for (const path of own) {
          await app.visit(path)
          await app.page.getByRole('heading', { level: 1 }).first().waitFor()
          // The heading of the page below is there before the sheet over it is.
          if (openSheet.test(path)) await app.page.getByRole('dialog').waitFor()
          findings.push(...(await findingsOn(app, path)))
        }
        await app.page.reload()
        await app.page.locator('input[name=password]').waitFor()
        findings.push(...(await findingsOn(app, 'lock')))
        expect([...findings, ...tablet.complaints]).toEqual([])
      } finally {
        await tablet.dispose()
      }
    },
    120_000,
  )
})

test('a press that comes while a list still scrolls is not lost', async () => {
  const tablet = createTablet('scrolling', server.url, { width: 390, height: 844 })
  try {
    const app = await tablet.start()
    await app.signIn('1001', password)
    await app.visit('/customers')
    await app.page.getByRole('listitem').nth(5).waitFor()
    const pressed = await app.page.evaluate(async () => {
      scrollBy(0, 300)
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
      return document.elementFromPoint(195, 400)?.closest('li[data-index]') !== null
    })
    expect(pressed).toBe(true)
  } finally {
    await tablet.dispose()
  }
}, 60_000)

/** Every route, with ids of records that are there. */
async function paths(app: AppDriver): Promise<string[]> {
  const customer = await firstId(app, '/customers', '/customers/0')
  const task = await firstId(app, '/tasks', '/tasks/0')
  const complaint = await firstId(app, '/complaints', '/complaints/0')
  return [
    '/today',
    '/customers',
    '/customers/new',
    '/customers/import',
    '/customers/export',
    `/customers/${customer}`,
    `/customers/${customer}/edit`,
    `/customers/${customer}/notes/new`,
    `/customers/${customer}/dates/new`,
    `/customers/${customer}/file/churn/new`,
    `/customers/${customer}/file/changes/new`,
    `/customers/${customer}/file/feedback/new`,
    '/churn',
    '/feedback',
    '/feedback/new',
    '/templates',
    '/templates/new',
    `/customers/${customer}/message/birthday`,
    '/tasks',
    '/tasks/new',
    `/tasks/${task}`,
    '/complaints',
    '/complaints/new',
    `/complaints/${complaint}`,
    '/dates',
    '/sync',
    '/sync?view=settled',
    `/history/customer/${customer}`,
    `/history/task/${task}`,
    `/history/complaint/${complaint}`,
    '/handovers',
    '/handovers/new',
    `/handovers/new?customer=${customer}`,
    `/handovers/new?again=${ids.returned}`,
    `/handovers/${ids.waiting}`,
    `/handovers/${ids.returned}`,
    `/sync/issues/${await firstId(app, '/sync', '/sync/issues/')}`,
    `/history/interaction/${ids.note}`,
    `/history/handover/${ids.returned}`,
    '/me',
    '/me/colleagues',
    '/me/devices',
    '/console',
    '/me/recovery',
    '/nowhere',
  ]
}

/** The id in the first link of a list whose address has such a start; ids of the demonstration begin with 0. */
async function firstId(app: AppDriver, list: string, start: string): Promise<string> {
  await app.visit(list)
  const link = app.page.locator(`main a[href*="${start}"]`).first()
  const href = await link.getAttribute('href')
  const id = href?.match(/\/([0-9a-f-]{36})/)?.[1]
  if (id === undefined) throw new Error(`No link to ${start}`)
  return id
}

async function makeWork(): Promise<typeof ids> {
  const [manager, other, lead] = await Promise.all(
    ['1001', '1002', '5001'].map(async (staffNo) => {
      const client = createTestClient(server.url)
      await client.signIn(staffNo, password)
      return client
    }),
  )
  if (manager === undefined || other === undefined || lead === undefined) throw new Error('Nobody.')
  const { records } = await manager.pull()
  const [me, colleague] = [manager.session.staffId, other.session.staffId]
  const propose = async (by: typeof manager, fromId: string, toId: string) => {
    const customer = records.find(
      ({ type, data }) => type === 'customer' && data['ownerId'] === fromId,
    )
    const id = v7()
    const { branchId } = by.session
    const data = { branchId, fromId, toId, customerIds: [customer?.id], reason: 'balance' }
    await by.push([by.draft('handover', id, { kind: 'create', args: { data } })])
    return id
  }
  const waiting = await propose(other, colleague, me)
  const returned = await propose(manager, me, colleague)
  const no = { kind: 'return', args: { reason: '住得太远。' } } as const
  await other.push([other.draft('handover', returned, no)])

  const note = records.find(({ type }) => type === 'interaction')
  if (note === undefined) throw new Error('There is no note.')
  const from = note.data['text']
  const edit = (by: typeof manager, to: string) =>
    by.push([
      by.draft('interaction', note.id, {
        kind: 'patch',
        args: { changes: { text: { from, to } } },
      }),
    ])
  await edit(lead, '客户想买国债。喜欢喝红茶。')
  await edit(manager, '客户想存三年定期。喜欢喝红茶。')
  return { note: note.id, waiting, returned }
}
