import { expect, test, vi } from 'vitest'
import { ok, fail } from '#shared/domain/result.ts'
import { keepIdentityKey } from '#app/keep-identity-key.ts'
import type { Api } from '#sync/api.ts'
import { UnreadableError } from '#vault/vault-errors.ts'
import { createDevice, newVault } from '#tests/vault/vault-device.ts'
import { batch, branch, card, page, portfolio } from '#tests/vault/pulled.ts'

const [key, otherKey] = ['a'.repeat(43), 'b'.repeat(43)]

/** A session on a new vault that holds these scopes; `meet` is one contact with the server. */
async function session(...scopes: string[]) {
  const vault = await newVault(createDevice())
  const hold = (...held: string[]) =>
    vault.base.storePull(
      batch(
        held.map((scope, index) => page(scope, 1, [card(index + 1, index + 1)])),
        { dropOutboxThrough: 0 },
      ),
    )
  await hold(...scopes)
  const listeners = new Set<() => void>()
  const status = {
    phase: 'idle' as const,
    pendingCount: 0,
    oldestPendingAt: null,
    attentionCount: 0,
    lastSyncedAt: 0,
    progress: null,
    upload: null,
    nextTryAt: null,
  }
  const answers: (string | null)[] = []
  const ask = vi.fn<Api['ask']>(async () => {
    const answer = answers.shift() ?? null
    return answer === null
      ? fail({ type: 'unreachable' as const })
      : ok(JSON.stringify({ key: answer }))
  })
  const settings = { isBroken: false, ...vault.settings }
  settings.get = async (name) => {
    if (settings.isBroken) throw new UnreadableError('settings')
    return vault.settings.get(name)
  }
  settings.set = async (name, value) => {
    settings.isBroken = false
    await vault.settings.set(name, value)
  }
  const onError = vi.fn<(error: unknown) => void>()
  keepIdentityKey({
    vault: { base: vault.base, settings },
    engine: {
      status: {
        current: () => status,
        subscribe(listener) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      },
    },
    api: { ask },
    now: () => 0,
    onError,
  })
  return {
    settings,
    hold,
    ask,
    onError,
    kept: () => vault.settings.get('identity-key'),
    meet(answer: string | null = null) {
      answers.splice(0, answers.length, answer)
      status.lastSyncedAt += 1
      for (const listener of listeners) listener()
    },
  }
}

test('[R17] a key that does not open is replaced at the next contact', async () => {
  const { settings, meet, kept, onError } = await session(branch, portfolio)
  await settings.set('identity-key', otherKey)
  settings.isBroken = true
  meet(key)
  await vi.waitFor(async () => expect(await kept()).toBe(key))
  expect(settings.isBroken).toBe(false)
  expect(onError).not.toHaveBeenCalled()
})

test('[R17] without an answer it is asked again at the next contact, and then no more in this session', async () => {
  const { meet, kept, ask } = await session(branch, portfolio)
  meet()
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1))
  await vi.waitFor(async () => {
    meet(key)
    expect(await kept()).toBe(key)
  })
  const asked = ask.mock.calls.length
  meet(otherKey)
  meet(otherKey)
  expect(await kept()).toBe(key)
  expect(ask).toHaveBeenCalledTimes(asked)
})

test('[R17][SC5] who comes to see profiles gets the key at the next contact; it goes with the last portfolio', async () => {
  const { meet, kept, hold, ask } = await session(branch)
  meet(key)
  expect(await kept()).toBeUndefined()
  await hold(branch, portfolio)
  await vi.waitFor(async () => {
    meet(key)
    expect(await kept()).toBe(key)
  })
  expect(ask).toHaveBeenCalled()
  await hold(branch)
  await vi.waitFor(async () => {
    meet()
    expect(await kept()).toBeNull()
  })
})
