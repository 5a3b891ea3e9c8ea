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
export function createDrafts({ strict, loss }: VaultConnections, sealer: Sealer): VaultDrafts {
  const values = createNamedValues(strict, 'drafts', { sealer, loss })
  const asked = new Set<string>()
  const discarded = new Set<string>()
  const saving = new Set<Promise<void>>()
  return {
    async save(key, value) {
      // SR1: what a form still holds of a record that was taken away is no draft any more.
      if (discarded.has(key)) return
      const stored = values.set(key, value)
      saving.add(stored)
      await stored.finally(() => saving.delete(stored))
    },
    async load(key) {
      asked.add(key)
      discarded.delete(key)
      const value = await values.get(key)
      if (!value.ok) throw new UnreadableError('drafts')
      return value.value
    },
    remove: values.remove,
    keys: async () => (await values.names()).names,
    known: async () => [...new Set([...asked, ...(await values.names()).names])],
    async discard(keys) {
      for (const key of keys) discarded.add(key)
      await Promise.allSettled(saving)
      for (const key of keys) await values.remove(key)
    },
    unreadable: async () => (await values.names()).unreadable,
    places: async (keys) =>
      (await Promise.all(keys.map((key) => sealer.namesOf('drafts', key)))).flat(),
  }
}
