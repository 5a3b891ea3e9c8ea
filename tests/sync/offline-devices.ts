import * as fc from 'fast-check'
import { expect } from 'vitest'
import { recordTypes, RecordBody } from '#shared/protocol/record.ts'
import type { Role } from '#shared/domain/role.ts'
import { ChangeRefused } from '#replica/change-refused.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import type { TestServer } from '#tests/support/test-server.ts'
import { newBranchDevice, type BranchDevice } from './branch-device.ts'

/** What one of several devices does while none has a network. */
export interface Step<Action> {
  /** Which device. */
  by: number
  action: Action
}

/** What happens on the devices, and in which order they come back; fast-check prints and shrinks it. */
export interface Story<Action> {
  steps: readonly Step<Action>[]
  /** Which device has a round, until all have nothing more to say. */
  order: readonly number[]
}

/** Stories of so many devices, in which each of them may do something more than once. */
export function anyStory<Action>(
  action: fc.Arbitrary<Action>,
  { devices, maxLength = 8 }: { devices: number; maxLength?: number },
): fc.Arbitrary<Story<Action>> {
  const device = fc.nat({ max: devices - 1 })
  return fc.record({
    steps: fc.array(fc.record({ by: device, action }), { minLength: 2, maxLength }),
    order: fc.array(device, { minLength: 1, maxLength: devices * 2 }),
  })
}

/** A device of this colleague with everything on it; its clock is right. */
export async function deviceOf(server: TestServer, role: Role, index = 0): Promise<BranchDevice> {
  const { staffNo } = server.colleague(role, index)
  const device = await newBranchDevice(server.url, { staffNo, password: server.password })
  await device.sync()
  await device.replica.whenLoaded()
  return device
}

/** The nth of these, whatever number that is; undefined of none. */
export function nth<Item>(items: readonly Item[], number: number): Item | undefined {
  return items[number % Math.max(1, items.length)]
}

/** Saves as a form does; false where the rules of this device refuse it, and nothing is kept. */
export async function save(device: BranchDevice, requests: ChangeRequest[]): Promise<boolean> {
  try {
    await device.replica.commit(requests)
    return true
  } catch (error) {
    if (error instanceof ChangeRefused) return false
    throw error
  }
}

/** Rounds in this order, and then of everybody until nothing waits and everybody has heard the last word. */
export async function untilQuiet(
  devices: readonly BranchDevice[],
  order: readonly number[],
): Promise<void> {
  for (const index of order) await devices[index]?.sync()
  for (let round = 0; round < 2; round += 1) for (const device of devices) await device.sync()
  for (const { replica } of devices) expect(replica.pending()).toEqual([])
}

/** Two devices of one person show the same, record by record (I1). */
export function expectSameShown(one: BranchDevice, other: BranchDevice): void {
  expect(shownOn(one)).toEqual(shownOn(other))
}

function shownOn({ replica }: BranchDevice): unknown {
  return recordTypes.map((type) =>
    replica
      .all(type)
      .map(({ id, scope, seq, data }) => ({ id, scope, seq, data }))
      .toSorted((left, right) => (left.id < right.id ? -1 : 1)),
  )
}

/** What the server holds in a scope, as it lies there. */
export async function storedIn(server: TestServer, scope: string): Promise<RecordBody[]> {
  const rows = await server.services.store.read(({ records }) => records.ofScope(scope))
  return rows.map(({ body }) => RecordBody.parse(JSON.parse(body)))
}
