import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WipeAnswer } from '#shared/protocol/wipe-message.ts'
import { confirmWiped, goOnWiping, noteSeen, obeyWipeOrder } from '#sync/remote-wipe.ts'
import { createVault } from '#vault/create-vault.ts'
import { keepWipeKey } from '#vault/wipe-key.ts'
import type { WipeMark } from '#vault/wipe-marks.ts'
import { killAt } from '#tests/support/kill-at.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addTask, newBranchDevice } from './branch-device.ts'

let server: TestServer
let owner: TestClient
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
  owner = await server.signIn('rm')
})
afterAll(() => server.close())

/** A locked tablet that knows what it would be told by, with so many changes that it has not sent. */
async function lockedTablet({ unsent = 2 } = {}) {
  const { staffNo } = server.colleague('rm')
  const tablet = await newBranchDevice(server.url, { staffNo, password: server.password })
  await tablet.sync()
  const key = await tablet.api.wipeKey()
  if (!key.ok) throw new Error(key.error.type)
  await keepWipeKey(tablet.device.databases, tablet.vault.tag, key.value)
  for (let n = 0; n < unsent; n += 1) await addTask(tablet)
  tablet.replica.close()
  tablet.vault.lock()
  const { tag, deviceId } = tablet.vault
  const parts = { api: tablet.api, device: tablet.device, close: () => Promise.resolve() }
  return { ...tablet, tag, parts, deviceId, key: key.value }
}
type Tablet = Awaited<ReturnType<typeof lockedTablet>>

async function order({ deviceId }: Tablet): Promise<void> {
  expect((await owner.post(`/api/devices/${deviceId}/wipe`, {})).status).toBe(204)
}

const isThere = async ({ device, tag }: Pick<Tablet, 'device' | 'tag'>) => {
  const names = (await device.factory.databases()).map(({ name }) => name)
  return names.includes(`branchbook-${tag}`)
}

async function markOf({ device }: Tablet): Promise<WipeMark | undefined> {
  return (await device.directory.wipes.all())[0]
}

test('[SR3] a locked tablet that is to be wiped destroys its vault at its next contact, and says so once', async () => {
  const tablet = await lockedTablet()
  expect(await obeyWipeOrder(tablet.parts, tablet.tag)).toBe(false)
  await order(tablet)
  expect(await obeyWipeOrder(tablet.parts, tablet.tag)).toBe(true)
  expect(await isThere(tablet)).toBe(false)
  expect(await tablet.device.directory.list()).toEqual([])
  expect(await markOf(tablet)).toMatchObject({ state: 'destroyed', rescued: 0, lost: 2 })
  await confirmWiped(tablet.parts, tablet.tag)
  await noteSeen(tablet.parts, tablet.tag)
  expect(await tablet.device.directory.wipes.all()).toEqual([])
})

test('[SR3] a forged order, a refusal, a captive portal, a silent network and another server’s answer wipe nothing', async () => {
  const tablet = await lockedTablet()
  await order(tablet)
  const forged = randomBytes(32).toString('base64url')
  const answers: (() => Response)[] = [
    ...['wanted', 'received'].map(
      (rescue) => () => Response.json({ order: { key: forged, rescue } }),
    ),
    // What the device shows, and what it compares with, are no orders.
    () => Response.json({ order: { key: tablet.key.commitment, rescue: 'received' } }),
    () => Response.json({ order: { key: tablet.key.contact, rescue: 'received' } }),
    () => Response.json({ order: null } satisfies WipeAnswer),
    () => Response.json({ wipe: true }),
    () => new Response('<html>Wi-Fi 登录</html>', { status: 200 }),
    () =>
      Response.json({ type: '/problems/not-signed-in', title: '', status: 401 }, { status: 401 }),
    () => new Response(null, { status: 410 }),
    () => new Response(null, { status: 500 }),
  ]
  for (const response of answers) {
    tablet.network.fail('/api/wipe', { kind: 'answer', response })
    expect(await obeyWipeOrder(tablet.parts, tablet.tag)).toBe(false)
  }
  tablet.network.fail('/api/wipe', { kind: 'drop-request' }, { kind: 'drop-answer' })
  for (const _ of [1, 2]) expect(await obeyWipeOrder(tablet.parts, tablet.tag)).toBe(false)
  expect(await isThere(tablet)).toBe(true)
  expect(await markOf(tablet)).toBeUndefined()
  // The true one still counts.
  expect(await obeyWipeOrder(tablet.parts, tablet.tag)).toBe(true)
})

test('[SR3] an order for one device is none for another, and a vault without a key is never asked for', async () => {
  const [one, other] = [await lockedTablet({ unsent: 0 }), await lockedTablet({ unsent: 0 })]
  await order(one)
  // Somebody swaps the answers on the way.
  const theirs = await one.api.wipeOrder(one.key)
  other.network.fail('/api/wipe', {
    kind: 'answer',
    response: () => Response.json(theirs.ok ? theirs.value : {}),
  })
  expect(await obeyWipeOrder(other.parts, other.tag)).toBe(false)
  expect(await isThere(other)).toBe(true)
  const { staffNo } = server.colleague('lead')
  const { serverId } = one.session
  const made = await createVault(other.device, { serverId, staffNo, password: 'x' })
  if (!made.ok) throw new Error(made.error.type)
  made.value.lock()
  const before = other.network.reached.length
  expect(await obeyWipeOrder(other.parts, made.value.tag)).toBe(false)
  expect(other.network.reached).toHaveLength(before)
})

test('[SR3] only the vault of the order goes: a colleague on the same tablet keeps everything', async () => {
  const tablet = await lockedTablet()
  const { serverId } = tablet.session
  const theirs = await createVault(tablet.device, { serverId, staffNo: '9', password: 'pass 9' })
  if (!theirs.ok) throw new Error(theirs.error.type)
  theirs.value.lock()
  await order(tablet)
  for (const { tag } of await tablet.device.directory.list()) await obeyWipeOrder(tablet.parts, tag)
  expect((await tablet.device.directory.list()).map(({ tag }) => tag)).toEqual([theirs.value.tag])
  expect(await isThere({ ...tablet, tag: theirs.value.tag })).toBe(true)
})

test.each([
  'wipe-marked',
  'vault-keys-destroyed',
  'vault-database-destroyed',
  'vault-unlisted',
] as const)(
  '[SR3] killed at “%s”, the next start goes on without a network, and the server hears of it once',
  async (point) => {
    const tablet = await lockedTablet()
    await order(tablet)
    const killed = killAt(point)
    void obeyWipeOrder(tablet.parts, tablet.tag)
    await killed
    tablet.network.down = true
    await goOnWiping(tablet.parts, tablet.tag)
    expect(await isThere(tablet)).toBe(false)
    expect(await tablet.device.directory.list()).toEqual([])
    await confirmWiped(tablet.parts, tablet.tag)
    expect(await markOf(tablet)).toMatchObject({ state: 'destroyed', lost: 2 })
    tablet.network.heal()
    tablet.network.fail('/api/wipe/confirm', { kind: 'drop-answer' })
    await confirmWiped(tablet.parts, tablet.tag)
    await confirmWiped(tablet.parts, tablet.tag)
    expect(await markOf(tablet)).toMatchObject({ state: 'confirmed' })
    const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
    const confirmed = rows.filter(
      ({ row }) => row.what === 'wipe-confirmed' && row.device === tablet.deviceId,
    )
    expect(confirmed).toMatchObject([{ row: { code: '2' } }])
  },
)
