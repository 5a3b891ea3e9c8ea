import { setTimeout as wait } from 'node:timers/promises'
import { randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import type { TestPostgres } from '#tests/support/postgres.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { persistentSender, type PersistentSender } from './persistent-sender.ts'
import { findLostOrDoubled } from './sent-once.ts'

const password = 'demo password 1'
/** Two managers and the lead of the demonstration branch. */
const people = ['1001', '1002', '2001']

/**
 * Kills a real server process again and again while devices push to it, and looks at the end for what was lost or done
 * twice. With `postgres` it keeps its data there, else in SQLite.
 */
export async function killServer({
  kills,
  seed,
  postgres,
  upAgainIn = Infinity,
}: {
  kills: number
  seed: string
  postgres?: TestPostgres
  /** ms within which it must answer again; a busy machine that runs all tests at once says nothing about it. */
  upAgainIn?: number
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const folder = temporaryFolder('kills')
  const databaseUrl = await postgres?.freshDatabase()
  const server = await startServerProcess({
    folder: folder.path,
    demoCustomers: 20,
    demoPassword: password,
    ...(databaseUrl === undefined ? {} : { environment: { DATABASE_URL: databaseUrl } }),
  })
  const violations: string[] = []
  let slowest = 0
  let interrupted = 0
  try {
    const senders = await Promise.all(
      people.map(async (staffNo) => {
        const client = createTestClient(server.url)
        const response = await client.signIn(staffNo, password)
        if (!response.ok) throw new Error(`sign-in of ${staffNo}: ${response.status}`)
        return persistentSender(client, random)
      }),
    )
    for (let kill = 0; kill < kills; kill += 1) {
      for (const sender of senders) sender.type(randomInteger(random, 10, 60))
      const pushing = senders.map((sender) => pushUntilCut(sender))
      await wait(randomInteger(random, 1, 80))
      await server.kill()
      interrupted += (await Promise.all(pushing)).filter((cut) => cut).length
      const startedAt = Date.now()
      await server.restart()
      const took = Date.now() - startedAt
      slowest = Math.max(slowest, took)
      if (took > upAgainIn) violations.push(`up again after ${took} ms`)
    }
    for (const sender of senders) while (!(await sender.push()));
    const place = databaseUrl === undefined ? { folder: folder.path } : { databaseUrl }
    violations.push(...(await findLostOrDoubled(senders, place)))
    const operations = senders.reduce((sum, { operationIds }) => sum + operationIds.length, 0)
    return { counts: { kills, operations, interrupted, slowestRestartMs: slowest }, violations }
  } finally {
    await server.dispose()
    folder.remove()
  }
}

/** Pushes until everything has an answer (false) or the server is gone (true). */
async function pushUntilCut(sender: PersistentSender): Promise<boolean> {
  try {
    while (!(await sender.push()));
    return false
  } catch {
    // The connection broke, which is what is being tried; what has no answer is sent again later.
    return true
  }
}
