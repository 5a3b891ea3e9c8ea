import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '#shared/domain/role.ts'
import type { ScopeChecksum } from '#shared/protocol/pull-message.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addTask, newBranchDevice, type BranchDevice } from './branch-device.ts'
import { answerOf } from './network.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer({ customers: 20 })
})
afterEach(() => server.close())

async function newDevice(): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm')
  const device = await newBranchDevice(server.url, { staffNo, password: server.password })
  await device.sync()
  return device
}

/** The administrator gives the relationship manager another role. */
async function setRole(role: Role): Promise<void> {
  const admin = await server.signIn('admin')
  const answer = await admin.patch(`/admin/staff/${server.colleague('rm').id}`, { role })
  expect(answer.status).toBe(200)
}

const portfolioOf = ({ session }: BranchDevice) => portfolioScope(session.staffId)
const receiptsIn = ({ network }: BranchDevice) =>
  network.pulls.map(({ receipts }) => receipts ?? [])

/** Records of the portfolio, and a customer of a colleague; the cards of both customers lie in the scope of the branch. */
function recordsOf({ replica, session }: BranchDevice): {
  note: string
  date: string
  mine: string
  theirs: string
} {
  const note = replica
    .all('interaction')
    .find(({ scope }) => scope === portfolioScope(session.staffId))
  const date = replica.all('important-date')[0]
  const cards = replica.all('customer')
  const mine = cards.find(({ data }) => data.ownerId === session.staffId)
  const theirs = cards.find(({ data }) => data.ownerId !== session.staffId)
  if (!note || !date || !mine || !theirs) throw new Error('The demo has notes, dates and cards.')
  return { note: note.id, date: date.id, mine: mine.id, theirs: theirs.id }
}

