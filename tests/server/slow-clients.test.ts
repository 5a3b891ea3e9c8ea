import { type ClientRequest, request } from 'node:http'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { passOn } from '#server/slow-reader.ts'
import { startTestServer } from '#tests/support/test-server.ts'
import type { TestClient } from '#tests/support/test-client.ts'

/** More pulls than there are snapshots, and nobody takes their pages: tablets that left the network. */
const stalled = 20

test('[SE5] pulls that nobody reads on keep nobody from signing in and sending', async () => {
  const server = await startTestServer({ customers: 4000 })
  const lead = await server.signIn('lead')
  const pulls = Array.from({ length: stalled }, () => startPull(server.url, lead))
  await Promise.all(pulls.slice(0, 16).map(({ answered }) => answered))
  const teller = await server.signIn('teller')
  expect((await teller.push([])).lastN).toBe(0)
  expect((await teller.get('/api/session')).status).toBe(200)
  for (const { pull } of pulls) pull.destroy()
  // What was let go gives its snapshot back.
  expect((await teller.pull()).records.length).toBeGreaterThan(0)
  await server.close()
})

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
  const answered = new Promise<void>((resolve, reject) => {
    pull = request(`${url}/sync/pull`, { method: 'POST', headers }, (answer) => {
      answer.pause()
      answer.on('error', () => {})
      resolve()
    })
    pull.on('error', reject)
    const report = { lastLocalN: 0, unsyncedCount: 0, oldestUnsyncedAt: null }
    pull.end(JSON.stringify({ device, epoch, cursor: null, ...report }))
  })
  answered.catch(() => {})
  if (pull === undefined) throw new Error('A promise runs its executor at once.')
  return { pull, answered }
}

async function* endless(): AsyncGenerator<string> {
  for (;;) yield 'x'.repeat(20_000)
}

async function* three(): AsyncGenerator<string> {
  yield* ['1', '2', '3']
}
