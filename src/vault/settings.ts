import type { VaultConnections } from './database.ts'
import { createNamedValues } from './named-values.ts'
import type { Sealer } from './seal.ts'
import { UnreadableError } from './vault-errors.ts'
import type { SealedSettings } from './vault.ts'

/** Small sealed values that can be found again: relaxed. `get` rejects with `UnreadableError` on one that does not open. */
export function createSettings(
  { relaxed, loss }: VaultConnections,
  sealer: Sealer,
): SealedSettings {
  const values = createNamedValues(relaxed, 'settings', { sealer, loss })
  return {
    async get(key) {
      const value = await values.get(key)
      if (!value.ok) throw new UnreadableError('settings')
      return value.value
    },
    set: values.set,
  }
}
