import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import { startSync, type SyncEngine } from '#sync/engine.ts'
import { usualLimits } from '#server/limits.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addTask, newBranchDevice, type BranchDevice } from './branch-device.ts'

let server: TestServer
const engines: SyncEngine[] = []
beforeAll(async () => {
  server = await startTestServer({
    customers: 5,
    // On a busy machine 40 ms are sometimes not enough for the others to be first.
    limits: { ...usualLimits, politenessMs: 1_000 },
  })
})
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop()
})
afterAll(() => server.close())

function newDevice(): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm')
  return newBranchDevice(server.url, { staffNo, password: server.password })
}

const requests = ({ network }: BranchDevice, path: string) =>
  network.reached.filter((reached) => reached === path).length

/** Starts the sync of a device. `now`: its clock (ms). */
function run(device: BranchDevice, now: () => number = Date.now): SyncEngine {
  const engine = startSync({
    ...device,
    environment: {
      now,
      random: () => 0.5,
      setTimer(callback, milliseconds) {
        // Two seconds after a poke a round asks for what has not come; a busy machine would make it an accident who wins.
        if (milliseconds === 2_000) return () => {}
        const timer = setTimeout(callback, milliseconds)
        return () => clearTimeout(timer)
      },
      locks: navigator.locks,
      visible: () => true,
      mayBegin: () => true,
      onWake: () => () => {},
      onError: (error) => {
        throw error
      },
    },
  })
  engines.push(engine)
  return engine
}

/** A device whose sync runs. */
async function running(): Promise<BranchDevice> {
  const device = await newDevice()
  run(device)
  return device
}

describe('the open request for news', () => {
  it('[PL5] brings what a colleague wrote without a pull, and waits again', async () => {
    const [tablet, colleague] = [await running(), await newDevice()]
    await eventually(() => expect(requests(tablet, '/sync/news')).toBe(1))
    const pulls = tablet.network.pulls.length
    for (const title of ['第一件', '第二件', '第三件']) {
      const waits = requests(tablet, '/sync/news')
      const task = await addTask(colleague, { title })
      await colleague.sync()
      await eventually(() => expect(tablet.replica.get('task', task)?.data.title).toBe(title))
      await eventually(() => expect(requests(tablet, '/sync/news')).toBe(waits + 1))
    }
    expect(tablet.network.pulls.length).toBe(pulls)
    const { cursor } = await tablet.vault.base.beginPull()
    expect(cursor?.positions).toEqual((await colleague.vault.base.beginPull()).cursor?.positions)
  })

  it('[PU1] what is written here goes out beside it, and its answer confirms it: nothing is cut, nothing is asked', async () => {
    const [tablet, colleague] = [await newDevice(), await newDevice()]
    // No second ever passes, after which a round would ask for what has not come.
    const openedAt = Date.now()
    run(tablet, () => openedAt)
    await eventually(() => expect(requests(tablet, '/sync/news')).toBe(1))
    const pulls = tablet.network.pulls.length
    for (const title of ['自己写的', '又一件']) {
      const [waits, pushes] = [requests(tablet, '/sync/news'), requests(tablet, '/sync/push')]
      const task = await addTask(tablet, { title })
      await eventually(() => expect(requests(tablet, '/sync/news')).toBe(waits + 1))
      await eventually(() => expect(tablet.replica.pending()).toEqual([]))
      expect(requests(tablet, '/sync/push')).toBe(pushes + 1)
      await colleague.sync()
      expect(colleague.replica.get('task', task)?.data.title).toBe(title)
    }
    expect(tablet.network.pulls.length).toBe(pulls)
  })

  it('[CL5] where it says nothing, a round asks for the confirmation a second later', async () => {
    const tablet = await newDevice()
    tablet.network.fail('/sync/news', { kind: 'silence' })
    const engine = run(tablet)
    await eventually(() => expect(engine.status.current().phase).toBe('idle'))
    const pulls = tablet.network.pulls.length
    await addTask(tablet, { title: '等确认' })
    await eventually(() => expect(tablet.replica.pending()).toEqual([]))
    expect(tablet.network.pulls.length).toBe(pulls + 1)
  })

  it('[PU2] a push beside it that gets no answer is sent again by a round, and nothing is lost', async () => {
    const [tablet, colleague] = [await newDevice(), await newDevice()]
    run(tablet)
    await eventually(() => expect(requests(tablet, '/sync/news')).toBe(1))
    tablet.network.fail('/sync/push', { kind: 'drop-answer' })
    const task = await addTask(tablet, { title: '没有回音' })
    await eventually(() => expect(tablet.replica.pending()).toEqual([]))
    await colleague.sync()
    expect(colleague.replica.get('task', task)?.data.title).toBe('没有回音')
  })

  it('[PL5] a line that never lets it through costs three tries, and pokes bring the news', async () => {
    const tablet = await newDevice()
    const drop = { kind: 'drop-request' } as const
    tablet.network.fail('/sync/news', drop, drop, drop)
    const colleague = await newDevice()
    const engine = run(tablet)
    for (const title of ['一', '二', '三', '四']) {
      const task = await addTask(colleague, { title })
      await colleague.sync()
      await eventually(() => expect(tablet.replica.get('task', task)?.data.title).toBe(title))
      await eventually(() => expect(engine.status.current().phase).toBe('idle'))
    }
    expect(requests(tablet, '/sync/news')).toBe(0)
    expect(tablet.network.pulls.length).toBeGreaterThanOrEqual(4)
  })

  it('[PL1] one that is cut within its rows loses none of them', async () => {
    const [tablet, colleague] = [await newDevice(), await newDevice()]
    tablet.network.fail('/sync/news', { kind: 'cut', after: 300 })
    run(tablet)
    await eventually(() => expect(requests(tablet, '/sync/news')).toBe(1))
    const task = await addTask(colleague, { title: '半途断了线' })
    await colleague.sync()
    await eventually(() => expect(tablet.replica.get('task', task)?.data.title).toBe('半途断了线'))
  })
})
