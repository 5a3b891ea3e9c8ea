import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { v7 } from 'uuid'
import { create } from '#replica/replica.ts'
import { eventually } from '#tests/support/eventually.ts'
import { startSync, type SyncEngine } from '#sync/engine.ts'
import type { SyncEnvironment } from '#sync/environment.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { databaseName } from '#vault/database.ts'
import { NewerSchemaError } from '#vault/vault-errors.ts'
import { schemaEpoch } from '#vault/schema-gate.ts'
import { onDisk } from '#tests/vault/vault-device.ts'
import { addTask, newBranchDevice, taskData, type BranchDevice } from './branch-device.ts'

let server: TestServer
const engines: SyncEngine[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
})
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop()
})
afterAll(() => server.close())

/** PU4: from now on the server asks for a newer app where this one wants to read. */
function refusePulls({ network }: BranchDevice): void {
  const problem = { type: '/problems/upgrade-required', title: 'Too old.', status: 426 }
  const refusal = () => Response.json(problem, { status: 426 })
  const faults = Array.from({ length: 50 }, () => ({ kind: 'answer', response: refusal }) as const)
  network.fail('/sync/pull', ...faults)
  network.fail('/sync/news', ...faults)
}

/** Tasks in commits of 400. */
async function addTasks({ replica, session }: BranchDevice, total: number): Promise<void> {
  for (let first = 0; first < total; first += 400) {
    await replica.commit(
      Array.from({ length: 400 }, (_, index) =>
        create('task', v7(), taskData(session, { title: `第 ${first + index} 项` })),
      ),
    )
  }
}

interface Running extends BranchDevice {
  engine: SyncEngine
  wake: (why: 'focus' | 'visible' | 'online') => void
  errors: unknown[]
}

async function newDevice(): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm')
  return newBranchDevice(server.url, { staffNo, password: server.password })
}

