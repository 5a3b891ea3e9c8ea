import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { create, patch } from '#replica/replica.ts'
import type { RecordData } from '#shared/domain/record-types.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addCustomer, addTask, newBranchDevice, type BranchDevice } from './branch-device.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
})
afterAll(() => server.close())

async function newDevice(): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm')
  const device = await newBranchDevice(server.url, { staffNo, password: server.password })
  await device.sync()
  return device
}

/** Tablet and desktop of one colleague, both in sync. */
async function pair(): Promise<[BranchDevice, BranchDevice]> {
  return [await newDevice(), await newDevice()]
}

function profileData(customerId: string): RecordData['profile'] {
  return {
    customerId,
    contactPoints: {},
    investmentPreferences: [],
    preferredChannels: [],
  }
}

const phone = (value: string) => ({ kind: 'mobile' as const, value })

describe('two devices that were offline at the same time', () => {
  it('[ME1] edits of different fields both survive', async () => {
    const [tablet, desktop] = await pair()
    const customer = await addCustomer(tablet)
    await tablet.sync()
    await desktop.sync()
    await tablet.replica.commit([patch('customer', customer, {}, { salutation: '王总' })])
    await desktop.replica.commit([
      patch('customer', customer, { stage: 'new' }, { stage: 'growing' }),
    ])
    await tablet.sync()
    await desktop.sync()
    await tablet.sync()
    for (const { replica } of [tablet, desktop]) {
      expect(replica.get('customer', customer)?.data).toMatchObject({
        salutation: '王总',
        stage: 'growing',
      })
      expect(replica.all('sync-issue').filter(({ data }) => data.recordId === customer)).toEqual([])
    }
  })

  it('[ME3] the same phone number edited twice: the first stays, the author of the second sees both', async () => {
    const [tablet, desktop] = await pair()
    const customer = await addCustomer(tablet)
    const point = v7()
    const profile = { ...profileData(customer), contactPoints: { [point]: phone('13800001111') } }
    await tablet.replica.commit([create('profile', customer, profile)])
    await tablet.sync()
    await desktop.sync()
    const path = `contactPoints.${point}`
    const change = (to: string) => ({
      recordType: 'profile' as const,
      recordId: customer,
      kind: 'patch' as const,
      args: { changes: { [path]: { from: phone('13800001111'), to: phone(to) } } },
    })
    await tablet.replica.commit([change('13900002222')])
    await desktop.replica.commit([change('13700003333')])
    await tablet.sync()
    await desktop.sync()
    expect(desktop.replica.pending()).toEqual([])
    expect(desktop.replica.get('profile', customer)?.data.contactPoints[point]?.value).toBe(
      '13900002222',
    )
    const issue = desktop.replica.all('sync-issue').find(({ data }) => data.recordId === customer)
    expect(issue?.data.outcome).toBe('conflict')
    expect(issue?.data.fields).toMatchObject([
      { field: path, mine: phone('13700003333'), theirs: phone('13900002222') },
    ])
  })

  it('[ME5] done never goes back: an edit of a task that was finished elsewhere keeps both', async () => {
    const [tablet, desktop] = await pair()
    const task = await addTask(tablet)
    await tablet.sync()
    await desktop.sync()
    const complete = { recordType: 'task', recordId: task, kind: 'complete' } as const
    await tablet.replica.commit([{ ...complete, args: { completionId: v7() } }])
    await desktop.replica.commit([patch('task', task, { status: 'todo' }, { status: 'doing' })])
    await tablet.sync()
    await desktop.sync()
    await tablet.sync()
    for (const { replica } of [tablet, desktop]) {
      const data = replica.get('task', task)?.data
      expect(Object.keys(data?.completions ?? {})).toHaveLength(1)
      expect(data?.status).toBe('doing')
    }
    // The other one finishes it too: recorded twice.
    await desktop.replica.commit([{ ...complete, args: { completionId: v7() } }])
    await desktop.sync()
    await tablet.sync()
    expect(Object.keys(tablet.replica.get('task', task)?.data.completions ?? {})).toHaveLength(2)
  })

  it('[ME4] two edits of the amount in a note keep both versions', async () => {
    const [tablet, desktop] = await pair()
    const customer = await addCustomer(tablet)
    const note = v7()
    const text = '首付二百万元。下周再谈。'
    const { session } = tablet
    await tablet.replica.commit([
      create('interaction', note, {
        customerIds: [customer],
        authorId: session.staffId,
        at: Date.now(),
        channel: 'phone',
        direction: 'out',
        purpose: [],
        text,
      }),
    ])
    await tablet.sync()
    await desktop.sync()
    const edit = (to: string) =>
      ({
        recordType: 'interaction',
        recordId: note,
        kind: 'edit-text',
        args: { field: 'text', from: text, to },
      }) as const
    await tablet.replica.commit([edit('首付三百五十万元。下周再谈。')])
    await desktop.replica.commit([edit('首付二百八十万元。下周再谈。')])
    await tablet.sync()
    await desktop.sync()
    expect(desktop.replica.get('interaction', note)?.data.text).toBe('首付三百五十万元。下周再谈。')
    const issue = desktop.replica.all('sync-issue').find(({ data }) => data.recordId === note)
    expect(JSON.stringify(issue?.data)).toContain('二百八十万元')
    expect(JSON.stringify(issue?.data)).toContain('三百五十万元')
  })

  it('[ME2] a clock that is a year ahead does not win for ever', async () => {
    const [tablet, desktop] = await pair()
    const customer = await addCustomer(desktop)
    await desktop.sync()
    await tablet.sync()
    tablet.clock.ahead = 365 * 86_400_000
    await tablet.replica.commit([patch('customer', customer, {}, { salutation: '王先生' })])
    await tablet.sync()
    await desktop.sync()
    await desktop.replica.commit([
      patch('customer', customer, { salutation: '王先生' }, { salutation: '王总' }),
    ])
    await desktop.sync()
    await tablet.sync()
    expect(tablet.replica.get('customer', customer)?.data.salutation).toBe('王总')
  })

  it('[CL1] news about a record does not hide what was done to it here and is not sent yet', async () => {
    const [tablet, desktop] = await pair()
    const customer = await addCustomer(tablet)
    await tablet.sync()
    await desktop.sync()
    await desktop.replica.commit([patch('customer', customer, {}, { salutation: '王总' })])
    await tablet.replica.commit([
      {
        recordType: 'customer',
        recordId: customer,
        kind: 'add',
        args: { field: 'likes', items: ['茶'] },
      },
    ])
    await tablet.sync()
    desktop.network.fail('/sync/push', {
      kind: 'answer',
      response: () => new Response('{}', { status: 500 }),
    })
    // The push fails, the pull goes on.
    expect(await desktop.round()).toMatchObject({ ok: false })
    expect(desktop.replica.get('customer', customer)?.data).toMatchObject({
      salutation: '王总',
      likes: ['茶'],
    })
    expect(desktop.replica.isPending('customer', customer)).toBe(true)
  })
})
