import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import { startSync } from '#sync/engine.ts'
import { listenLive, type Live } from '#sync/live.ts'
import {
  startBufferingProxy,
  type BufferingProxy,
  type EventTreatment,
} from '#tests/support/buffering-proxy.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addTask, newBranchDevice, type BranchDevice } from './branch-device.ts'

let server: TestServer
let proxy: BufferingProxy
const running: { stop: () => unknown }[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
  proxy = await startBufferingProxy(server.url)
})
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
  proxy.events = 'hold'
  proxy.refuseEvents = null
  proxy.seen.length = 0
})
afterAll(async () => {
  await proxy.close()
  await server.close()
})

/** A device of one relationship manager, behind the proxy or before the server itself. */
function newDevice(url: string): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm')
  return newBranchDevice(url, { staffNo, password: server.password })
}

/** Five seconds of silence are 250 ms, ten minutes 3 s: what a busy machine takes is still told from silence. */
function fastTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds / (milliseconds < 60_000 ? 20 : 200))
  return () => clearTimeout(timer)
}

function notFastTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}

function listen({ api, vault }: Pick<BranchDevice, 'api' | 'vault'>): {
  live: Live
  moved: () => number
} {
  let moved = 0
  const onMoved = () => (moved += 1)
  const device = vault.deviceId
  const live = listenLive({ api, device, random: () => 1, setTimer: fastTimer, onMoved })
  running.push(live)
  return { live, moved: () => moved }
}

const asked = (request: string) => proxy.seen.filter((line) => line === request).length
const polls = () => asked('POST /sync/live')
const streams = () => asked('GET /sync/live')

describe('a proxy that breaks server-sent events', () => {
  it.each<[string, EventTreatment, number | null]>([
    ['holds them back, headers and all', 'hold', null],
    ['holds them back behind their headers', 'hold-body', null],
    ['cuts them as soon as they speak', 'cut', null],
    ['refuses them', 'pass', 502],
  ])('[PL5] %s: long polls stand in and tell of a change at once', async (_, events, refused) => {
    proxy.events = events
    proxy.refuseEvents = refused
    const [tablet, colleague] = [await newDevice(proxy.url), await newDevice(server.url)]
    const { live, moved } = listen(tablet)
    // The first is answered at once; the second one waits.
    await eventually(() => expect(polls()).toBeGreaterThanOrEqual(2), 5_000)
    await eventually(() => expect(live.connected).toBe(true))
    const before = moved()
    await addTask(colleague)
    await colleague.sync()
    await eventually(() => expect(moved()).toBeGreaterThan(before))
  })

  it('[PL5] the change is in the replica of the other device long before the next poll of 30 s', async () => {
    const [tablet, colleague] = [await newDevice(proxy.url), await newDevice(server.url)]
    const engine = startSync({
      ...tablet,
      environment: {
        now: Date.now,
        random: () => 0.5,
        // Only the five seconds until the fallback are shortened; the poll of 30 s is not.
        setTimer: (callback, wait) =>
          wait === 5_000 ? fastTimer(callback, wait) : notFastTimer(callback, wait),
        locks: navigator.locks,
        visible: () => true,
        mayBegin: () => true,
        onWake: () => () => {},
        onError: (error) => {
          throw error
        },
      },
    })
    running.push(engine)
    await eventually(() => expect(polls()).toBeGreaterThanOrEqual(2), 5_000)
    const task = await addTask(colleague, { title: '代理后面也看得到' })
    await colleague.sync()
    await eventually(() =>
      expect(tablet.replica.get('task', task)?.data.title).toBe('代理后面也看得到'),
    )
  })

  it('[PL5] each poll says where the one before ended, so that nothing between them is missed', async () => {
    const [tablet, colleague] = [await newDevice(proxy.url), await newDevice(server.url)]
    const bodies: { after: object | null }[] = []
    const answers: object[] = []
    const waitForMove: typeof tablet.api.waitForMove = async (body, signal) => {
      bodies.push(body)
      // The colleague writes after the first answer and before the second request sets out.
      if (bodies.length === 2) await colleague.sync()
      const answer = await tablet.api.waitForMove(body, signal)
      if (answer.ok) answers.push(answer.value.seen)
      return answer
    }
    await addTask(colleague)
    const { moved } = listen({ ...tablet, api: { ...tablet.api, waitForMove } })
    await eventually(() => expect(moved()).toBe(2), 5_000)
    await eventually(() => expect(bodies.length).toBeGreaterThanOrEqual(3))
    expect(bodies[0]?.after).toBeNull()
    expect(bodies[1]?.after).toEqual(answers[0])
    expect(bodies[2]?.after).toEqual(answers[1])
  })

  it('[PL5] events are tried again now and then, and the polls end when they last', async () => {
    const [tablet, colleague] = [await newDevice(proxy.url), await newDevice(server.url)]
    const { live, moved } = listen(tablet)
    await eventually(() => expect(polls()).toBeGreaterThanOrEqual(2), 5_000)
    expect(streams()).toBe(1)
    proxy.events = 'pass'
    await eventually(() => expect(streams()).toBe(2), 15_000)
    const pollsBefore = polls()
    // The second piece of the stream shows that it lasts: the poll under way is called off, and none follows.
    await addTask(colleague)
    await colleague.sync()
    await eventually(() => expect(moved()).toBeGreaterThan(1))
    await addTask(colleague)
    await colleague.sync()
    await eventually(() => expect(moved()).toBeGreaterThan(2))
    expect(live.connected).toBe(true)
    expect(polls()).toBeLessThanOrEqual(pollsBefore + 1)
  })

  it('[PL5] the end of the session ends polls and stream, and sync is told', async () => {
    const tablet = await newDevice(proxy.url)
    const { live, moved } = listen(tablet)
    await eventually(() => expect(polls()).toBeGreaterThanOrEqual(2), 5_000)
    const before = moved()
    await tablet.api.signOut()
    await eventually(() => expect(live.ended).toBe(true), 10_000)
    expect(live.connected).toBe(false)
    expect(moved()).toBe(before + 1)
    const requests = proxy.seen.length
    await new Promise((resolve) => fastTimer(() => resolve(null), 10_000))
    expect(proxy.seen.length).toBe(requests)
  })
})
