import { expect } from 'vitest'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { type BranchDevice, newBranchDevice } from '#tests/sync/branch-device.ts'
import { type ForeignDevice, newForeignDevice } from './foreign-device.ts'
import { collectionNames, collectionTypes } from './rxdb-replica.ts'

type Role = Parameters<TestServer['colleague']>[0]

/** A branch whose colleagues use our client and RxDB side by side, on one real server. */
export interface MixedBranch {
  server: TestServer
  /** A new device with RxDB, in sync. */
  foreign(role?: Role, index?: number): Promise<ForeignDevice>
  /** The same, before its first pull. */
  newForeign(role?: Role, index?: number): Promise<ForeignDevice>
  /** A new device with our client, still empty. */
  ours(role?: Role, index?: number): Promise<BranchDevice>
  closeDevices(): Promise<void>
}

export async function startMixedBranch(customers: number): Promise<MixedBranch> {
  const server = await startTestServer({ customers })
  const open = new Set<ForeignDevice>()
  const signInOf = (role: Role, index: number) => ({
    staffNo: server.colleague(role, index).staffNo,
    password: server.password,
  })
  const branch: MixedBranch = {
    server,
    async newForeign(role = 'rm', index = 0) {
      const device = await newForeignDevice(server.url, signInOf(role, index))
      open.add(device)
      return device
    },
    async foreign(role, index) {
      const device = await branch.newForeign(role, index)
      await device.sync()
      return device
    },
    ours: (role = 'rm', index = 0) => newBranchDevice(server.url, signInOf(role, index)),
    async closeDevices() {
      for (const { replica } of open) await replica.close()
      open.clear()
    },
  }
  return branch
}

/** Everybody sends and fetches until there is nothing left to send or fetch. */
export async function settle(...devices: (ForeignDevice | BranchDevice)[]): Promise<void> {
  for (const { network } of devices) network.heal()
  for (let round = 0; round < 2; round += 1) for (const device of devices) await device.sync()
}

/** I1: what RxDB holds is what the server shows this person, and what our client shows. Answers how many documents. */
export async function expectSame(there: ForeignDevice, here?: BranchDevice): Promise<number> {
  let count = 0
  for (const name of collectionNames) {
    const documents = await there.replica.documents(name)
    expect(documents).toEqual(await there.serverView(name))
    count += documents.length
    if (here === undefined) continue
    const shown = here.replica
      .all(collectionTypes[name])
      .filter(({ archivedAt }) => archivedAt === undefined)
      .map(({ id, scope, seq, data }) => ({ id, scope, seq, data, deleted: false }))
    expect(shown.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual(documents)
  }
  return count
}
