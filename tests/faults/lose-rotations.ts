import {
  type Random,
  randomInteger,
  randomItem,
  seededRandom,
} from '#shared/domain/seeded-random.ts'
import { registerDevice } from '#server/register-device.ts'
import { overtakingMs } from '#server/session-token.ts'
import { hashToken, newToken, sessionLength } from '#server/sessions.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { type Answer, createRotatingBrowser, type RotatingBrowser } from './rotating-browser.ts'

const hour = 60 * 60_000
/** What a network does to a request here; what is lost is lost on the way there or back. */
const networkFaults = ['none', 'none', 'swallow', 'halve-answer', 'reset', 'repeat'] as const
/** Of a hundred steps; the rest are requests. */
const signInsInHundred = 4
/** An answer may be so late (ms); the server gives it ten minutes. */
const latestAnswer = 5 * 60_000

interface Counts {
  requests: number
  lostAnswers: number
  rotations: number
  signIns: number
  copies: number
}

/**
 * SE2: devices work for days while answers are lost, cut, late and overtaken, and so many runs never find one locked out. In every
 * second run somebody has copied the token before: the copy ends the session, and the person signs in again.
 */
export async function loseRotations({
  runs,
  seed,
}: {
  runs: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const clock = { now: Date.now() }
  const server = await startTestServer({ customers: 5, clock: () => clock.now })
  const proxy = await startFaultProxy(server.url, random)
  const counts: Counts = { requests: 0, lostAnswers: 0, rotations: 0, signIns: 0, copies: 0 }
  const violations: string[] = []
  try {
    for (let run = 0; run < runs; run += 1) {
      const parts = { server, proxy, random, clock, counts }
      const found = await oneRun(parts, run % 2 === 1)
      violations.push(...found.map((text) => `run ${run}, seed ${seed}: ${text}`))
    }
    return { counts: { runs, ...counts }, violations }
  } finally {
    await proxy.close()
    await server.close()
  }
}

interface Parts {
  server: TestServer
  proxy: FaultProxy
  random: Random
  clock: { now: number }
  counts: Counts
}

async function oneRun(parts: Parts, isCopied: boolean): Promise<string[]> {
  const { proxy, random, clock, counts } = parts
  const violations: string[] = []
  const browser = createRotatingBrowser(proxy.url)
  await signInQuickly(parts, browser)
  const late: { answer: Answer; at: number }[] = []
  let copied = ''
  const steps = randomInteger(random, 6, 14)
  for (let step = 0; step < steps; step += 1) {
    clock.now += randomItem(random, [1000, 40_000, 3 * 60_000, 5 * hour, 26 * hour])
    for (const { answer, at } of late.splice(0)) {
      if (clock.now - at <= latestAnswer) answer.arrive()
    }
    proxy.choose = () => randomItem(random, networkFaults)
    if (randomInteger(random, 1, 100) <= signInsInHundred) {
      await signInQuickly(parts, browser)
      continue
    }
    const take = (answer: Answer | null) => {
      counts.requests += 1
      if (answer === null) counts.lostAnswers += 1
      else if (answer.status !== 200) violations.push(`${answer.status} in step ${step}`)
      else if (random() < 0.1) late.push({ answer, at: clock.now })
      else answer.arrive()
      return answer?.status === 200
    }
    const before = browser.token
    for (const answer of await Promise.all(requestsOf(parts, browser))) {
      if (take(answer) && copied === '') copied = before
    }
    take(await browser.ask('/api/session'))
    // One more set out before all of those, and is overtaken by them.
    clock.now += randomInteger(random, 0, overtakingMs - 1000)
    take(await browser.askWith(before, '/api/session'))
  }
  proxy.choose = undefined
  // After quiet: what arrived is used, and what was before it is over.
  for (let round = 0; round < 2; round += 1) {
    clock.now += 2 * 60_000
    const answer = await browser.ask('/api/session')
    if (answer?.status !== 200) violations.push(`locked out: ${answer?.status}`)
    answer?.arrive()
  }
  counts.rotations += browser.rotations
  if (isCopied && copied !== '' && copied !== browser.token) {
    violations.push(...(await useCopy(parts, browser, copied)))
  }
  return violations
}

function requestsOf({ random }: Parts, browser: RotatingBrowser): Promise<Answer | null>[] {
  const push = { device: browser.device, epoch: browser.epoch, sentAt: Date.now(), operations: [] }
  return Array.from({ length: randomInteger(random, 1, 3) }, () =>
    random() < 0.5 ? browser.ask('/api/session') : browser.ask('/sync/push', push),
  )
}

/** SE2: whoever shows the first token of all after that is told to sign in, and so is everybody with this session. */
async function useCopy(
  { server, counts, clock }: Parts,
  browser: RotatingBrowser,
  copied: string,
): Promise<string[]> {
  counts.copies += 1
  clock.now += 26 * hour
  // The next rotation spends what overtook each other before it.
  for (let round = 0; round < 2; round += 1) (await browser.ask('/api/session'))?.arrive()
  clock.now += overtakingMs + 1
  const thief = await browser.askWith(copied, '/api/session')
  const owner = await browser.ask('/api/session')
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 1_000_000))
  const told = rows.filter(
    ({ row }) => row.what === 'session-reused' && row.device === browser.device,
  )
  const isEnded = thief?.status === 401 && owner?.status === 401 && told.length === 1
  return isEnded
    ? []
    : [`a copy: ${thief?.status}, its owner: ${owner?.status}, ${told.length} audit rows`]
}

/** As a sign-in makes a session, without its key derivation, and with an answer that may be lost. */
async function signInQuickly(
  { server, random, clock, counts }: Parts,
  browser: RotatingBrowser,
): Promise<void> {
  const token = newToken(server.services)
  const account = server.colleague('rm')
  const { device, epoch } = browser
  const { now } = clock
  const parent = browser.token === '' ? null : hashToken(browser.token)
  await server.services.store.write(now, async (transaction) => {
    await registerDevice(transaction, account, { device, epoch, former: undefined }, now)
    const session = { staffId: account.id, device, expiresAt: now + sessionLength, parent }
    await transaction.sessions.add(hashToken(token), session, now)
  })
  counts.signIns += 1
  const isLost = browser.token !== '' && random() < 0.5
  if (!isLost) browser.token = token
}
