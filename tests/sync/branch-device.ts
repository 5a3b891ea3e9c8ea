import { v7 } from 'uuid'
import type { RecordData } from '#shared/domain/record-types.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { openReplica } from '#replica/open-replica.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import { create, type Replica } from '#replica/replica.ts'
import { createApi, type Api } from '#sync/api.ts'
import { runRound, type RoundParts } from '#sync/round.ts'
import { openSyncMemory } from '#sync/sync-memory.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { createDevice, type TestDevice } from '#tests/vault/vault-device.ts'
import { createNetwork, type TestNetwork } from './network.ts'

export interface SignIn {
  staffNo: string
  password: string
}

/** A colleague's device: real vault, replica and requests. Nothing syncs but what a test asks for. */
export interface BranchDevice {
  device: TestDevice
  vault: OpenVault
  session: SessionInfo
  replica: Replica & ReplicaFeed
  network: TestNetwork
  api: Api
  /** What the clock of this device is ahead (ms). */
  clock: { ahead: number }
  signIn(): Promise<void>
  /** One round; its result. */
  round(): ReturnType<typeof runRound>
  /** One round that must succeed. */
  sync(): Promise<void>
  /** The same device after the browser was closed and opened again. */
  reopen(): Promise<BranchDevice>
  /** The same vault in another tab of the same browser. */
  secondTab(): Promise<BranchDevice>
}

/** Signs a colleague in on a new device and opens an empty vault for them. */
export async function newBranchDevice(baseUrl: string, signIn: SignIn): Promise<BranchDevice> {
  const device = createDevice()
  const network = createNetwork()
  const identity = { deviceId: crypto.randomUUID(), epoch: crypto.randomUUID() }
  const api = createApi({ fetch: network.fetch, baseUrl })
  const answer = await api.signIn({ ...signIn, device: identity.deviceId, epoch: identity.epoch })
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  const session = answer.value
  const made = await createVault(device, { serverId: session.serverId, ...signIn, identity })
  if (!made.ok) throw new Error(made.error.type)
  return openDevice({ device, network, api, session, signIn, vault: made.value })
}

async function openDevice({
  signIn,
  ...parts
}: {
  device: TestDevice
  network: TestNetwork
  api: Api
  session: SessionInfo
  signIn: SignIn
  vault: OpenVault
}): Promise<BranchDevice> {
  const { device, vault, api, network, session } = parts
  const clock = { ahead: 0 }
  const now = (): number => Date.now() + clock.ahead
  const replica = await openReplica(vault, session, { now, newId: v7 })
  const memory = await openSyncMemory(vault.settings)
  const round = (): ReturnType<typeof runRound> => {
    const signal = new AbortController().signal
    const roundParts: RoundParts = {
      vault,
      replica,
      api,
      now,
      memory,
      signal,
      onProgress: () => {},
    }
    return runRound(roundParts)
  }
  async function openAgain(): Promise<BranchDevice> {
    const opened = await unlockVault(device, { serverId: session.serverId, ...signIn })
    if (!opened.ok) throw new Error(opened.error.type)
    return openDevice({ device, network, api, session, signIn, vault: opened.value })
  }
  return {
    ...parts,
    replica,
    clock,
    round,
    async signIn() {
      const body = { ...signIn, device: vault.deviceId, epoch: vault.epoch }
      const answer = await api.signIn(body)
      if (!answer.ok) throw new Error(JSON.stringify(answer.error))
    },
    async sync() {
      const result = await round()
      if (!result.ok) throw new Error(JSON.stringify(result.error))
    },
    reopen() {
      replica.close()
      vault.lock()
      return openAgain()
    },
    secondTab: openAgain,
  }
}

/** A customer card of the colleague who is signed in. */
export function customerData(
  session: SessionInfo,
  change: Partial<RecordData['customer']> = {},
): RecordData['customer'] {
  return {
    branchId: session.branchId,
    ownerId: session.staffId,
    coOwnerIds: [],
    name: '王小明',
    aliases: [],
    searchKeys: noSearchKeys,
    tier: 'mass',
    tierBasis: [],
    stage: 'new',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
    ...change,
  }
}

/** A task of the colleague who is signed in. */
export function taskData(
  session: SessionInfo,
  change: Partial<RecordData['task']> = {},
): RecordData['task'] {
  return {
    title: '回访王先生',
    kind: 'call',
    assigneeId: session.staffId,
    dueOn: '2026-05-20',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
    ...change,
  }
}

/** Stores a new customer on the device; the id. */
export async function addCustomer(
  { replica, session }: Pick<BranchDevice, 'replica' | 'session'>,
  change: Partial<RecordData['customer']> = {},
): Promise<string> {
  const id = v7()
  await replica.commit([create('customer', id, customerData(session, change))])
  return id
}

/** Stores a new task on the device; the id. */
export async function addTask(
  { replica, session }: Pick<BranchDevice, 'replica' | 'session'>,
  change: Partial<RecordData['task']> = {},
): Promise<string> {
  const id = v7()
  await replica.commit([create('task', id, taskData(session, change))])
  return id
}
