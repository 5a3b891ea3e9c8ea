import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashToken } from '#server/sessions.ts'
import { createRotatingBrowser, type RotatingBrowser } from '#tests/faults/rotating-browser.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { auditOfDevice } from './request-checks.ts'

const minute = 60_000
const day = 24 * 60 * minute

let server: TestServer
let now = Date.now()
let browser: RotatingBrowser
beforeAll(async () => {
  server = await startTestServer({ customers: 5, clock: () => now })
})
afterAll(() => server.close())
beforeEach(async () => {
  browser = createRotatingBrowser(server.url)
  await signIn(browser)
})

async function signIn(who: RotatingBrowser, password = server.password) {
  const { staffNo } = server.colleague('rm')
  const { device, epoch } = who
  const answer = await who.ask('/api/sign-in', { staffNo, password, device, epoch })
  expect(answer?.status).toBe(200)
  answer?.arrive()
}

async function statusOf(token: string): Promise<number | undefined> {
  return (await browser.askWith(token, '/api/session'))?.status
}

/** The token is replaced, and the new one was used. */
async function rotate(): Promise<string> {
  const former = browser.token
  await statusOf(former)
  now += day
  for (let round = 0; round < 2; round += 1) (await browser.ask('/api/session'))?.arrive()
  expect(browser.token).not.toBe(former)
  return former
}

test('[SE2] a token is replaced after a day of use, in a cookie like the first that ends when the session does', async () => {
  await statusOf(browser.token)
  now += day - 1000
  const early = await fetch(`${server.url}/api/session`, {
    headers: { cookie: `branchbook=${browser.token}` },
  })
  expect(early.headers.getSetCookie()).toEqual([])
  now += 1000
  const answer = await fetch(`${server.url}/api/session`, {
    headers: { cookie: `branchbook=${browser.token}` },
  })
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^branchbook=[\w-]{43}; Max-Age=2505600;/)
  expect(cookie).toContain('HttpOnly')
  expect(cookie).toContain('SameSite=Strict')
  expect(cookie).not.toContain(browser.token)
})

test('[SE2] the former token is good until the new one is used: an answer that is lost locks nobody out', async () => {
  await statusOf(browser.token)
  now += day
  for (let lost = 0; lost < 5; lost += 1) {
    expect(await statusOf(browser.token)).toBe(200)
    now += 3 * minute
  }
  const former = await rotate()
  expect(former).not.toBe(browser.token)
  expect(await statusOf(browser.token)).toBe(200)
})

test('[SE2] whoever shows a former token later ends the session of the device, with an audit row, and a sign-in begins anew', async () => {
  const former = await rotate()
  const live = await openStream(browser.token)
  now += minute + 1
  expect(await statusOf(former)).toBe(401)
  expect(await statusOf(browser.token)).toBe(401)
  expect(await live.ended).toBe(true)
  // Both are unknown now: the second use of the copy is no second event.
  expect(await statusOf(former)).toBe(401)
  expect(await auditOfDevice(server, browser, 'session-reused')).toBe(1)
  await signIn(browser)
  expect(await statusOf(browser.token)).toBe(200)
})

test('[SE2] a request that was overtaken by the rotation is answered, and brings no token of its own', async () => {
  const former = await rotate()
  now += minute - 1
  const answer = await browser.askWith(former, '/api/session')
  expect(answer?.status).toBe(200)
  const present = browser.token
  answer?.arrive()
  expect(browser.token).toBe(present)
  expect(await auditOfDevice(server, browser, 'session-reused')).toBe(0)
})

test('[SE2] a live stream and an upload that began before the rotation go on after it', async () => {
  const stream = await openStream(browser.token)
  const body = JSON.stringify({
    device: browser.device,
    epoch: browser.epoch,
    sentAt: now,
    operations: [],
  })
  const upload = request(`${server.url}/sync/push`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-branchbook': '1',
      cookie: `branchbook=${browser.token}`,
    },
  })
  upload.write(body.slice(0, 10))
  // The head of the upload is there: what was asked after it is answered.
  await statusOf(browser.token)
  await rotate()
  now += 10 * minute
  upload.end(body.slice(10))
  const [answer] = await once(upload, 'response')
  expect(answer.statusCode).toBe(200)
  answer.resume()
  // Something of this person moves: the stream looks at its session again, and tells it.
  await pokeOwn()
  expect(await stream.said('moved')).toBe(true)
  expect(await statusOf(browser.token)).toBe(200)
  stream.stop()
})

