import { v7 } from 'uuid'
import type { RecordData } from '#shared/domain/record-types.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { openReplica } from '#replica/open-replica.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import { placeRows, rowsOfPage } from '#vault/pages.ts'
import type { BaseEntry } from '#vault/vault.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { author, batch, id, page, portfolio, record } from '#tests/vault/pulled.ts'
import { createDevice, newVault, openAgain, serverId, staffNo } from '#tests/vault/vault-device.ts'

export const branchId = id(500)
export const branchScope = `branch:${branchId}`
export { author, id, page, portfolio }

export const session: SessionInfo = {
  serverId,
  staffId: author,
  staffNo,
  name: '李静',
  role: 'rm',
  branchId,
  branchName: '城东支行',
  scopes: ['org', branchScope, portfolio],
  demo: false,
  serverTime: 0,
}

/** 2026-05-20 10:00 in Shanghai. */
export const morning = Date.UTC(2026, 4, 20, 2, 0)

export const environment = { now: () => morning, newId: v7 }

export interface OpenedReplica {
  device: VaultDevice
  vault: OpenVault
  replica: Replica & ReplicaFeed
}

/** A replica over a new vault that already holds these pages. */
export async function openWith(...pages: ReturnType<typeof page>[]): Promise<OpenedReplica> {
  const device = createDevice()
  const vault = await newVault(device)
  if (pages.length > 0) await vault.base.storePull(batch(pages, { dropOutboxThrough: 0 }))
  const replica = await openReplica(vault, session, environment)
  await replica.whenLoaded()
  return { device, vault, replica }
}

/** The same vault after the browser was closed. */
export async function reopen({ device, vault, replica }: OpenedReplica): Promise<OpenedReplica> {
  replica.close()
  vault.lock()
  const next = await openAgain(device)
  return { device, vault: next, replica: await openReplica(next, session, environment) }
}

/** The same vault in a second tab. */
export async function secondTab({ device }: OpenedReplica): Promise<OpenedReplica> {
  const vault = await openAgain(device)
  return { device, vault, replica: await openReplica(vault, session, environment) }
}

export function customer(change: Partial<RecordData['customer']> = {}): RecordData['customer'] {
  return {
    branchId,
    ownerId: author,
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

export function task(change: Partial<RecordData['task']> = {}): RecordData['task'] {
  return {
    title: '回访王先生',
    kind: 'call',
    assigneeId: author,
    dueOn: '2026-05-20',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
    ...change,
  }
}

export function note(change: Partial<RecordData['interaction']> = {}): RecordData['interaction'] {
  return {
    customerIds: [id(1)],
    authorId: author,
    at: morning,
    channel: 'phone',
    direction: 'out',
    purpose: [],
    result: 'reached',
    text: '谈了理财到期。',
    ...change,
  }
}

/** Rows of one scope and tier as they reach the replica after a pull. */
export function entries(scope: string, tier: number, rows: [number, object][]): BaseEntry[] {
  return placeRows(scope, rowsOfPage(page(scope, tier, rows).page) ?? [])
}

/** A card as pulled. */
export function pulledCustomer(number: number, seq: number, change = {}): [number, object] {
  return record('customer', number, seq, customer(change))
}

export function pulledTask(number: number, seq: number, change = {}): [number, object] {
  return record('task', number, seq, task(change))
}

export function pulledNote(number: number, seq: number, change = {}): [number, object] {
  return record('interaction', number, seq, note(change))
}
