import { afterAll, beforeAll, expect, test } from 'vitest'
import { create } from '#replica/replica.ts'
import { handOn } from '#tests/server/handover-steps.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addCustomer } from './branch-device.ts'
import { mergeOn } from './merge-on-device.ts'
import { deviceOf, expectSameShown } from './offline-devices.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
}, 60_000)
afterAll(() => server.close())

test('[SR2][ME8] two are merged offline, of whom the kept one was handed on: the next owner sees nothing of the other one', async () => {
  const [former, next] = [await deviceOf(server, 'rm', 0), await deviceOf(server, 'rm', 1)]
  const lead = await server.signIn('lead')
  const keptId = await addCustomer(former, { name: '慕容晓岚', phoneTail: '1111' })
  const otherId = await addCustomer(former, { name: '慕容晓岚', aliases: ['老船长'] })
  await former.replica.commit([
    create('profile', otherId, {
      customerId: otherId,
      contactPoints: {},
      occupation: '后来开车行',
      investmentPreferences: [],
      preferredChannels: [],
    }),
  ])
  await former.sync()
  expect(await mergeOn(former, { keptId, otherId })).toBe(true)
  const { staffId: fromId } = former.session
  await handOn(lead, { fromId, toId: next.session.staffId, customerIds: [keptId] })

  for (const device of [former, next, former, next]) await device.sync()
  const shownToNext = ['sync-issue', 'profile', 'customer'] as const
  const text = JSON.stringify(
    shownToNext.flatMap((type) =>
      next.replica.all(type).filter((record) => JSON.stringify(record).includes(keptId)),
    ),
  )
  expect(text).toContain('慕容晓岚')
  for (const secret of ['老船长', '后来开车行']) expect(text).not.toContain(secret)
  expect(next.replica.get('profile', otherId)).toBeUndefined()
  // Nothing that was typed is lost: the other card is as it was, and whoever merged is told that it was not done.
  expect(former.replica.get('profile', otherId)?.data).toMatchObject({ occupation: '后来开车行' })
  expect(former.replica.keptCustomer(otherId)).toBe(otherId)
  const open = former.replica
    .all('sync-issue')
    .filter(({ data }) => data.resolution === undefined)
    .map(({ data }) => [data.recordId, data.outcome])
  expect(open).toEqual([[otherId, 'rejected']])
  expectSameShown(await deviceOf(server, 'rm', 1), next)
}, 60_000)
