import type { VaultConnections } from './database.ts'
import { createNamedValues } from './named-values.ts'
import type { Sealer } from './seal.ts'
import { UnreadableError } from './vault-errors.ts'
import type { Drafts } from './vault.ts'

export interface VaultDrafts extends Drafts {
  /** VA3: how many drafts do not open; they stay where they are. */
  unreadable(): Promise<number>
  /** Under what these drafts lie in their table. */
  places(keys: readonly string[]): Promise<string[]>
}

/** VA4: half-filled forms, strictly durable. `load` rejects with `UnreadableError` on a draft that does not open. */
export function createDrafts({ strict }: VaultConnections, sealer: Sealer): VaultDrafts {
  const values = createNamedValues(strict, 'drafts', sealer)
  return {
    save: values.set,
    async load(key) {
      const value = await values.get(key)
      if (!value.ok) throw new UnreadableError('drafts')
      return value.value
    },
    remove: values.remove,
    keys: async () => (await values.names()).names,
    unreadable: async () => (await values.names()).unreadable,
    places: (keys) => Promise.all(keys.map((key) => sealer.nameOf('drafts', key))),
  }
}
