import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patch } from '#replica/replica.ts'
import { verdictOf } from '#sync/round-ending.ts'
import { addTask, taskData, type BranchDevice } from './branch-device.ts'
import { onDisk } from '#tests/vault/vault-device.ts'
import { startMovingServer, type MovingServer } from './moving-server.ts'

let moving: MovingServer
beforeEach(async () => {
  moving = await startMovingServer()
})
afterEach(() => moving.close())

/** Type, id, place and content of everything that a device shows. */
function shown({ replica }: BranchDevice): unknown[] {
  const types = ['customer', 'task', 'profile', 'interaction', 'important-date'] as const
  return types
    .flatMap((type) => [...replica.all(type)])
    .map(({ type, id, seq, scope, data }) => ({ type, id, seq, scope, data }))
    .toSorted((one, other) => one.id.localeCompare(other.id))
}

const titles = ({ replica }: BranchDevice) =>
  replica
    .all('task')
    .map(({ data }) => data.title)
    .filter((title) => title.startsWith('做'))
    .toSorted()

describe('a server that was put back to a backup', () => {
  it('[GC2][I11] operations that were acknowledged after the backup are on the server again, nothing twice, all devices equal', async () => {
    const first = await moving.device()
    const second = await moving.device()
    const before = await addTask(first, { title: '做在备份前' })
    await first.sync()
    await second.sync()
    await moving.backUp()
    const after = await addTask(first, { title: '做在备份后' })
    await first.replica.commit([
      patch('task', before, { title: '做在备份前' }, { title: '做改过' }),
    ])
    await second.replica.commit([
      patch('task', before, { priority: 'normal' }, { priority: 'high' }),
    ])
    await first.sync()
    await second.sync()
    await first.sync()
    expect(shown(first)).toEqual(shown(second))
    const wanted = titles(first)
    const unsent = await addTask(first, { title: '做在断网时' })

    await moving.restore()
    await first.sync()
    await second.sync()
    await first.sync()
    expect(titles(first)).toEqual([...wanted, '做在断网时'].toSorted())
    expect(first.replica.get('task', before)?.data).toMatchObject({
      title: '做改过',
      priority: 'high',
    })
    expect(shown(first)).toEqual(shown(second))
    expect(first.replica.pending()).toEqual([])
    // A third device has nothing but what the server says.
    const third = await moving.device()
    await third.sync()
    expect(shown(third)).toEqual(shown(first))
    expect(third.replica.get('task', after)?.data.title).toBe('做在备份后')
    expect(third.replica.get('task', unsent)?.data.title).toBe('做在断网时')
    expect(third.replica.all('sync-issue')).toEqual([])
    const replaced = third.replica.get('task', before)?.history ?? []
    expect(replaced.filter(({ field }) => field === 'title')).toHaveLength(1)
    const reopened = await first.reopen()
    await reopened.replica.whenLoaded()
    expect(shown(reopened)).toEqual(shown(third))
  })

  it('[GC2] a tab that stays open while the server is put back notices at its next pull', async () => {
    const device = await moving.device()
    await device.sync()
    await moving.backUp()
    const lost = await addTask(device, { title: '做过' })
    await device.sync()
    await moving.restore()
    const before = await device.vault.numbering.read()
    await device.sync()
    const { epoch, offering } = await device.vault.numbering.read()
    expect([epoch === before.epoch, offering]).toEqual([false, false])
    const other = await moving.device()
    await other.sync()
    expect(other.replica.get('task', lost)?.data.title).toBe('做过')
    await device.sync()
    expect((await device.vault.numbering.read()).epoch).toBe(epoch)
  })

  it('[GC2] rows of the lost history leave, and nothing waits for a person', async () => {
    const writer = await moving.device()
    const reader = await moving.device()
    await writer.sync()
    await moving.backUp()
    const doomed = await addTask(writer, { title: '做在丢失的设备上' })
    await writer.sync()
    await reader.sync()
    expect(reader.replica.get('task', doomed)).toBeDefined()
    // The device that made it is gone with its journal.
    await moving.restore()
    await reader.sync()
    expect(reader.replica.get('task', doomed)).toBeUndefined()
    const reopened = await reader.reopen()
    await reopened.replica.whenLoaded()
    expect(reopened.replica.get('task', doomed)).toBeUndefined()
  })

  it('[GC2] a state of the lost history with a higher seq gives way to the present one, on the disk too', async () => {
    const writer = await moving.device()
    const reader = await moving.device()
    const task = await addTask(writer, { title: '做甲' })
    await writer.sync()
    await reader.sync()
    await moving.backUp()
    for (const [from, to] of [
      ['做甲', '做乙'],
      ['做乙', '做丙'],
    ] as const) {
      await writer.replica.commit([patch('task', task, { title: from }, { title: to })])
      await writer.sync()
    }
    await reader.sync()
    expect(reader.replica.get('task', task)?.data.title).toBe('做丙')
    await moving.restore()
    await reader.sync()
    expect(reader.replica.get('task', task)?.data.title).toBe('做甲')
    const reopened = await reader.reopen()
    await reopened.replica.whenLoaded()
    expect(reopened.replica.get('task', task)?.data.title).toBe('做甲')
  })

  it('[GC2] put back by hand, with the history unchanged, the device fills what is missing', async () => {
    const device = await moving.device()
    await addTask(device, { title: '做一' })
    await device.sync()
    await moving.backUp()
    await addTask(device, { title: '做二' })
    await device.sync()
    await addTask(device, { title: '做三' })
    await device.sync()
    await moving.putBack()
    await device.sync()
    const other = await moving.device()
    await other.sync()
    expect(titles(other)).toEqual(['做一', '做三', '做二'])
    await device.sync()
    expect(shown(device)).toEqual(shown(other))
  })

  it('[GC2] what left the device after its 30 days is not reported as lost, one number at a time', async () => {
    const device = await moving.device()
    await moving.backUp()
    for (const title of ['做一', '做二', '做三']) await addTask(device, { title })
    await device.sync()
    await emptyJournal(device)
    await moving.putBack()
    await device.sync()
    await addTask(device, { title: '做四' })
    await device.sync()
    expect(device.replica.pending()).toEqual([])
    expect(device.replica.all('sync-issue')).toEqual([])
    const other = await moving.device()
    await other.sync()
    expect(titles(other)).toEqual(['做四'])
    // Nothing is counted anew a second time.
    const { epoch } = await device.vault.numbering.read()
    await device.sync()
    expect((await device.vault.numbering.read()).epoch).toBe(epoch)
  })

  it('[GC2] a backup from before the sign-in of this device: it signs in again and nothing is lost', async () => {
    await moving.backUp()
    const device = await moving.device()
    const task = await addTask(device, { title: '做了' })
    await device.sync()
    await moving.restore()
    const ending = await device.round()
    expect(verdictOf(ending)).toBe('signed-out')
    await device.signIn()
    await device.sync()
    const other = await moving.device()
    await other.sync()
    expect(other.replica.get('task', task)?.data.title).toBe('做了')
  })
})

