// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { createAccess } from '#app/access.ts'
import type { Access } from '#app/access-ways.ts'
import type { OpenSession } from '#app/access-state.ts'
import { rememberSession } from '#app/remembered-session.ts'
import { ok } from '#shared/domain/result.ts'
import type { PasskeyListItem } from '#shared/protocol/passkey-message.ts'
import { createApi } from '#sync/api.ts'
import { createVault } from '#vault/create-vault.ts'
import type { PasskeyCeremony } from '#vault/passkey-ceremony.ts'
import { addPasskeySlot } from '#vault/passkey-slots.ts'
import { session } from '#tests/replica/replica-device.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import {
  createDevice,
  newVault,
  password,
  serverId,
  staffNo,
  type TestDevice,
} from '#tests/vault/vault-device.ts'

const environment = { now: Date.now, newId: v7 }
const thumb = 'dGh1bWI'

let access: Access
afterEach(() => access.lock())

function answered(credential = thumb) {
  return { credential, transports: ['internal'], answer: new Uint8Array(32).fill(7) }
}

/** An authenticator with one passkey, in the place of the browser's. */
const authenticator: PasskeyCeremony = {
  make: () => Promise.reject(new Error('Nobody asked for it.')),
  ask: () =>
    Promise.resolve(
      ok({
        proof: {
          credential: thumb,
          clientData: 'AAAA',
          authenticatorData: 'AAAA',
          signature: 'AAAA',
          userHandle: 'AAAA',
        },
        answered: answered(),
      }),
    ),
  forget: () => {},
}

function listed(): PasskeyListItem {
  return {
    id: v7(),
    staffId: session.staffId,
    name: '手机',
    credential: thumb,
    transports: ['internal'],
    synced: false,
    createdAt: 1,
    lastUsedAt: null,
  }
}

/** Answers by path; the rest of the network is not there. */
function openPage(device: TestDevice, answers: Record<string, () => unknown> = {}) {
  const asked: string[] = []
  const fetch = (path: string | URL | Request) => {
    asked.push(String(path))
    const answer = answers[String(path)]
    return answer === undefined
      ? Promise.reject(new TypeError('offline'))
      : Promise.resolve(Response.json(answer()))
  }
  const api = createApi({ fetch })
  access = createAccess({ api, environment, device, ceremony: authenticator })
  return { access, asked }
}

function openNow({ current }: Access): OpenSession {
  const state = current()
  if (state.at !== 'open') throw new Error(`It is ${state.at}.`)
  return state.open
}

/** A tablet whose vault opens with a password and a passkey, locked. */
async function tablet(): Promise<TestDevice> {
  fillBrowserGaps()
  const device = createDevice()
  const vault = await newVault(device)
  await rememberSession(vault, session)
  await addPasskeySlot(device, vault, answered())
  vault.lock()
  return device
}

test('[KE3] the lock knows from the start that a passkey opens it, and it does so offline', async () => {
  const { access } = openPage(await tablet())
  await access.start()
  expect(access.current()).toMatchObject({ at: 'locked' })
  expect(access.passkeys?.opens(null)).toBe(true)
  expect(await access.passkeys?.unlock(null)).toBe(null)
  expect(openNow(access).session.staffNo).toBe(session.staffNo)
})

test('[KE3] what was removed at the server opens nothing here after the next unlock with a network, whatever opened it', async () => {
  const device = await tablet()
  const removed = { staffId: session.staffId, passkeys: [] }
  const { access } = openPage(device, { '/api/passkeys': () => removed })
  await access.start()
  expect(await access.unlock({ password })).toBe(null)
  await expect.poll(() => access.passkeys?.opens(null)).toBe(false)
  access.lock()
  expect(await access.passkeys?.unlock(null)).toEqual({ type: 'passkey', why: 'wrong' })
})

test('[KE3] the list of a colleague whose session the browser has takes nothing away', async () => {
  const device = await tablet()
  const answers = { '/api/passkeys': () => ({ staffId: v7(), passkeys: [] }) }
  const { access, asked } = openPage(device, answers)
  await access.start()
  await access.unlock({ password })
  await expect.poll(() => asked).toContain('/api/passkeys')
  const open = openNow(access)
  await access.passkeys?.dropRemoved(open)
  expect(await (await access.passkeys?.own())?.here(open)).toEqual([thumb])
  expect(await (await access.passkeys?.own())?.list(open)).toMatchObject({
    error: { type: 'signed-out' },
  })
})

test('[KE3] the only thing that opens a vault is not removed, here or at the server, until a password does', async () => {
  fillBrowserGaps()
  const device = createDevice()
  const made = await createVault(device, { serverId, staffNo, passkey: answered() })
  if (!made.ok) throw new Error(made.error.type)
  await rememberSession(made.value, session)
  made.value.lock()
  const { access, asked } = openPage(device, { '/api/sign-in': () => session })
  await access.start()
  await access.passkeys?.unlock(null)
  const open = openNow(access)
  const passkey = listed()
  expect(await (await access.passkeys?.own())?.remove(open, passkey)).toEqual({
    type: 'passkey',
    why: 'last',
  })
  expect(asked).not.toContain(`/api/passkeys/${passkey.id}/remove`)
  expect(await access.confirmPassword(password)).toEqual({ type: 'passkey', why: 'no-password' })
  // The server takes this password, so it is the person's, and opens the vault from here on.
  expect(await access.signInAgain(password)).toBe(null)
  expect(await access.confirmPassword(password)).toBe(null)
  access.lock()
  expect(await access.unlock({ password })).toBe(null)
})

test('[SE1][KE3] who signs in with a passkey where the vault has only heard of the password is asked for it once', async () => {
  fillBrowserGaps()
  const device = createDevice()
  const vault = await newVault(device)
  vault.lock()
  const own = { ...session, serverId, staffNo }
  const { access } = openPage(device, {
    '/api/sign-in/passkey/options': () => ({
      challenge: 'AAAA',
      relyingParty: 'localhost',
      timeoutMs: 1000,
    }),
    '/api/sign-in/passkey': () => ({ session: own, device: vault.deviceId }),
  })
  await access.start()
  expect(await access.passkeys?.signIn()).toBe(null)
  expect(access.current()).toMatchObject({ at: 'own-password' })
  expect(await access.passkeys?.openWithPassword('not the one')).toEqual({ type: 'wrong-unlock' })
  expect(await access.passkeys?.openWithPassword(password)).toBe(null)
  expect(openNow(access).session).toEqual(own)
  access.lock()
  expect(await access.passkeys?.unlock(vault.tag)).toBe(null)
})