test('[SE2] two answers that overtake each other leave a browser that is signed in, whichever it keeps', async () => {
  for (const kept of [0, 1]) {
    await statusOf(browser.token)
    now += day
    const first = await browser.ask('/api/session')
    now += minute
    const second = await browser.ask('/api/session')
    const tokens = [first, second].map((answer) => {
      answer?.arrive()
      return browser.token
    })
    expect(tokens[0]).not.toBe(tokens[1])
    browser.token = tokens[kept] ?? ''
    // Both were used, in either order.
    await statusOf(tokens[1 - kept] ?? '')
    await statusOf(browser.token)
    now += 10 * minute
    expect(await statusOf(browser.token)).toBe(200)
    // The next rotation spends the other one.
    await rotate()
    now += minute + 1
    expect(await statusOf(tokens[1 - kept] ?? '')).toBe(401)
    await signIn(browser)
  }
})

test('[SE2] a sign-in replaces the token of the device; when its answer is lost, the former one goes on', async () => {
  const former = browser.token
  await statusOf(former)
  now += 60 * minute
  const { staffNo } = server.colleague('rm')
  const { device, epoch } = browser
  const lost = await browser.ask('/api/sign-in', {
    staffNo,
    password: server.password,
    device,
    epoch,
  })
  expect(lost?.status).toBe(200)
  expect(await statusOf(former)).toBe(200)
  await signIn(browser)
  expect(await statusOf(browser.token)).toBe(200)
  now += minute + 1
  expect(await statusOf(former)).toBe(401)
  expect(await auditOfDevice(server, browser, 'session-reused')).toBe(1)
})

test('[SE2] a change of the password replaces the token of this device, so that a copy of it is over too', async () => {
  const copy = browser.token
  await statusOf(copy)
  const next = '一个新的密码2026'
  const changed = await browser.ask('/api/password', { current: server.password, next })
  expect(changed?.status).toBe(204)
  changed?.arrive()
  expect(browser.token).not.toBe(copy)
  expect(await statusOf(browser.token)).toBe(200)
  now += minute + 1
  expect(await statusOf(copy)).toBe(401)
  const back = createRotatingBrowser(server.url)
  await signIn(back, next)
  await back.ask('/api/password', { current: next, next: server.password })
})

test('[SE2] a rotated session still ends thirty days after the sign-in', async () => {
  for (let days = 0; days < 29; days += 1) await rotate()
  expect(await statusOf(browser.token)).toBe(200)
  now += 2 * day
  expect(await statusOf(browser.token)).toBe(401)
})

test('[SE2] a sign-out ends the session with every token of the device', async () => {
  const former = await rotate()
  const response = await browser.ask('/api/sign-out', {})
  expect(response?.status).toBe(204)
  expect(await statusOf(browser.token)).toBe(401)
  expect(await statusOf(former)).toBe(401)
  const { sessions } = await server.services.store.read(async (reader) => ({
    sessions: await reader.sessions.find(hashToken(former), now),
  }))
  expect(sessions).toBeUndefined()
})

/** A stream of events; `ended` when the server ends it, `said` when a word of it arrives. */
async function openStream(token: string) {
  const stop = new AbortController()
  const response = await fetch(`${server.url}/sync/live`, {
    headers: { cookie: `branchbook=${token}` },
    signal: stop.signal,
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const waiting: { word: string; tell: (said: boolean) => void }[] = []
  const tell = (isOver: boolean) => {
    for (const one of waiting)
      if (isOver || text.includes(one.word)) one.tell(text.includes(one.word))
  }
  const ended = (async () => {
    for (;;) {
      const part = await reader?.read().catch(() => undefined)
      if (part === undefined || part.done) break
      text += part.value
      tell(false)
    }
    tell(true)
    return true
  })()
  const said = (word: string) =>
    new Promise<boolean>((resolve) => {
      waiting.push({ word, tell: resolve })
      tell(false)
    })
  await said(': connected')
  return { ended, said, stop: () => stop.abort() }
}

function pokeOwn(): Promise<void> {
  const { id } = server.colleague('rm')
  return server.services.store.write(now, async ({ records }) => records.poke([`staff:${id}`]))
}
