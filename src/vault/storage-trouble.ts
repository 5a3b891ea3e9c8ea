import { NewerSchemaError, VaultGoneError, VaultLockedError } from './vault-errors.ts'

/**
 * Why this device does not keep what it is given. `full`: no room for it (VA4). `newer-app`: the app was updated in another
 * window (CL6). `gone`: what lay here was taken away. `silent`: the storage does not answer (VA5). `failed`: anything else.
 */
export type StorageTrouble = 'full' | 'newer-app' | 'gone' | 'silent' | 'failed'

/** What a failure to store means; null for a lock, after which nobody waits for it. */
export function storageTroubleOf(error: unknown): StorageTrouble | null {
  if (error instanceof VaultLockedError) return null
  if (error instanceof VaultGoneError) return 'gone'
  if (error instanceof NewerSchemaError) return 'newer-app'
  return isQuotaError(error) ? 'full' : 'failed'
}

/** VA4: browsers and Dexie put it in different places. */
export function isQuotaError(error: unknown): boolean {
  const isError = error instanceof Error || error instanceof DOMException
  return isError && /QuotaExceeded/.test(`${error.name} ${error.message}`)
}
