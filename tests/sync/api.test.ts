import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import { createApi } from '#sync/api.ts'
import { listenLive } from '#sync/live.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addTask, newBranchDevice, type BranchDevice } from './branch-device.ts'
import { createNetwork } from './network.ts'

let server: TestServer
let empty: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
  empty = await startTestServer({ customers: 0 })
})
afterAll(async () => {
  await server.close()
  await empty.close()
})

function newDevice(): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm')
  return newBranchDevice(server.url, { staffNo, password: server.password })
}

function newApi(baseUrl: string) {
  const network = createNetwork()
  return { network, api: createApi({ fetch: network.fetch, baseUrl }) }
}

const identity = () => ({ device: crypto.randomUUID(), epoch: crypto.randomUUID() })

describe('requests', () => {
  it('[SE1] an empty server is set up with the code, its administrator signs in and adds a colleague', async () => {
    const { api } = newApi(empty.url)
    expect(await api.hello()).toMatchObject({ ok: true, value: { setup: 'empty', demo: false } })
    const request = {
      code: 'wrong',
      branchName: '城东支行',
      name: '管理员',
      staffNo: '1',
      password: '一个相当长的密码',
    }
    expect(await api.setup(request)).toMatchObject({
      ok: false,
      error: { type: 'problem', status: 403, problem: { type: '/problems/wrong-code' } },
    })
    const code = empty.setupCode ?? ''
    expect(await api.setup({ ...request, code })).toEqual({ ok: true, value: null })
    const signIn = { staffNo: '1', password: '一个相当长的密码', ...identity() }
    expect(await api.signIn(signIn)).toMatchObject({ ok: true, value: { role: 'admin' } })
    const added = await api.addStaff({ name: '李静', staffNo: '2', role: 'rm' })
    expect(added).toMatchObject({ ok: true, value: { staff: { staffNo: '2', active: true } } })
    const staff = await api.staff()
    expect(staff.ok && staff.value.map(({ staffNo }) => staffNo)).toEqual(['1', '2'])
    const next = { current: '一个相当长的密码', next: '另一个相当长的密码' }
    expect(await api.changePassword(next)).toEqual({ ok: true, value: null })
    expect(await api.changePassword(next)).toMatchObject({
      ok: false,
      error: { type: 'problem', status: 403 },
    })
    expect(await api.signOut()).toEqual({ ok: true, value: null })
    expect(await api.session()).toEqual({ ok: false, error: { type: 'signed-out' } })
  })

  it('a wrong password is a problem of this sign-in, not the end of a session', async () => {
    const { api } = newApi(server.url)
    const { staffNo } = server.colleague('teller')
    expect(await api.signIn({ staffNo, password: 'wrong', ...identity() })).toMatchObject({
      ok: false,
      error: { type: 'problem', status: 401, problem: { type: '/problems/wrong-password' } },
    })
  })

  it('a server that cannot be reached and an answer that breaks off are the same', async () => {
    const { api, network } = newApi(server.url)
    network.fail('/api/hello', { kind: 'drop-request' }, { kind: 'cut', after: 20 })
    expect(await api.hello()).toEqual({ ok: false, error: { type: 'unreachable' } })
    expect(await api.hello()).toEqual({ ok: false, error: { type: 'unreachable' } })
    expect(await api.hello()).toMatchObject({ ok: true })
  })

  it('the login page of a guest network is no answer of ours', async () => {
    const { api, network } = newApi(server.url)
    network.fail('/api/hello', { kind: 'answer', response: () => new Response('<html></html>') })
    expect(await api.hello()).toEqual({ ok: false, error: { type: 'unexpected', status: 200 } })
  })

  it('a session of another device of the same browser does not answer for this vault', async () => {
    const device = await newDevice()
    await device.sync()
    const { staffNo } = server.colleague('lead')
    // The cookie is the browser's: somebody else signs in on it.
    await device.api.signIn({ staffNo, password: server.password, ...identity() })
    await addTask(device)
    expect(await device.round()).toMatchObject({
      ok: false,
      error: { type: 'problem', problem: { type: '/problems/other-device' } },
    })
    expect(device.replica.pending()).toHaveLength(1)
  })
})

function listen(device: BranchDevice) {
  const timers: { callback: () => void; wait: number; off: boolean }[] = []
  let moved = 0
  const live = listenLive({
    api: device.api,
    device: device.vault.deviceId,
    random: () => 1,
    setTimer(callback, wait) {
      const timer = { callback, wait, off: false }
      timers.push(timer)
      return () => (timer.off = true)
    },
    onMoved: () => (moved += 1),
  })
  const waiting = () => timers.filter(({ off }) => !off)
  return { live, moved: () => moved, waiting }
}

describe('live events', () => {
  it('[PL5] tells of a change on another device', async () => {
    const [first, second] = [await newDevice(), await newDevice()]
    const { live, moved } = listen(first)
    await eventually(() => expect(live.connected).toBe(true))
    const before = moved()
    await addTask(second)
    await second.sync()
    await eventually(() => expect(moved()).toBeGreaterThan(before))
    live.stop()
    expect(live.connected).toBe(false)
  })

  it('[PL5] connects again after a failure, later each time, and asks whether something was missed', async () => {
    const device = await newDevice()
    device.network.fail('/sync/live', { kind: 'drop-request' }, { kind: 'drop-request' })
    const { live, moved, waiting } = listen(device)
    await eventually(() => expect(waiting().map(({ wait }) => wait)).toEqual([1_000]))
    waiting()[0]?.callback()
    await eventually(() => expect(waiting().map(({ wait }) => wait)).toContain(2_000))
    expect(moved()).toBe(0)
    waiting()
      .find(({ wait }) => wait === 2_000)
      ?.callback()
    await eventually(() => expect(live.connected).toBe(true))
    expect(moved()).toBe(1)
    live.stop()
  })

  it('[PL5] a line that says nothing for 45 s is dead', async () => {
    const device = await newDevice()
    const { live, waiting } = listen(device)
    await eventually(() => expect(live.connected).toBe(true))
    await eventually(() => expect(waiting().map(({ wait }) => wait)).toContain(45_000))
    waiting()
      .find(({ wait }) => wait === 45_000)
      ?.callback()
    await eventually(() => expect(live.connected).toBe(false))
    await eventually(() => expect(waiting().some(({ wait }) => wait === 1_000)).toBe(true))
    live.stop()
  })
})
