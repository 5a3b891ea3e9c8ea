import { randomInteger, randomItem, seededRandom } from '#shared/domain/seeded-random.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { startTestServer } from '#tests/support/test-server.ts'
import { faults, startFaultProxy } from './fault-proxy.ts'
import { persistentSender } from './persistent-sender.ts'
import { findLostOrDoubled } from './sent-once.ts'

/**
 * Pushes through a proxy that resets, halves, repeats and slows requests and swallows answers after the server has
 * done its work, until so many answers were lost. PU1: the same operation gets the same answer, and runs once.
 */
export async function loseAnswers({
  lost,
  seed,
}: {
  lost: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const server = await startTestServer()
  const proxy = await startFaultProxy(server.url, random)
  try {
    const client = createTestClient(proxy.url)
    await client.signIn(server.colleague('rm').staffNo, server.password)
    const sender = persistentSender(client, random)
    proxy.choose = (path) => (path === '/sync/push' ? randomItem(random, faults) : 'none')
    while (proxy.counts.swallow + proxy.counts['halve-answer'] < lost) {
      sender.type(randomInteger(random, 1, 6))
      await pushThrough(sender)
    }
    proxy.choose = undefined
    while (!(await sender.push()));
    const violations = await findLostOrDoubled([sender], { folder: server.folder })
    const operations = sender.operationIds.length
    return { counts: { operations, ...proxy.counts }, violations }
  } finally {
    await proxy.close()
    await server.close()
  }
}

/** Tries until everything has an answer; a request that broke is tried again. */
async function pushThrough(sender: ReturnType<typeof persistentSender>): Promise<void> {
  for (;;) {
    const done = await sender.push().catch(() => false)
    if (done) return
  }
}
