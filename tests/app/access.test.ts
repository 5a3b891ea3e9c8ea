// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { createAccess } from '#app/access.ts'
import type { OpenSession } from '#app/access-state.ts'
import { rememberSession } from '#app/remembered-session.ts'
import { createApi } from '#sync/api.ts'
import { session } from '#tests/replica/replica-device.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import { createDevice, newVault, password, staffNo } from '#tests/vault/vault-device.ts'

const environment = { now: Date.now, newId: v7 }

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
  return { access, opened, requests }
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
