import type { OperationDraft } from '#shared/protocol/operation.ts'
import { PullPage } from '#shared/protocol/pull-message.ts'
import { probeDevice } from '#vault/device-probe.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { browserDevice } from '#vault/vault-device.ts'
import { rewrapPassword } from '#vault/vault-password.ts'
import { openDirectory } from '#vault/vault-directory.ts'
import type { PulledPage } from '#vault/vault.ts'

/** What the page found; times in ms. */
export interface VaultReport {
  probe: string
  wrongPassword: string
  recordsLoaded: number
  operationsRead: number
  damaged: number
  openedAfterRewrap: boolean
  slot: unknown
  times: Record<string, number>
}

declare global {
  interface Window {
    checkVault: (pulled: number) => Promise<VaultReport>
  }
}

const author = '00000000-0000-4000-8000-0000000000aa'
const name = { serverId: 'b2a1c0de-0000-4000-8000-000000000001', staffNo: '100233' }

/** Runs the real vault in this browser: create, save, pull, lock, unlock, load, rewrap. */
window.checkVault = async (count) => {
  const times: Record<string, number> = {}
  const timed = async <Value>(what: string, run: () => Promise<Value>): Promise<Value> => {
    const start = performance.now()
    const value = await run()
    times[what] = Math.round((performance.now() - start) * 10) / 10
    return value
  }
  const device = browserDevice(openDirectory({}))
  const probe = await timed('probe', () => probeDevice({}))
  const made = await timed('create, calibration included', () =>
    createVault(device, { ...name, password: 'password one' }),
  )
  if (!made.ok) throw new Error(made.error.type)
  const vault = made.value

  await vault.outbox.append([draft(0)])
  const saves: number[] = []
  for (let index = 1; index <= 100; index += 1) {
    const start = performance.now()
    await vault.outbox.append([draft(index)])
    saves.push(performance.now() - start)
  }
  times['append p50'] = Math.round((saves.toSorted((a, b) => a - b)[50] ?? 0) * 100) / 100

  const lines = linesOf(count)
  times['megabytes'] = Math.round(lines.reduce((sum, line) => sum + line.length, 0) / 1e5) / 10
  times['pages'] = lines.length
  const pages = await timed('parse pages', () => Promise.resolve(lines.map(pulled)))
  const cursor = { serverEpoch: author, positions: { [`branch:${author}`]: { '2': count } } }
  await timed('seal only', () => sealAll(pages))
  await timed('store pull', () =>
    vault.base.storePull({ pages, cursor, revokedScopes: [], dropOutboxThrough: 50 }),
  )
  await timed('store 20 rows', () =>
    vault.base.storePull({
      pages: linesOf(20).map(pulled),
      cursor,
      revokedScopes: [],
      dropOutboxThrough: null,
    }),
  )
  vault.lock()

  const wrong = await unlockVault(device, { password: 'password two' })
  const opened = await timed('unlock, derivation included', () =>
    unlockVault(device, { password: 'password one' }),
  )
  if (!opened.ok) throw new Error(opened.error.type)
  const again = opened.value
  const ids = new Set<string>()
  const { damaged } = await timed('load', () =>
    again.base.load((entries) => {
      for (const entry of entries) ids.add(entry.id)
    }),
  )
  const { operations } = await timed('read outbox', () => again.outbox.all())
  await timed('compact', () => again.compact(true))
  await rewrapPassword(device, again, 'password two')
  again.lock()
  const rewrapped = await unlockVault(device, { password: 'password two' })
  const slot = await slotParameters(again.tag)
  return {
    probe: probe.ok ? 'ok' : probe.error.type,
    wrongPassword: wrong.ok ? 'opened' : wrong.error.type,
    recordsLoaded: ids.size,
    operationsRead: operations.length,
    damaged,
    openedAfterRewrap: rewrapped.ok,
    slot,
    times,
  }
}

function draft(index: number): OperationDraft {
  const changes = { phone: { from: null, to: `1380000${index}` } }
  const target = {
    id: crypto.randomUUID(),
    recordType: 'customer',
    recordId: crypto.randomUUID(),
  } as const
  return { ...target, at: index, schemaVersion: 1, author, kind: 'patch', args: { changes } }
}

/** Pull lines of cards with some text, at most 256 KB each. */
function linesOf(count: number): Uint8Array<ArrayBuffer>[] {
  const perPage = 500
  return Array.from({ length: Math.ceil(count / perPage) }, (_, page) => {
    const rows = Array.from({ length: Math.min(perPage, count - page * perPage) }, (_, index) => {
      const number = page * perPage + index + 1
      const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
      const data = {
        name: `客户${number}`,
        text: '上次谈到定期存款到期后的安排，想先看看国债。'.repeat(2),
        level: number % 5,
      }
      const stamp = { createdAt: number, createdBy: author, updatedAt: number, updatedBy: author }
      return [number, { type: 'customer', id, schemaVersion: 1, data, ...stamp }]
    })
    const line = {
      kind: 'page',
      scope: `branch:${author}`,
      tier: 2,
      through: (page + 1) * perPage,
      records: rows,
    }
    return new TextEncoder().encode(JSON.stringify(line))
  })
}

function pulled(bytes: Uint8Array<ArrayBuffer>): PulledPage {
  return { bytes, page: PullPage.parse(JSON.parse(new TextDecoder().decode(bytes))) }
}

/** The floor of storing: the encryption alone. */
async function sealAll(pages: PulledPage[]): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  await Promise.all(
    pages.map(({ bytes }) =>
      crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(12)) },
        key,
        bytes,
      ),
    ),
  )
}

async function slotParameters(tag: string): Promise<unknown> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(`branchbook-${tag}`)
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
  return new Promise((resolve) => {
    const request = database.transaction('slots').objectStore('slots').get('password')
    request.addEventListener('success', () =>
      resolve((request.result as { parameters: unknown }).parameters),
    )
  })
}
