import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passOn } from '#server/slow-reader.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import type { TestClient } from '#tests/support/test-client.ts'

/** Two pulls each are more than there are snapshots, and nobody takes their pages: tablets that left the network. */
const tablets = 10

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 4000 })
}, 60_000)
afterAll(() => server.close())

test('[SE5] pulls that nobody reads on keep nobody from signing in and sending', async () => {
  const signedIn = await Promise.all(Array.from({ length: tablets }, () => server.signIn('lead')))
  const pulls = [...signedIn, ...signedIn].map((tablet) => startPull(server.url, tablet))
  await Promise.all(pulls.slice(0, 16).map(({ answered }) => answered))
  const teller = await server.signIn('teller')
  expect((await teller.push([])).lastN).toBe(0)
  expect((await teller.get('/api/session')).status).toBe(200)
  for (const { pull } of pulls) pull.destroy()
  // What was let go gives its snapshot back.
  expect((await teller.pull()).records.length).toBeGreaterThan(0)
}, 60_000)

test('[SE5] one device that begins pull after pull holds two of them, and the others are cut', async () => {
  const lead = await server.signIn('lead')
  const pulls = []
  for (let count = 0; count < 6; count += 1) {
    const begun = startPull(server.url, lead)
    await begun.answered
    pulls.push(begun)
  }
  const complete = []
  for (const { finish } of pulls) complete.push(await finish())
  expect(complete).toEqual([false, false, false, false, true, true])
}, 60_000)

test('[SE5] a reader that asks for nothing more is let go', async () => {
  const patience = 20
  const lines = Readable.from(
    passOn(endless(), patience, () => lines.destroy(new Error('slow'))),
    {
      objectMode: false,
    },
  )
  lines.read(0)
  await expect(finished(lines)).rejects.toThrow('slow')
})

test('[SE5] a reader that goes on asking gets everything', async () => {
  let letGo = false
  const all: string[] = []
  for await (const line of passOn(three(), 1000, () => (letGo = true))) all.push(line)
  expect(all).toEqual(['1', '2', '3'])
  expect(letGo).toBe(false)
})

function startPull(url: string, { device, epoch, cookie }: TestClient) {
  const headers = { 'content-type': 'application/json', 'x-branchbook': '1', cookie }
  let pull: ClientRequest | undefined
  let answer: IncomingMessage | undefined
  const answered = new Promise<void>((resolve, reject) => {
    pull = request(`${url}/sync/pull`, { method: 'POST', headers }, (begun) => {
      begun.pause()
      begun.on('error', () => {})
      answer = begun
      resolve()
    })
    pull.on('error', reject)
    const report = { lastLocalN: 0, unsyncedCount: 0, oldestUnsyncedAt: null }
    pull.end(JSON.stringify({ device, epoch, cursor: null, ...report }))
  })
  answered.catch(() => {})
  if (pull === undefined) throw new Error('A promise runs its executor at once.')
  return {
    pull,
    answered,
    /** Reads what is left; whether the answer came to its end. */
    async finish(): Promise<boolean> {
      await answered
      if (answer === undefined) return false
      const { promise, resolve } = Promise.withResolvers<void>()
      // Not `once` of node:events, which rejects for an answer that was cut.
      answer.on('close', resolve)
      if (answer.closed) resolve()
      answer.resume()
      await promise
      return answer.complete
    },
  }
}

async function* endless(): AsyncGenerator<string> {
  for (;;) yield 'x'.repeat(20_000)
}

async function* three(): AsyncGenerator<string> {
  yield* ['1', '2', '3']
}
