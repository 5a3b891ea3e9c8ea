import { fail, ok, type Result } from '#shared/domain/result.ts'
import { floorParameters, type DeriveKey } from './argon2.ts'
import { createTurns } from './in-turn.ts'
import { isAuthenticationFailure } from './seal.ts'
import { withRootKey, type RootKey, type VaultKeys } from './vault-keys.ts'

/** KE4: so many wrong tries destroy the pepper. */
export const pinTries = 5

/** `spent`: there is nothing left to try; only the password opens. */
export type PinProblem = { type: 'wrong-pin'; triesLeft: number } | { type: 'spent' }

/**
 * KE4: the root key of one vault in the memory of this page, sealed under a PIN and a random pepper. Nothing of it is
 * ever written anywhere, so it is gone with the page.
 */
export interface PinLock {
  /** How many wrong tries are left; 0 when it is destroyed. */
  triesLeft(): number
  open(pin: string): Promise<Result<RootKey, PinProblem>>
  destroy(): void
}

/** Why a PIN is refused: what everybody would try first. */
export type PinWeakness = 'not-six-digits' | 'one-digit' | 'in-a-row'

/** KE4: six digits, not one digit repeated, not counted up or down. */
export function pinWeakness(pin: string): PinWeakness | null {
  if (!/^\d{6}$/.test(pin)) return 'not-six-digits'
  if (/^(\d)\1{5}$/.test(pin)) return 'one-digit'
  return '0123456789 9876543210'.includes(pin) ? 'in-a-row' : null
}

/** Seals the root key of an open vault. The pepper keeps what is sealed useless without this very page. */
export async function makePinLock(
  keys: VaultKeys,
  pin: string,
  derive: DeriveKey,
): Promise<PinLock> {
  const pepper = crypto.getRandomValues(new Uint8Array(32))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(JSON.stringify(['pin', keys.id]))
  const algorithm = { name: 'AES-GCM', iv, additionalData }
  const key = await wrappingKey(pin, pepper, derive)
  let sealed: ArrayBuffer | null = await withRootKey(keys, (bytes) =>
    crypto.subtle.encrypt(algorithm, key, bytes),
  )
  let triesLeft = pinTries
  // Two tries at once would both be made before either is counted.
  const inTurn = createTurns(() => {})

  function destroy(): void {
    pepper.fill(0)
    sealed = null
    triesLeft = 0
  }

  const isDestroyed = () => sealed === null

  async function tryPin(pin: string): Promise<Result<RootKey, PinProblem>> {
    if (sealed === null) return fail({ type: 'spent' })
    // Counted before it is known to be wrong: a try that is broken off is a try.
    triesLeft -= 1
    const held = sealed
    let bytes: Uint8Array<ArrayBuffer> | null = null
    try {
      bytes = await opened(algorithm, await wrappingKey(pin, pepper, derive), held)
    } finally {
      if (bytes === null && triesLeft === 0) destroy()
    }
    // Destroyed while it was being tried: what came out of it is worth nothing any more.
    if (isDestroyed()) {
      bytes?.fill(0)
      return fail({ type: 'spent' })
    }
    if (bytes === null) return fail({ type: 'wrong-pin', triesLeft })
    triesLeft = pinTries
    return ok({ id: keys.id, bytes })
  }

  return { triesLeft: () => triesLeft, open: (pin) => inTurn(() => tryPin(pin)), destroy }
}

async function opened(
  algorithm: AesGcmParams,
  key: CryptoKey,
  sealed: ArrayBuffer,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed))
  } catch (error) {
    if (isAuthenticationFailure(error)) return null
    throw error
  }
}

/** KE4: the floor of KE2: whoever can read the pepper in memory can read an open vault there as well. */
async function wrappingKey(
  pin: string,
  pepper: Uint8Array<ArrayBuffer>,
  derive: DeriveKey,
): Promise<CryptoKey> {
  const derived = await derive(pin, pepper, floorParameters)
  const key = await crypto.subtle.importKey('raw', derived, 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  derived.fill(0)
  return key
}