function run(device: BranchDevice, change: Partial<SyncEnvironment> = {}): Running {
  const wakers = new Set<(why: 'focus' | 'visible' | 'online') => void>()
  const errors: unknown[] = []
  const environment: SyncEnvironment = {
    now: Date.now,
    random: () => 0.5,
    setTimer(callback, milliseconds) {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
    locks: navigator.locks,
    visible: () => true,
    mayBegin: () => true,
    onWake(listener) {
      wakers.add(listener)
      return () => wakers.delete(listener)
    },
    onError: (error) => errors.push(error),
    ...change,
  }
  const { vault, replica, api } = device
  const engine = startSync({ vault, replica, api, environment })
  engines.push(engine)
  const wake = (why: 'focus' | 'visible' | 'online') => {
    for (const waker of wakers) waker(why)
  }
  return { ...device, engine, wake, errors }
}

/** SE5: what a server or a proxy says to who asked for too much. */
function comeLater(seconds: number) {
  const headers = { 'retry-after': String(seconds) }
  const response = () => new Response('slow down', { status: 429, headers })
  return { kind: 'answer', response } as const
}

const phaseOf = ({ engine }: Running) => engine.status.current().phase
const idle = (running: Running) =>
  eventually(() => {
    expect(running.engine.status.current()).toMatchObject({ phase: 'idle', pendingCount: 0 })
    expect(running.engine.status.current().lastSyncedAt).not.toBeNull()
  }, 5_000)

describe('the engine', () => {
  it('a new device shows the progress of its first sync and then when it was in sync', async () => {
    const running = run(await newDevice())
    const phases = new Set([phaseOf(running)])
    const seen: { received: number; expected: number }[] = []
    running.engine.status.subscribe(() => {
      phases.add(phaseOf(running))
      const { progress } = running.engine.status.current()
      if (progress !== null) seen.push(progress)
    })
    await idle(running)
    expect(phases).toContain('first-sync')
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.at(-1)?.received).toBe(seen.at(-1)?.expected)
    expect(running.replica.all('customer').length).toBeGreaterThan(0)
    expect(running.engine.status.current().progress).toBeNull()
  })

  it('[CL5] a saved change is on its way at once and on the other device without asking', async () => {
    const [first, second] = [run(await newDevice()), run(await newDevice())]
    await Promise.all([idle(first), idle(second)])
    await eventually(() => expect(first.network.reached).toContain('/sync/live'))
    await eventually(() => expect(second.network.reached).toContain('/sync/live'))
    await Promise.all([idle(first), idle(second)])
    const task = await addTask(first, { title: '看到就好' })
    await eventually(() => expect(second.replica.get('task', task)?.data.title).toBe('看到就好'))
    await idle(first)
  })

  it('[CL2] offline is said, work goes on, and “online” sends it at once', async () => {
    const running = run(await newDevice())
    await idle(running)
    running.network.down = true
    await addTask(running)
    await eventually(() => expect(phaseOf(running)).toBe('offline'))
    await addTask(running)
    const status = running.engine.status.current()
    expect(status.pendingCount).toBe(2)
    expect(status.oldestPendingAt).toBe(running.replica.pending()[0]?.operation.at)
    expect(status.nextTryAt).toBeGreaterThan(Date.now() - 5_000)
    running.network.down = false
    running.wake('online')
    await idle(running)
  })

  it('[PU3][CL2] thousands of changes go out in portions, each confirmed before the next, and how far it is, is said', async () => {
    const running = run(await newDevice())
    await idle(running)
    running.network.down = true
    const total = 5_600
    await addTasks(running, total)
    await eventually(() => expect(phaseOf(running)).toBe('offline'), 10_000)
    const told: string[] = []
    running.engine.status.subscribe(() => {
      const { phase, upload } = running.engine.status.current()
      if (upload !== null) told.push(`${phase} ${upload.done} of ${upload.total}`)
    })
    running.network.reached.length = 0
    running.network.down = false
    running.wake('online')
    await eventually(() => expect(running.replica.pending()).toEqual([]), 40_000)
    await idle(running)
    // Before the round under way has ended it is not “offline” any more.
    expect(told).toContain(`syncing 500 of ${total}`)
    expect(told).toContain(`syncing 5500 of ${total}`)
    const asked = running.network.reached.filter((path) => /push|pull/u.test(path))
    const pushesBeforePull = asked.indexOf('/sync/pull') - asked.indexOf('/sync/push')
    expect(pushesBeforePull).toBe(10)
    expect(asked.filter((path) => path === '/sync/push').length).toBeGreaterThanOrEqual(12)
  }, 60_000)

  it('[PU4] where the pull asks for a newer app, more than one round sends goes out at once all the same', async () => {
    const running = run(await newDevice())
    await idle(running)
    running.network.down = true
    await addTasks(running, 5_600)
    await eventually(() => expect(phaseOf(running)).toBe('offline'), 10_000)
    refusePulls(running)
    running.network.down = false
    running.wake('online')
    // The usual look every half minute would come too late.
    await eventually(
      () => expect(running.replica.pending().filter(({ state }) => state !== 'sent')).toEqual([]),
      25_000,
    )
    expect(phaseOf(running)).toBe('upgrade-required')
    running.network.heal()
    await running.engine.syncNow()
  }, 60_000)

  it('[PU2] a 401 pauses with everything kept, and the sign-in goes on where it stopped', async () => {
    const running = run(await newDevice())
    await idle(running)
    running.network.forgetCookies()
    await addTask(running)
    await eventually(() => expect(phaseOf(running)).toBe('signed-out'))
    const requests = running.network.pushes.length
    await addTask(running)
    running.wake('focus')
    running.wake('online')
    expect(running.engine.status.current().pendingCount).toBe(2)
    expect(running.network.pushes.length).toBe(requests)
    await running.signIn()
    running.engine.signedInAgain()
    await idle(running)
  })

  it('[SE5] a 429 leaves the outbox as it is, is said, and is not asked again before its time', async () => {
    let ahead = 0
    const due: { at: number; callback: () => void }[] = []
    const running = run(await newDevice(), {
      now: () => Date.now() + ahead,
      setTimer(callback, milliseconds) {
        const timer = { at: Date.now() + ahead + milliseconds, callback }
        due.push(timer)
        const real = setTimeout(callback, milliseconds)
        return () => {
          clearTimeout(real)
          due.splice(due.indexOf(timer), 1)
        }
      },
    })
    await idle(running)
    const { network } = running
    network.fail('/sync/push', comeLater(90))
    const pushes = network.pushes.length
    const first = await addTask(running, { title: '等一等' })
    await eventually(() => expect(phaseOf(running)).toBe('busy'), 5_000)
    const second = await addTask(running)
    const pulls = network.pulls.length
    for (const why of ['focus', 'visible', 'online'] as const) running.wake(why)
    expect(network.pulls.length).toBe(pulls)
    expect(network.pushes.length).toBe(pushes + 1)
    expect(running.replica.pending().map(({ state }) => state)).toEqual(['waiting', 'waiting'])
    const { nextTryAt, pendingCount } = running.engine.status.current()
    expect(pendingCount).toBe(2)
    const inMs = (nextTryAt ?? 0) - Date.now()
    expect(inMs).toBeGreaterThan(85_000)
    expect(inMs).toBeLessThan(115_000)
    ahead = 120_000
    const passed = due.filter(({ at }) => at <= Date.now() + ahead)
    for (const { callback } of passed) callback()
    await idle(running)
    expect(running.replica.get('task', first)?.data.title).toBe('等一等')
    expect(running.replica.get('task', second)?.seq).toBeGreaterThan(0)
  })

  it('[SE5] who is refused because of too much asks for nothing else in that round, and says how long', async () => {
    const device = await newDevice()
    await device.sync()
    await addTask(device)
    device.network.fail('/sync/push', comeLater(7))
    const pulls = device.network.pulls.length
    const error = { type: 'busy', retryAfterMs: 7_000 }
    expect(await device.round()).toEqual({ ok: false, error })
    expect(device.network.pulls.length).toBe(pulls)
    expect(device.replica.pending().map(({ state }) => state)).toEqual(['waiting'])
    device.network.fail('/sync/pull', comeLater(7))
    expect(await device.round()).toEqual({ ok: false, error })
    await device.sync()
    expect(device.replica.pending()).toEqual([])
  })

  it('[GC2] a foreign server is named and nothing is deleted', async () => {
    const device = await newDevice()
    await device.sync()
    await addTask(device)
    const hello = await device.api.hello()
    if (!hello.ok) throw new Error('hello')
    const other = { ...hello.value, serverId: crypto.randomUUID() }
    device.network.fail('/api/hello', { kind: 'answer', response: () => Response.json(other) })
    const running = run(device)
    await eventually(() => expect(phaseOf(running)).toBe('wrong-server'))
    expect(running.engine.status.current().pendingCount).toBe(1)
    expect(running.replica.all('customer').length).toBeGreaterThan(0)
  })

  it('[CL6] a tab that a newer app has overtaken blames this device, not the server', async () => {
    const running = run(await newDevice())
    await idle(running)
    await addTask(running)
    await onDisk(running.device, `branchbook-${running.vault.tag}`, 'meta', (store) =>
      store.put({ key: 'schema', epoch: schemaEpoch + 1 }),
    )
    await eventually(() => expect(phaseOf(running)).toBe('device-failed'))
    expect(running.errors).toContainEqual(expect.any(NewerSchemaError))
    expect(running.engine.status.current().nextTryAt).not.toBeNull()
  })

  it('[CL7] what was saved goes out from memory when the disk was emptied under the open app', async () => {
    const running = run(await newDevice())
    await idle(running)
    running.network.down = true
    const task = await addTask(running, { title: '只在内存里' })
    await eventually(() => expect(phaseOf(running)).toBe('offline'))
    await onDisk(running.device, databaseName(running.vault.tag), 'meta', (store) => store.clear())
    running.network.down = false
    running.wake('online')
    await eventually(() => {
      expect(phaseOf(running)).toBe('device-failed')
      expect(running.replica.pending().map(({ state }) => state)).toEqual(['sent'])
    })
    const other = run(await newDevice())
    await idle(other)
    expect(other.replica.get('task', task)?.data.title).toBe('只在内存里')
  })

  it('[VA5] out of sight on a system that stops such pages no round begins; coming back begins one', async () => {
    let mayBegin = true
    const running = run(await newDevice(), { mayBegin: () => mayBegin })
    await idle(running)
    mayBegin = false
    const before = running.network.reached.length
    await addTask(running)
    running.wake('online')
    expect(running.replica.pending().map(({ state }) => state)).toEqual(['waiting'])
    expect(running.network.reached.length).toBe(before)
    mayBegin = true
    running.wake('visible')
    await idle(running)
  })

  it('[PU4] where the pull asks for a newer app, it says so, and a save still goes out at once', async () => {
    const running = run(await newDevice())
    await idle(running)
    refusePulls(running)
    await addTask(running)
    running.wake('focus')
    await eventually(() => expect(phaseOf(running)).toBe('upgrade-required'))
    await addTask(running, { title: '还是发出去了' })
    await eventually(() =>
      expect(running.replica.pending().map(({ state }) => state)).toEqual(['sent', 'sent']),
    )
    expect(phaseOf(running)).toBe('upgrade-required')
    running.network.heal()
    await running.engine.syncNow()
    await idle(running)
  })

  it('[CL4] a second tab commits, the first one sends, both say the same', async () => {
    const device = await newDevice()
    const first = run(device)
    await idle(first)
    const other = await device.secondTab()
    const second = run(other)
    await eventually(() => expect(second.engine.status.current().lastSyncedAt).not.toBeNull())
    const task = await addTask(second)
    await eventually(() => expect(second.replica.get('task', task)?.seq).toBeGreaterThan(0))
    await Promise.all([idle(first), idle(second)])
    expect(first.replica.get('task', task)?.data.title).toBe('回访王先生')
    await first.engine.stop()
    const later = await addTask(second, { title: '接手了' })
    await idle(second)
    expect(second.replica.get('task', later)?.seq).toBeGreaterThan(0)
  })

  it('[CL4] what is saved in the tab in front does not wait for a leader in the background, which reads nothing (VA5)', async () => {
    const device = await newDevice()
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    vi.stubGlobal('document', page)
    const behind = await device.secondTab()
    vi.unstubAllGlobals()
    const first = run(behind, { visible: () => page.visibilityState === 'visible' })
    await idle(first)
    page.visibilityState = 'hidden'
    const second = run(await device.secondTab())
    await eventually(() => expect(second.engine.status.current().lastSyncedAt).not.toBeNull())
    const task = await addTask(second)
    await eventually(() => expect(second.replica.get('task', task)?.seq).toBeGreaterThan(0), 3_000)
    await idle(second)
  })

  it('[CL4] a visible tab takes over from a holder of the lock that keeps silent', async () => {
    const device = await newDevice()
    await device.sync()
    const frozen = Promise.withResolvers<void>()
    const holding = navigator.locks
      .request(`branchbook-sync-${device.vault.tag}`, () => frozen.promise)
      .catch(() => {})
    const start = Date.now()
    const hundredfold = {
      now: () => start + (Date.now() - start) * 100,
      setTimer(callback: () => void, milliseconds: number) {
        const timer = setTimeout(callback, milliseconds / 100)
        return () => clearTimeout(timer)
      },
    }
    const hidden = run(device, { ...hundredfold, visible: () => false })
    await addTask(device)
    await hidden.engine.stop()
    expect(device.replica.pending()).toHaveLength(1)
    run(device, { ...hundredfold })
    await eventually(() => expect(device.replica.pending()).toEqual([]), 5_000)
    frozen.resolve()
    await holding
  })

  it('“sync now” resolves when its round is over, also offline', async () => {
    const running = run(await newDevice())
    await idle(running)
    running.network.down = true
    await running.engine.syncNow()
    expect(phaseOf(running)).toBe('offline')
    running.network.down = false
    await running.engine.syncNow()
    expect(phaseOf(running)).toBe('idle')
  })

  it('stops quietly: after it nothing is asked and nothing is reported', async () => {
    const running = run(await newDevice())
    await running.engine.stop()
    running.vault.lock()
    const requests = running.network.reached.length
    running.wake('focus')
    await new Promise((resolve) => setImmediate(resolve))
    expect(running.network.reached.length).toBe(requests)
    expect(running.errors).toEqual([])
  })
})