describe('counting anew', () => {
  it('[GC2] a device that was closed between counting anew and saying so goes on where it stopped', async () => {
    const device = await deviceBehind()
    const reopened = await device.reopen()
    for (const fault of ['drop-request', 'drop-answer'] as const) {
      reopened.network.fail('/sync/epoch', { kind: fault })
      expect(await reopened.round()).toMatchObject({ ok: false, error: { type: 'unreachable' } })
    }
    const { former, epoch } = await reopened.vault.numbering.read()
    expect(former).not.toBeNull()
    const later = await reopened.reopen()
    expect((await later.vault.numbering.read()).epoch).toBe(epoch)
    await later.sync()
    await expectHealed(later)
  })

  it('[GC2] a device that was closed in the middle of offering goes on behind what arrived', async () => {
    const device = await deviceBehind()
    const reopened = await device.reopen()
    reopened.network.fail('/sync/push', { kind: 'drop-answer' })
    expect(await reopened.round()).toMatchObject({ ok: false })
    const later = await reopened.reopen()
    later.network.pushes.length = 0
    await later.sync()
    // The server has them; nothing is sent again but the answer that was lost.
    expect(later.network.pushes.flatMap(({ operations }) => operations).length).toBeLessThan(4)
    await expectHealed(later)
  })

  it('[GC2] a pull that breaks off after the offer is taken up, and the rest arrives', async () => {
    const device = await deviceBehind()
    const reopened = await device.reopen()
    for (const after of [10, 3_000, 20_000]) {
      reopened.network.fail('/sync/pull', { kind: 'cut', after })
      expect(await reopened.round()).toMatchObject({ ok: false })
    }
    const later = await reopened.reopen()
    await later.sync()
    await expectHealed(later)
  })

  it('[CL4] two tabs during a new epoch: the other one sends on under the new numbers, nothing twice', async () => {
    const device = await moving.device()
    await addTask(device, { title: '做一' })
    await device.sync()
    const second = await device.secondTab()
    await second.sync()
    await moving.backUp()
    await addTask(device, { title: '做二' })
    await device.sync()
    // In the memory of the second tab since before the new epoch, with an outcome of the history that is lost.
    await addTask(second, { title: '做三' })
    second.network.fail('/sync/pull', { kind: 'drop-request' })
    await second.round()
    expect(second.replica.pending().map(({ state }) => state)).toContain('sent')
    await moving.restore()
    // It meets the new history first, and does not get further than its own disk.
    second.network.fail('/sync/epoch', { kind: 'drop-request' })
    expect(await second.round()).toMatchObject({ ok: false, error: { type: 'unreachable' } })
    expect(second.replica.pending().map(({ state }) => state)).toEqual(
      second.replica.pending().map(() => 'waiting'),
    )
    await device.sync()
    await addTask(second, { title: '做四' })
    await second.sync()
    await device.sync()
    const numbers = await device.vault.numbering.read()
    expect(await second.vault.numbering.read()).toEqual(numbers)
    expect([device.replica.pending(), second.replica.pending()]).toEqual([[], []])
    const other = await moving.device()
    await other.sync()
    expect(titles(other)).toEqual(['做一', '做三', '做二', '做四'].toSorted())
    expect(titles(second)).toEqual(titles(other))
    expect(titles(device)).toEqual(titles(other))
  })
})

