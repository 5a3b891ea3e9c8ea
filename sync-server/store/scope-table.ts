import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** Where a scope stands: its last seq, and count and checksum of its rows (PL3). */
export interface ScopeState {
  seq: number
  count: number
  checksum: number
}

export const emptyScope: ScopeState = { seq: 0, count: 0, checksum: 0 }

export function scopeReader(db: Kysely<Tables>) {
  return {
    /** The states of these scopes; one that never held a row is `emptyScope`. */
    async states(scopes: readonly string[]): Promise<Map<string, ScopeState>> {
      const states = new Map(scopes.map((scope) => [scope, { ...emptyScope }]))
      if (scopes.length === 0) return states
      const rows = await db
        .selectFrom('scopes')
        .selectAll()
        .where('scope', 'in', [...scopes])
        .orderBy('scope')
        .execute()
      for (const { scope, seq, count, checksum } of rows)
        states.set(scope, { seq, count, checksum })
      return states
    },
  }
}

export function scopeWriter(db: Kysely<Tables>) {
  return {
    ...scopeReader(db),
    async save(scope: string, state: ScopeState): Promise<void> {
      await db
        .insertInto('scopes')
        .values({ scope, ...state })
        .onConflict((conflict) => conflict.column('scope').doUpdateSet({ ...state }))
        .execute()
    },
  }
}
