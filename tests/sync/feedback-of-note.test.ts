import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { create } from '#replica/replica.ts'
import { feedbackOfNoteId } from '#shared/domain/feedback.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addCustomer, newBranchDevice, type BranchDevice } from './branch-device.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
})
afterAll(() => server.close())

async function deviceOf(role: 'rm' | 'lead'): Promise<BranchDevice> {
  const { staffNo } = server.colleague(role)
  const device = await newBranchDevice(server.url, { staffNo, password: server.password })
  await device.sync()
  return device
}

test('[OP3][R30] a manager and the lead who take up one note while offline make one feedback, and neither is asked anything', async () => {
  const [manager, lead] = [await deviceOf('rm'), await deviceOf('lead')]
  const customerId = await addCustomer(manager)
  const noteId = v7()
  await manager.replica.commit([
    create('interaction', noteId, {
      customerIds: [customerId],
      authorId: manager.session.staffId,
      at: Date.now(),
      channel: 'phone',
      direction: 'out',
      purpose: [],
      text: '来问利率',
      feedback: '等了一个小时',
    }),
  ])
  await manager.sync()
  await lead.sync()
  const feedbackId = feedbackOfNoteId(noteId)
  for (const { replica, session } of [manager, lead]) {
    await replica.commit([
      create('feedback', feedbackId, {
        customerId,
        noteId,
        receivedBy: session.staffId,
        receivedOn: '2026-11-02',
        channel: 'branch',
        category: 'waiting',
        text: '等了一个小时',
        state: 'open',
      }),
    ])
  }
  await manager.sync()
  await lead.sync()
  await manager.sync()
  for (const { replica } of [manager, lead]) {
    expect(replica.pending()).toEqual([])
    const [only, ...others] = replica.by('feedback.customer', customerId)
    expect(others).toEqual([])
    expect(only?.data).toMatchObject({ noteId, receivedBy: manager.session.staffId })
    expect(replica.all('sync-issue').filter(({ data }) => data.recordId === feedbackId)).toEqual([])
  }
})
