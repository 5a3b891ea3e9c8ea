// @vitest-environment jsdom
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { createAccess } from '#app/access.ts'
import { rememberSession } from '#app/remembered-session.ts'
import { createApi } from '#sync/api.ts'
import { session } from '#tests/replica/replica-device.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import { rename } from '#tests/vault/pulled.ts'
import { cheapDerivation, createDevice, newVault, password } from '#tests/vault/vault-device.ts'

test('[KE8] on demand the app locks, has a new key and opens again by itself; without network or password nothing changes', async () => {
  fillBrowserGaps()
  const device = createDevice({ derive: cheapDerivation })
  const vault = await newVault(device)
  await rememberSession(vault, session)
  await vault.outbox.append([rename(1, '一')])
  vault.lock()
  let isOnline = false
  const fetch = (path: string | URL | Request) =>
    isOnline && String(path) === '/api/recovery/key'
      ? Promise.resolve(Response.json({ key: null, slot: null }))
      : Promise.reject(new TypeError('no network'))
  const environment = { now: Date.now, newId: v7 }
  const access = createAccess({ api: createApi({ fetch }), environment, device })
  const shown = () => {
    const state = access.current()
    if (state.at !== 'open') throw new Error(`It is ${state.at}.`)
    return state.open
  }
  await access.unlock({ password })
  const former = shown()
  const formerId = former.vault.keys().id

  expect(await access.renewKey(password)).toEqual({ type: 'unreachable' })
  isOnline = true
  expect(await access.renewKey('不是它')).toEqual({ type: 'wrong-unlock' })
  expect(shown()).toBe(former)

  expect(await access.renewKey(password)).toBeNull()
  expect(shown()).not.toBe(former)
  expect(shown().vault.keys().id).not.toBe(formerId)
  expect(await shown().vault.outbox.all()).toMatchObject({
    operations: [{ n: 1 }],
    unreadable: [],
  })
  expect(() => former.vault.keys()).toThrow('The vault is locked.')
  access.lock()
})
