import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import {
  randomInteger,
  randomItem,
  seededRandom,
  type Random,
} from '#shared/domain/seeded-random.ts'
import { recordTypes } from '#shared/protocol/record.ts'
import { create, patch } from '#replica/replica.ts'
import { taskData, type BranchDevice } from './branch-device.ts'
import { startMovingServer, type MovingServer } from './moving-server.ts'

let moving: MovingServer
beforeEach(async () => {
  moving = await startMovingServer()
})
afterEach(() => moving.close())

const steps = [
  'task',
  'task',
  'title',
  'title',
  'round',
  'round',
  'round',
  'fault',
  'reopen',
  'back-up',
  'restore',
] as const

describe('random histories with restored backups', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    '[GC2][I1][I5][I11] devices and tabs agree and nothing typed is lost, seed %i',
    async (seed) => {
      const random = seededRandom(`restored ${seed}`)
      const typed: string[] = []
      const tasks: string[] = []
      const devices = [await moving.device(), await moving.device()]
      const [first] = devices
      if (first === undefined) throw new Error('There are two devices.')
      // A second tab of the first device, which is never closed.
      const tab = await first.secondTab()
      for (const device of [...devices, tab]) await device.sync()
      await moving.backUp()

      const mark = (): string => {
        typed.push(`标记${seed}之${typed.length}号`)
        return typed.at(-1) ?? ''
      }
      async function act(device: BranchDevice): Promise<BranchDevice> {
        const { replica, session } = device
        const step = randomItem(random, steps)
        if (step === 'task') {
          const id = v7()
          tasks.push(id)
          await replica.commit([create('task', id, taskData(session, { title: mark() }))])
        }
        if (step === 'title') {
          const data = replica.get('task', tasks.at(-1) ?? '')?.data
          const id = tasks.at(-1)
          if (data && id) await replica.commit([patch('task', id, data, { title: mark() })])
        }
        if (step === 'round') await device.round()
        if (step === 'fault') addFault(random, device)
        if (step === 'back-up') await moving.backUp()
        if (step === 'restore') await moving.restore()
        if (step !== 'reopen' || device === tab) return device
        const reopened = await device.reopen()
        await reopened.replica.whenLoaded()
        return reopened
      }

      for (let count = 0; count < 45; count += 1) {
        const place = randomInteger(random, 0, devices.length)
        const device = devices[place] ?? tab
        const next = await act(device)
        if (place < devices.length) devices[place] = next
      }

      const all = [...devices, tab]
      for (const { network } of all) network.heal()
      for (let round = 0; round < 2; round += 1) for (const device of all) await device.sync()
      const [one, two] = devices
      if (one === undefined || two === undefined) throw new Error('There are two devices.')
      await eventually(() => {
        expect(one.replica.pending()).toEqual([])
        expect(shown(tab)).toEqual(shown(one))
      })
      expect(tab.replica.pending()).toEqual([])
      expect(shown(two)).toEqual(shown(one))
      const held = JSON.stringify(recordTypes.map((type) => two.replica.all(type)))
      expect(typed.filter((text) => !held.includes(text))).toEqual([])
      // Nothing but what somebody made, and each once.
      const here = two.replica.all('task').filter(({ data }) => data.title.startsWith('标记'))
      expect(here.map(({ id }) => id).toSorted()).toEqual(tasks.toSorted())
    },
    60_000,
  )
})

function shown({ replica }: BranchDevice): unknown {
  return recordTypes.map((type) =>
    replica
      .all(type)
      .map(({ id, seq, scope, data }) => ({ id, seq, scope, data }))
      .toSorted((one, other) => one.id.localeCompare(other.id)),
  )
}

function addFault(random: Random, { network }: BranchDevice): void {
  const path = randomItem(random, ['/sync/push', '/sync/pull', '/sync/epoch', '/api/hello'])
  const after = randomInteger(random, 1, 20_000)
  const kind = randomItem(random, ['drop-request', 'drop-answer', 'twice', 'cut'] as const)
  network.fail(path, kind === 'cut' ? { kind, after } : { kind })
}