describe('a profile that was copied', () => {
  it('[PU1][GC2] a number that the copy used first: the device counts anew and keeps its change', async () => {
    const device = await moving.device()
    await addTask(device, { title: '做一' })
    await device.sync()
    const { deviceId, epoch } = device.vault
    const copy = await moving.server.signIn('rm', { device: deviceId, epoch })
    copy.nextN = 2
    const data = taskData(device.session, { title: '做在副本' })
    await copy.push([copy.draft('task', v7(), { kind: 'create', args: { data } })])

    await addTask(device, { title: '做在本机' })
    await device.sync()
    expect(titles(device)).toEqual(['做一', '做在副本', '做在本机'].toSorted())
    expect(device.replica.pending()).toEqual([])
    expect((await device.vault.numbering.read()).epoch).not.toBe(epoch)
    // The copy is fenced from now on.
    const answer = await copy.pushRaw([{ n: 3 }])
    expect(await answer.json()).toMatchObject({ type: '/problems/stale-epoch' })
  })

  it('[GC2] numbers that the copy used while this one had nothing to send are noticed at the pull', async () => {
    const device = await moving.device()
    await addTask(device, { title: '做一' })
    await device.sync()
    const { deviceId, epoch } = device.vault
    const copy = await moving.server.signIn('rm', { device: deviceId, epoch })
    copy.nextN = 2
    const data = taskData(device.session, { title: '做在副本' })
    await copy.push([copy.draft('task', v7(), { kind: 'create', args: { data } })])
    await device.sync()
    expect((await device.vault.numbering.read()).epoch).not.toBe(epoch)
    const own = await addTask(device, { title: '做在本机' })
    expect(device.replica.get('task', own)).toBeDefined()
    await device.sync()
    expect(titles(device)).toEqual(['做一', '做在副本', '做在本机'].toSorted())
  })

  it('[PU1][GC2] a device whose epoch the copy ended becomes one of its own, waits for a sign-in and loses nothing', async () => {
    const device = await moving.device()
    await addTask(device, { title: '做一' })
    await device.sync()
    const { deviceId, epoch } = device.vault
    const copy = await moving.server.signIn('rm', { device: deviceId, epoch })
    await copy.post('/sync/epoch', { device: deviceId, former: epoch, next: v7() })

    await addTask(device, { title: '做二' })
    const ending = await device.round()
    expect(verdictOf(ending)).toBe('signed-out')
    expect(device.vault.deviceId).not.toBe(deviceId)
    expect(verdictOf(await device.round())).toBe('signed-out')
    expect(titles(device)).toEqual(['做一', '做二'])
    const reopened = await device.reopen()
    await reopened.signIn()
    await reopened.sync()
    expect(reopened.replica.pending()).toEqual([])
    const other = await moving.device()
    await other.sync()
    expect(titles(other)).toEqual(['做一', '做二'])
  })
})

describe('what does not heal', () => {
  it('[GC2] a server that refuses every number is named, and everything stays', async () => {
    const device = await moving.device()
    await device.sync()
    await addTask(device, { title: '做一' })
    const problem = { type: '/problems/operation-changed', title: 'Changed.', status: 409 }
    const changed = () => Response.json(problem, { status: 409 })
    const fault = { kind: 'answer', response: changed } as const
    device.network.fail('/sync/push', fault, fault, fault)
    expect(verdictOf(await device.round())).toBe('out-of-step')
    expect(titles(device)).toEqual(['做一'])
    await device.sync()
    expect(device.replica.pending()).toEqual([])
  })
})

/** As after 30 days. */
async function emptyJournal({ device, vault }: BranchDevice): Promise<void> {
  const name = `branchbook-${vault.tag}`
  await onDisk(device, name, 'journal', (store) => store.clear())
}

/** Two acknowledged operations, one that waits, and a server that has lost the second. */
async function deviceBehind(): Promise<BranchDevice> {
  const device = await moving.device()
  await addTask(device, { title: '做一' })
  await device.sync()
  await moving.backUp()
  await addTask(device, { title: '做二' })
  await device.sync()
  await moving.restore()
  await addTask(device, { title: '做三' })
  return device
}

async function expectHealed(device: BranchDevice): Promise<void> {
  const other = await moving.device()
  await other.sync()
  expect(titles(other)).toEqual(['做一', '做三', '做二'])
  expect(titles(device)).toEqual(['做一', '做三', '做二'])
  expect(device.replica.pending()).toEqual([])
  expect(await device.vault.numbering.read()).toMatchObject({ former: null, offering: false })
}
