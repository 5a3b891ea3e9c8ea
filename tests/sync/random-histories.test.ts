import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  randomInteger,
  randomItem,
  seededRandom,
  type Random,
} from '#shared/domain/seeded-random.ts'
import { create, patch, type ChangeRequest } from '#replica/replica.ts'
import { recordTypes } from '#shared/protocol/record.ts'
import type { Role } from '#shared/domain/role.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { customerData, newBranchDevice, taskData, type BranchDevice } from './branch-device.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 3 })
})
afterAll(() => server.close())

function newDevice(role: Role): Promise<BranchDevice> {
  const { staffNo } = server.colleague(role)
  return newBranchDevice(server.url, { staffNo, password: server.password })
}

/** Everything a device holds that could hold a typed text: records with their history, and sync issues. */
function everythingOn({ replica }: BranchDevice): string {
  return JSON.stringify(recordTypes.map((type) => replica.all(type)))
}

function shown({ replica }: BranchDevice): unknown {
  return recordTypes.map((type) =>
    replica
      .all(type)
      .map(({ id, seq, scope, data }) => ({ id, seq, scope, data }))
      .toSorted((one, other) => one.id.localeCompare(other.id)),
  )
}

/** One history: devices that edit the same few records while requests and answers get lost. */
class History {
  readonly markers: { text: string; by: string }[] = []
  readonly customers: string[] = []
  readonly tasks: string[] = []
  readonly completions: string[] = []
  readonly random: Random

  constructor(random: Random) {
    this.random = random
  }

  /** A text nobody else writes. */
  mark({ session }: BranchDevice): string {
    const text = `标记甲${this.markers.length}号。`
    this.markers.push({ text, by: session.staffId })
    return text
  }

  async edit(device: BranchDevice): Promise<void> {
    const request = this.request(device)
    if (request !== null) await device.replica.commit([request])
  }

  request(device: BranchDevice): ChangeRequest | null {
    const { replica, session } = device
    const customerId = randomItem(this.random, this.customers)
    const taskId = randomItem(this.random, this.tasks)
    const customer = replica.get('customer', customerId)?.data
    const task = replica.get('task', taskId)?.data
    if (customer === undefined || task === undefined) return null
    switch (randomItem(this.random, ['pinned', 'likes', 'title', 'complete', 'task', 'note'])) {
      case 'pinned': {
        const from = customer.pinnedNote ?? ''
        return patch('customer', customerId, customer, { pinnedNote: from + this.mark(device) })
      }
      case 'likes': {
        const args = { field: 'likes', items: [this.mark(device)] }
        return { recordType: 'customer', recordId: customerId, kind: 'add', args }
      }
      case 'title':
        return patch('task', taskId, task, { title: this.mark(device) })
      case 'complete': {
        const completionId = v7()
        this.completions.push(completionId)
        return { recordType: 'task', recordId: taskId, kind: 'complete', args: { completionId } }
      }
      case 'task': {
        const id = v7()
        this.tasks.push(id)
        return create('task', id, taskData(session, { customerId, title: this.mark(device) }))
      }
      default: {
        const to = this.mark(device)
        const args = { field: 'note', from: task.note ?? '', to }
        return { recordType: 'task', recordId: taskId, kind: 'edit-text', args }
      }
    }
  }

  fault({ network }: BranchDevice): void {
    const path = randomItem(this.random, ['/sync/push', '/sync/pull'])
    const after = randomInteger(this.random, 1, 20_000)
    const kind = randomItem(this.random, ['drop-request', 'drop-answer', 'twice', 'cut'] as const)
    network.fail(path, kind === 'cut' ? { kind, after } : { kind })
  }
}

async function settle(devices: readonly BranchDevice[]): Promise<void> {
  for (const { network } of devices) network.heal()
  for (let round = 0; round < 2; round += 1) for (const device of devices) await device.sync()
}

describe('random histories', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    '[I1][I2][I3][I5][I7] devices agree and nothing typed is lost, seed %i',
    async (seed) => {
      const history = new History(seededRandom(`history ${seed}`))
      const { random } = history
      const devices = [await newDevice('rm'), await newDevice('rm'), await newDevice('lead')]
      const [first] = devices
      if (first === undefined) throw new Error('No device.')
      history.customers.push(v7())
      history.tasks.push(v7())
      const [customerId = '', taskId = ''] = [history.customers[0], history.tasks[0]]
      await first.sync()
      await first.replica.commit([
        create('customer', customerId, customerData(first.session)),
        create('task', taskId, taskData(first.session, { customerId })),
      ])
      await settle(devices)

      for (let step = 0; step < 40; step += 1) {
        const place = randomInteger(random, 0, devices.length - 1)
        let device = devices[place] ?? first
        const what = randomItem(random, [
          'edit',
          'edit',
          'edit',
          'round',
          'round',
          'fault',
          'reopen',
        ])
        if (what === 'edit') await history.edit(device)
        if (what === 'fault') history.fault(device)
        if (what === 'round') await device.round()
        if (what === 'reopen') {
          device = await device.reopen()
          await device.replica.whenLoaded()
          devices[place] = device
        }
      }
      await settle(devices)

      const [tablet, desktop, lead] = devices
      if (tablet === undefined || desktop === undefined || lead === undefined) return
      for (const { replica } of devices) expect(replica.pending()).toEqual([])
      expect(shown(desktop)).toEqual(shown(tablet))
      for (const id of history.tasks) {
        expect(lead.replica.get('task', id)?.data).toEqual(tablet.replica.get('task', id)?.data)
      }
      const done = history.tasks.flatMap((id) =>
        Object.keys(tablet.replica.get('task', id)?.data.completions ?? {}),
      )
      expect(done.toSorted()).toEqual(history.completions.toSorted())
      const [byColleague, byLead] = [everythingOn(tablet), everythingOn(lead)]
      const lost = history.markers.filter(({ text, by }) => {
        const held = by === tablet.session.staffId ? byColleague : byLead
        return !held.includes(text.slice(0, -1))
      })
      expect(lost).toEqual([])
    },
  )
})
