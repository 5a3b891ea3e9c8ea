import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '#shared/domain/seeded-random.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { persistentSender } from './persistent-sender.ts'

/** PU3: a whole branch comes back at 08:30; everybody is in step within this time (ms). */
const inStepWithin = 60_000
const password = 'demo password 1'
/** Colleagues who hold customers; each has many devices here. */
const people = ['1001', '1002', '1003', '2001']
/** What each device did while it was away. */
const operationsPerDevice = 20

/** So many devices with unsent work come back at one moment to a real server process. */
export async function comeBackAtOnce({
  devices,
  seed,
}: {
  devices: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const server = await startServerProcess({ demoCustomers: 200, demoPassword: password })
  const violations: string[] = []
  let pauses = 0
  try {
    const clients: TestClient[] = []
    for (let index = 0; index < devices; index += 1) {
      const client = createTestClient(server.url)
      const response = await client.signIn(people[index % people.length] ?? '', password)
      if (!response.ok) throw new Error(`sign-in: ${response.status}`)
      clients.push(client)
    }
    const senders = clients.map((client) => {
      const sender = persistentSender(client, random)
      sender.type(operationsPerDevice)
      return sender
    })
    const startedAt = Date.now()
    await Promise.all(
      senders.map(async (sender) => {
        const { client } = sender
        while (!(await sender.push())) {
          const probe = await client.pushRaw([])
          if (probe.status >= 500) violations.push(`${probe.status} for a push`)
          if (!probe.ok) continue
          const { retryAfterMs } = PushResponse.parse(await probe.json())
          if (retryAfterMs === undefined) continue
          pauses += 1
          await wait(retryAfterMs)
        }
        await client.pull()
      }),
    )
    const took = Date.now() - startedAt
    if (took > inStepWithin) violations.push(`in step after ${took} ms`)
    violations.push(...senders.flatMap(({ wrong }) => wrong))
    const operations = devices * operationsPerDevice
    return { counts: { devices, operations, pauses, inStepMs: took }, violations }
  } finally {
    await server.dispose()
  }
}