describe('a scope that is taken away', () => {
  it('[SR1] takes rows and drafts with it, and leaves the drafts of what stays', async () => {
    const device = await newDevice()
    const { note, date, mine, theirs } = recordsOf(device)
    const { drafts } = device.vault
    // The form of a customer shows the profile, which goes while the card stays.
    const going = [`note:${note}`, `date:${date}`, `customer:${mine}`]
    const staying = [`customer:${theirs}`, `note:new:${mine}`, 'customer:new', 'language']
    for (const key of [...going, ...staying]) {
      await drafts.save(key, { text: '写了一半' })
    }
    await setRole('teller')
    await device.sync()
    expect(device.replica.checksum(portfolioOf(device)).count).toBe(0)
    expect((await drafts.keys()).toSorted()).toEqual(staying.toSorted())
    const reopened = await device.reopen()
    await reopened.replica.whenLoaded()
    expect(reopened.replica.scopes()).not.toContain(portfolioOf(device))
    expect((await reopened.vault.drafts.keys()).toSorted()).toEqual(staying.toSorted())
  })

  it('[SR1] a form that is still open about one of its records leaves no draft behind', async () => {
    const device = await newDevice()
    const { note, date, theirs } = recordsOf(device)
    const { drafts } = device.vault
    const [typed, untouched, staying] = [`note:${note}`, `date:${date}`, `customer:${theirs}`]
    const open = [typed, untouched, staying]
    await Promise.all(open.map((key) => drafts.load(key)))
    const saved: Promise<void>[] = []
    await drafts.save(typed, { text: '写了一半' })
    await setRole('teller')
    const closing = device.replica.subscribe(() => {
      if (device.replica.checksum(portfolioOf(device)).count > 0) return
      // The screens close their forms, and each saves what was typed last.
      closing()
      for (const key of open) saved.push(drafts.save(key, { text: '写了一半又几个字' }))
    })
    await device.sync()
    await Promise.all(saved)
    expect(saved).toHaveLength(3)
    const reopened = await device.reopen()
    expect(await reopened.vault.drafts.keys()).toEqual([staying])
    // Handed back one day, it is a form like any other.
    await reopened.vault.drafts.save(typed, { text: '再写' })
    expect(await reopened.vault.drafts.load(typed)).toEqual({ text: '再写' })
  })

  it('[SR2] drafts of records that left go, also when the pull that said so broke off', async () => {
    const device = await newDevice()
    const { replica, vault, network } = device
    const { date: id } = recordsOf(device)
    await vault.drafts.save(`date:${id}`, { text: '写了一半' })
    const place = replica.places(portfolioOf(device)).find((each) => each.id === id)
    if (place === undefined) throw new Error('It is in the portfolio.')
    const cursor = await vault.base.cursor()
    const page = { kind: 'page', scope: portfolioOf(device), through: 1, records: [], outs: [] }
    const first = { ...page, tier: 1, outs: [[place.seq + 1, place.type, id]] }
    const start = { kind: 'start', records: 1 }
    network.fail('/sync/pull', answerOf(start, first, { ...page, tier: 2 }))
    expect(await device.round()).toMatchObject({ ok: false, error: { type: 'unreachable' } })
    expect(replica.places(portfolioOf(device)).map((each) => each.id)).not.toContain(id)
    const checkpoint = { kind: 'checkpoint', cursor, lastN: 0, serverTime: 1 }
    const scopes = heldScopes(device)
    network.fail('/sync/pull', answerOf(start, { ...checkpoint, scopes }))
    await device.sync()
    expect(await vault.drafts.keys()).toEqual([])
  })

  it('[SR1] what was done in it is pushed first', async () => {
    const device = await newDevice()
    const card = device.replica
      .all('customer')
      .find(({ data }) => data.ownerId === device.session.staffId)
    if (card === undefined) throw new Error('The demo has customers of this manager.')
    const task = await addTask(device, { customerId: card.id, title: '收回前写的' })
    await setRole('teller')
    await device.sync()
    expect(device.replica.pending()).toEqual([])
    const issue = device.replica.all('sync-issue').find(({ data }) => data.recordId === task)
    expect(JSON.stringify(issue?.data.operation)).toContain('收回前写的')
  })

  it('[SR1] the receipt is sent until a checkpoint has come, and then never again', async () => {
    const device = await newDevice()
    const portfolio = portfolioOf(device)
    const { count, checksum } = device.replica.checksum(portfolio)
    const receipt = { scope: portfolio, rows: count, checksum }
    await setRole('teller')
    device.network.pulls.length = 0
    await device.sync()
    expect(receiptsIn(device)).toEqual([[]])
    // The vault keeps it over a restart, and over an answer that broke off.
    const reopened = await device.reopen()
    reopened.network.pulls.length = 0
    reopened.network.fail('/sync/pull', { kind: 'cut', after: 20 }, { kind: 'drop-answer' })
    expect(await reopened.round()).toMatchObject({ ok: false })
    expect(await reopened.round()).toMatchObject({ ok: false })
    await reopened.sync()
    await reopened.sync()
    expect(receiptsIn(reopened)).toEqual([[receipt], [receipt], [receipt], []])
    const { deviceId } = reopened.vault
    const { store, clock } = server.services
    const stored = await store.write(clock(), ({ receipts }) => receipts.ofDevice(deviceId))
    expect(stored).toMatchObject([receipt])
    const again = await reopened.reopen()
    again.network.pulls.length = 0
    await again.sync()
    expect(receiptsIn(again)).toEqual([[]])
  })

  it('[SR1] an answer from before the last change of membership takes nothing away', async () => {
    const device = await newDevice()
    const portfolio = portfolioOf(device)
    await device.vault.drafts.save(`note:${recordsOf(device).note}`, { text: '写了一半' })
    const before = device.replica.checksum(portfolio)
    const { [portfolio]: mine, ...rest } = heldScopes(device)
    expect(mine).toEqual(before)
    const old = {
      kind: 'checkpoint',
      cursor: await device.vault.base.cursor(),
      lastN: 0,
      serverTime: 1,
      scopes: rest,
      membership: 0,
    }
    // Somebody else's role changes: the server's count is higher than that of the answer under way.
    await setRole('lobby')
    await setRole('rm')
    await device.sync()
    const second = await device.secondTab()
    for (const tab of [device, second]) {
      const text = `${JSON.stringify({ kind: 'start', records: 0 })}\n${JSON.stringify(old)}\n`
      tab.network.fail('/sync/pull', { kind: 'answer', response: () => new Response(text) })
      await tab.sync()
      expect(tab.replica.checksum(portfolio)).toEqual(before)
    }
    expect(await device.vault.drafts.keys()).toHaveLength(1)
    expect((await device.vault.base.standing()).receipts).toEqual([])
    const reopened = await device.reopen()
    await reopened.replica.whenLoaded()
    expect(reopened.replica.checksum(portfolio)).toEqual(before)
  })
})

function heldScopes({ replica }: BranchDevice): Record<string, ScopeChecksum> {
  return Object.fromEntries(replica.scopes().map((scope) => [scope, replica.checksum(scope)]))
}
