// @vitest-environment jsdom
import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { createAccess } from '#app/access.ts'
import { makeRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import { create } from '#replica/replica.ts'
import { createApi } from '#sync/api.ts'
import { readSealedOutbox } from '#vault/sealed-outbox.ts'
import { VaultLockedError } from '#vault/vault-errors.ts'
import { readWipeKey } from '#vault/wipe-key.ts'
import { taskData } from '#tests/sync/branch-device.ts'
import { createNetwork } from '#tests/sync/network.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import { createDevice } from '#tests/vault/vault-device.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
  const admin = await server.signIn('admin')
  const { kept } = await makeRecoveryKey(crypto, 2)
  await admin.post('/admin/recovery/key', { kept, replaces: null })
})
afterAll(() => server.close())

test('[SR3] an open app whose session ends with an order closes, hands over the last save, wipes its vault and says so', async () => {
  fillBrowserGaps()
  const device = createDevice()
  const network = createNetwork()
  const api = createApi({ fetch: network.fetch, baseUrl: server.url })
  const access = createAccess({ api, environment: { now: Date.now, newId: v7 }, device })
  const { staffNo } = server.colleague('rm')
  expect(await access.signIn({ staffNo, password: server.password })).toBeNull()
  const state = access.current()
  if (state.at !== 'open') throw new Error('It is open.')
  const { vault, replica, session, engine } = state.open
  const { databases } = device
  await expect
    .poll(
      async () => {
        const { kept } = await readWipeKey(databases, vault.tag)
        const { outbox } = await readSealedOutbox(databases, vault.tag, vault.deviceId)
        return kept !== null && outbox !== null
      },
      { timeout: 15_000 },
    )
    .toBe(true)
  network.down = true
  await replica.commit([create('task', v7(), taskData(session))])
  const here = await server.signIn('rm')
  expect((await here.post(`/api/devices/${vault.deviceId}/wipe`, {})).status).toBe(204)
  network.heal()
  await engine.syncNow()
  await expect.poll(() => access.current().at, { timeout: 15_000 }).toBe('wiped')
  expect(access.current()).toMatchObject({ wiped: [{ rescued: 1, lost: 0 }] })
  const names = (await device.factory.databases()).map(({ name }) => name)
  expect(names).not.toContain(`branchbook-${vault.tag}`)
  expect(() => vault.keys()).toThrow(VaultLockedError)
  const rescue = await server.services.store.read(({ wipes }) => wipes.rescueOf(vault.deviceId))
  expect(rescue).toBeDefined()
})
