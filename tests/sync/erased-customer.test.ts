import { afterAll, beforeAll, expect, it } from 'vitest'
import { patch } from '#replica/replica.ts'
import { eraseCustomer } from '#server/erase-customer.ts'
import { certificateOf } from '#server/erasure-certificate.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { newBranchDevice, type BranchDevice } from './branch-device.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
})
afterAll(() => server.close())

async function newDevice(role: 'rm' | 'lobby'): Promise<BranchDevice> {
  const { staffNo } = server.colleague(role)
  const device = await newBranchDevice(server.url, { staffNo, password: server.password })
  await device.sync()
  return device
}

it('[SE7] [SC4] devices drop a customer who was erased at their next pull, with what was typed offline, and confirm it with the one after', async () => {
  const [manager, lobby] = [await newDevice('rm'), await newDevice('lobby')]
  const { replica, session, vault } = manager
  const card = replica.all('customer').find(({ data }) => data.ownerId === session.staffId)
  const profile = replica.get('profile', card?.id ?? '')
  if (card === undefined || profile === undefined) throw new Error('The demo has customers.')
  const { id } = card
  const childrenOf = () => [
    ...replica.all('interaction').filter(({ data }) => data.customerIds.includes(id)),
    ...replica.all('task').filter(({ data }) => data.customerId === id),
    ...replica.all('important-date').filter(({ data }) => data.customerId === id),
    ...replica.by('need.customer', id),
    ...replica.by('finance-snapshot.customer', id),
    ...replica.by('relation.customer', id),
    ...replica.by('churn-signal.customer', id),
    ...replica.by('consent.customer', id),
    ...replica.by('life-event.customer', id),
    ...replica.by('feedback.customer', id),
  ]
  expect(childrenOf().length).toBeGreaterThan(0)

  // Offline: a form that is open, and a change that was saved.
  await vault.drafts.save(`customer:${id}`, { text: '写了一半' })
  await replica.commit([
    patch('profile', id, profile.data, { ...profile.data, family: '离线时补记的' }),
  ])
  await eraseCustomer(server.services, id, '客户书面要求')
  const names = async () => {
    const stand = await server.services.store.read((reader) => certificateOf(reader, id))
    return stand?.pending.map(({ device }) => device) ?? []
  }
  expect(await names()).toEqual(expect.arrayContaining([vault.deviceId, lobby.vault.deviceId]))

  await manager.sync()
  await lobby.sync()
  for (const device of [manager, lobby]) expect(device.replica.get('customer', id)).toBeUndefined()
  expect(replica.get('profile', id)).toBeUndefined()
  expect(childrenOf()).toEqual([])
  expect(await vault.drafts.keys()).not.toContain(`customer:${id}`)
  expect(replica.pending()).toEqual([])
  const issue = replica.all('sync-issue').find(({ data }) => data.recordId === id)
  expect(issue?.data).toMatchObject({ outcome: 'gone', reason: 'record-erased' })
  expect(issue?.data.operation['args']).toBeUndefined()

  await manager.sync()
  expect(await names()).not.toContain(vault.deviceId)
  expect(await names()).toContain(lobby.vault.deviceId)
  await lobby.sync()
  expect(await names()).not.toContain(lobby.vault.deviceId)

  const reopened = await manager.reopen()
  await reopened.replica.whenLoaded()
  expect(reopened.replica.get('customer', id)).toBeUndefined()
  expect(reopened.replica.get('profile', id)).toBeUndefined()
})
