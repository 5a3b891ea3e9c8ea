// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { createAccess } from '#app/access.ts'
import type { OpenSession } from '#app/access-state.ts'
import { rememberSession } from '#app/remembered-session.ts'
import type { Hello } from '#shared/protocol/session-message.ts'
import { createApi } from '#sync/api.ts'
import { schemaEpoch } from '#vault/schema-gate.ts'
import { session } from '#tests/replica/replica-device.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import {
  createDevice,
  newVault,
  onDisk,
  password,
  serverId,
  staffNo,
} from '#tests/vault/vault-device.ts'

const environment = { now: Date.now, newId: v7 }
const hello: Hello = {
  product: 'branchbook',
  serverId,
  serverEpoch: v7(),
  setup: 'ready',
  demo: false,
  schemaVersion: 2,
  serverTime: 1,
  limits: { operationsPerPush: 500, bytesPerPush: 512_000 },
}

let lock = (): void => {}
afterEach(() => lock())

/** A tablet with one vault, locked. Requests wait until the test answers them. */
async function lockedTablet() {
  fillBrowserGaps()
  const device = createDevice()
  const vault = await newVault(device)
  await rememberSession(vault, session)
  vault.lock()
  const requests: { path: string; answer: (body: unknown) => void }[] = []
  const fetch = (path: string | URL | Request) =>
    new Promise<Response>((resolve) => {
      requests.push({ path: String(path), answer: (body) => resolve(Response.json(body)) })
    })
  const access = createAccess({ api: createApi({ fetch }), environment, device })
  lock = access.lock
  const opened = new Set<OpenSession>()
  access.subscribe(() => {
    const state = access.current()
    if (state.at === 'open') opened.add(state.open)
  })
  return { access, opened, requests, device, tag: vault.tag }
}

async function untilLocked({ vault }: OpenSession) {
  await expect.poll(() => isOpen(vault), { timeout: 5000 }).toBe(false)
}

function isOpen(vault: OpenSession['vault']): boolean {
  try {
    vault.keys()
    return true
  } catch {
    return false
  }
}

test('[KE6] Enter pressed twice opens the vault once: nothing stays open behind the lock', async () => {
  const { access, opened } = await lockedTablet()
  const answers = await Promise.all([access.unlock({ password }), access.unlock({ password })])
  expect(answers).toEqual([null, null])
  const state = access.current()
  if (state.at !== 'open') throw new Error('It is not open.')
  for (const open of opened) if (open !== state.open) await untilLocked(open)
  expect(isOpen(state.open.vault)).toBe(true)
  access.lock()
  expect(access.current()).toMatchObject({ at: 'locked' })
  for (const open of opened) await untilLocked(open)
})

test('[KE6] a password that was typed before a lock is not sent in the name of whoever opens next', async () => {
  const { access, requests } = await lockedTablet()
  await access.unlock({ staffNo, password })
  const asked = requests.find(({ path }) => path === '/api/session')
  access.lock()
  await access.unlock({ staffNo, password })
  const other = { ...session, staffId: v7() }
  asked?.answer(other)
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(asked).toBeDefined()
  expect(requests.map(({ path }) => path)).not.toContain('/api/sign-in')
})

test('[CL7][KE7] with a password that was changed elsewhere, the device signs in as the one that it is: nothing counts as lost', async () => {
  fillBrowserGaps()
  const device = createDevice()
  const vault = await newVault(device)
  const { deviceId: made, epoch } = vault
  vault.lock()
  const signIns: unknown[] = []
  const fetch = (path: string | URL | Request, init?: RequestInit) => {
    if (String(path) === '/api/sign-in') signIns.push(JSON.parse(String(init?.body)))
    return Promise.resolve(Response.json(String(path) === '/api/hello' ? hello : session))
  }
  const access = createAccess({ api: createApi({ fetch }), environment, device })
  expect(await access.signIn({ staffNo, password: '另一个 new password' })).toBe(null)
  expect(access.current()).toMatchObject({ at: 'former-password' })
  expect(signIns).toMatchObject([{ device: made, epoch }])
})

test('[CL6] a vault of a newer app is not told apart as missing, and no new device signs in beside it', async () => {
  const { access, requests, device, tag } = await lockedTablet()
  await onDisk(device, `branchbook-${tag}`, 'meta', (store) =>
    store.put({ key: 'schema', epoch: schemaEpoch + 1 }),
  )
  expect(await access.unlock({ password })).toEqual({ type: 'other-version' })
  const answer = access.signIn({ staffNo, password })
  await expect.poll(() => requests.length).toBe(1)
  requests[0]?.answer(hello)
  expect(await answer).toEqual({ type: 'other-version' })
  expect(requests).toHaveLength(1)
})
