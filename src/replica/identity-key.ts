import { useEffect, useState } from 'react'
import { fromBase64url } from '#shared/recovery/base64url.ts'
import { UnreadableError } from '#vault/vault-errors.ts'
import type { SealedSettings } from '#vault/vault.ts'
import { useSealedSettings } from './use-replica.ts'

/** Under which the vault keeps the key, sealed. */
const settingKey = 'identity-key'

/** Equal to no key, and not to none. */
const unreadable = Symbol('unreadable')

/** Those who show a form while the key comes, by the vault that it is kept in. */
const waiting = new WeakMap<SealedSettings, Set<() => void>>()

/** Keeps the key of the organisation by which identity numbers are marked (base64url), and tells the open forms; null: none. */
export async function storeIdentityKey(
  settings: SealedSettings,
  key: string | null,
): Promise<void> {
  // VA3: one that does not open is replaced.
  const kept = await settings.get(settingKey).catch(unlessUnreadable)
  if ((kept ?? null) === key) return
  await settings.set(settingKey, key)
  for (const tell of waiting.get(settings) ?? []) tell()
}

function unlessUnreadable(error: unknown): symbol {
  if (error instanceof UnreadableError) return unreadable
  throw error
}

/** The key in bytes; null while this device has not got it, because it never met the server since it exists. */
async function readIdentityKey(settings: SealedSettings): Promise<Uint8Array<ArrayBuffer> | null> {
  const kept = await settings.get(settingKey)
  return typeof kept === 'string' ? fromBase64url(kept) : null
}

/** The same for a screen: `undefined` until it is looked up; a key that comes while the screen is open is there at once. */
export function useIdentityKey(): Uint8Array<ArrayBuffer> | null | undefined {
  const settings = useSealedSettings()
  const [key, setKey] = useState<Uint8Array<ArrayBuffer> | null>()
  useEffect(() => {
    let isLeft = false
    const look = () => {
      readIdentityKey(settings).then(
        (found) => {
          if (!isLeft) setKey(found)
        },
        // VA3: one that does not open comes anew with the next contact.
        () => {
          if (!isLeft) setKey(null)
        },
      )
    }
    const others = waiting.get(settings) ?? new Set()
    waiting.set(settings, others.add(look))
    look()
    return () => {
      isLeft = true
      others.delete(look)
    }
  }, [settings])
  return key
}
