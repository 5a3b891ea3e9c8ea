import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { AuditRow } from '#server/audit-chain.ts'
import type { MaskedExport } from '#shared/protocol/export-message.ts'
import { tellExports } from '#app/tell-exports.ts'
import { keepMaskedExport, tellMaskedExports } from '#sync/masked-exports.ts'
import { type BranchDevice, newBranchDevice } from '#tests/sync/branch-device.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { everythingStored } from '#tests/vault/vault-device.ts'

const path = '/api/exports/masked'

let server: TestServer
let tablet: BranchDevice
beforeAll(async () => {
  server = await startTestServer({ customers: 1 })
  const { staffNo } = server.colleague('rm')
  tablet = await newBranchDevice(server.url, { staffNo, password: server.password })
})
afterAll(() => server.close())
afterEach(() => tablet.network.heal())

const onError = vi.fn<(error: unknown) => void>()
const now = () => Date.now()

/** One session on the vault of a device; `meet` is one contact with the server. */
function session({ vault, api }: BranchDevice) {
  const listeners = new Set<() => void>()
  const status = {
    phase: 'idle' as const,
    pendingCount: 0,
    oldestPendingAt: null,
    attentionCount: 0,
    lastSyncedAt: null as number | null,
    progress: null,
    upload: null,
    nextTryAt: null,
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  tellExports({
    vault,
    engine: { status: { current: () => status, subscribe } },
    api,
    now,
    onError,
  })
  return {
    meet(at = (status.lastSyncedAt ?? 0) + 1) {
      status.lastSyncedAt = at
      for (const listener of listeners) listener()
    },
  }
}

/** Notes an export on the device, so many ms ago. */
async function exported({ vault }: BranchDevice, ago = 0): Promise<MaskedExport> {
  const made = { id: randomUUID(), at: now() - ago, format: 'xlsx' as const, customers: 7 }
  await keepMaskedExport(vault.drafts, made)
  return made
}

async function rowsOf({ id }: MaskedExport): Promise<AuditRow[]> {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.map(({ row }) => row).filter((row) => row.operationId === id)
}

const waiting = async ({ vault }: BranchDevice) => vault.drafts.keys()
const tries = () => tablet.network.reached.filter((reached) => reached === path).length
const told = () => vi.waitFor(async () => expect(await waiting(tablet)).toEqual([]))

test('[SE7] an export that was noted without a network is told with the next contact, with the time at which it was', async () => {
  const { meet } = session(tablet)
  tablet.network.down = true
  const made = await exported(tablet, 3_600_000)
  meet()
  expect(await rowsOf(made)).toEqual([])
  tablet.network.heal()
  await vi.waitFor(async () => {
    meet()
    expect(await waiting(tablet)).toEqual([])
  })
  const [row, ...more] = await rowsOf(made)
  expect(more).toEqual([])
  expect(row).toMatchObject({ what: 'customers-exported-masked', code: 'customers=7 xlsx' })
  expect(Math.abs((row?.claimedAt ?? 0) - made.at)).toBeLessThan(10_000)
  expect((row?.at ?? 0) - made.at).toBeGreaterThan(3_590_000)
  expect(onError).not.toHaveBeenCalled()
})

test('[SE7] it lies sealed on the disk, and is there after the browser was closed', async () => {
  const made = await exported(tablet)
  const stored = await everythingStored(tablet.device)
  for (const text of [made.id, 'masked-export', 'xlsx']) expect(stored).not.toContain(text)
  tablet = await tablet.reopen()
  session(tablet).meet()
  await told()
  expect(await rowsOf(made)).toHaveLength(1)
})

test('[SE7] whose answer was lost is told again and stays one row', async () => {
  const { meet } = session(tablet)
  const made = await exported(tablet)
  tablet.network.fail(path, { kind: 'drop-answer' })
  meet()
  await vi.waitFor(async () => expect(await rowsOf(made)).toHaveLength(1))
  expect(await waiting(tablet)).toHaveLength(1)
  await vi.waitFor(async () => {
    meet()
    expect(await waiting(tablet)).toEqual([])
  })
  expect(await rowsOf(made)).toHaveLength(1)
})

test('[SE7] two tabs that tell at once make one row of each, and lose none', async () => {
  const other = await tablet.secondTab()
  const made = await Promise.all([tablet, other, tablet, other].map((tab) => exported(tab)))
  session(tablet).meet()
  session(other).meet()
  await told()
  for (const each of made) expect(await rowsOf(each)).toHaveLength(1)
  other.vault.lock()
})

test('[SE7] more than one request takes go in several', async () => {
  const made = await Promise.all(Array.from({ length: 101 }, () => exported(tablet)))
  const before = tries()
  const answer = await tellMaskedExports({ drafts: tablet.vault.drafts, api: tablet.api, now })
  expect(answer.ok).toBe(true)
  expect(tries() - before).toBe(2)
  for (const each of made) expect(await rowsOf(each)).toHaveLength(1)
  expect(await waiting(tablet)).toEqual([])
}, 30_000)

test('[SE7] what the server refuses stays on the device, is asked once in a session, and told in the next', async () => {
  const { meet } = session(tablet)
  const made = await exported(tablet)
  tablet.network.fail(path, {
    kind: 'answer',
    response: () =>
      Response.json(
        { type: '/problems/not-allowed', title: 'Not allowed', status: 403 },
        { status: 403, headers: { 'content-type': 'application/problem+json' } },
      ),
  })
  const asked = vi.spyOn(tablet.api, 'ask')
  meet()
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1))
  await asked.mock.results[0]?.value
  meet()
  meet()
  // Whoever would ask again has looked at the disk before this answers.
  expect(await waiting(tablet)).toHaveLength(1)
  session(tablet).meet()
  await told()
  expect(asked).toHaveBeenCalledTimes(2)
  asked.mockRestore()
  expect(await rowsOf(made)).toHaveLength(1)
})

test('[SE7] a clock that was put back keeps nothing from being told', async () => {
  const { meet } = session(tablet)
  const before = tries()
  await exported(tablet)
  meet(now())
  await vi.waitFor(() => expect(tries()).toBe(before + 1))
  await told()
  const made = await exported(tablet)
  meet(now() - 86_400_000)
  await told()
  expect(await rowsOf(made)).toHaveLength(1)
})
