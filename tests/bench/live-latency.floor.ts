import { mkdir, open } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openProfile } from '#tests/support/chromium.ts'

/** What an edit weighs on the wire (bytes). */
const editBytes = 600

/**
 * The least that a change has to do on its way between two browsers: to be taken, to survive a power cut, to be told of
 * and to be fetched. Answers, for each gap (ms) between two changes, how long it took (ms).
 */
export async function measureFloorLatency(folder: string, gaps: number[]): Promise<number[]> {
  await mkdir(folder, { recursive: true })
  const server = await startFloor(join(folder, 'floor.log'))
  const writer = await openProfile(join(folder, 'floor-writer'))
  const reader = await openProfile(join(folder, 'floor-reader'))
  try {
    const [here, there] = [await writer.newPage(), await reader.newPage()]
    await here.goto(server.url)
    await there.goto(server.url)
    await listen(there)
    const sent = await here.evaluate(send, { gaps, editBytes })
    await there.waitForFunction((count) => window.floorSeen.length >= count, gaps.length)
    const seen = await there.evaluate(() => window.floorSeen)
    return sent.map((at, index) => (seen[index] ?? Infinity) - at)
  } finally {
    await writer.close()
    await reader.close()
    await server.close()
  }
}

declare global {
  interface Window {
    floorSeen: number[]
  }
}

async function listen(page: Page): Promise<void> {
  await page.evaluate(async () => {
    window.floorSeen = []
    const events = new EventSource('/events')
    events.addEventListener('message', () => {
      void fetch('/last', { cache: 'no-store' })
        .then((answer) => answer.arrayBuffer())
        .then(() => window.floorSeen.push(performance.timeOrigin + performance.now()))
    })
    await new Promise((resolve) => events.addEventListener('open', resolve, { once: true }))
  })
}

/** Runs in the page; answers the instants at which each change set out. */
async function send({ gaps, editBytes }: { gaps: number[]; editBytes: number }): Promise<number[]> {
  const sent: number[] = []
  for (const gap of gaps) {
    await new Promise((resolve) => setTimeout(resolve, gap))
    sent.push(performance.timeOrigin + performance.now())
    await fetch('/change', { method: 'POST', body: 'x'.repeat(editBytes) })
  }
  return sent
}

async function startFloor(file: string): Promise<{ url: string; close: () => Promise<void> }> {
  const log = await open(file, 'a')
  const readers = new Set<ServerResponse>()
  let last = Buffer.alloc(0)
  const server = createServer((request, response) => {
    if (request.url === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(': connected\n\n')
      readers.add(response)
    } else if (request.url === '/change') {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks)
        void log
          .appendFile(body)
          .then(() => log.datasync())
          .then(() => {
            last = body
            for (const reader of readers) reader.write('data: moved\n\n')
            response.end()
          })
      })
    } else {
      response.setHeader('content-type', request.url === '/last' ? 'text/plain' : 'text/html')
      response.end(request.url === '/last' ? last : '<!doctype html><title>Floor</title>')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await log.close()
    },
  }
}
