import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** Where a scope stands: its last seq, and count and checksum of its rows (PL3). */
export interface ScopeState {
  seq: number
  count: number
  checksum: number
  /** GC1: the highest seq of an out row that is no longer kept; who stands below it may have missed one. */
  floor: number
}

export const emptyScope: ScopeState = { seq: 0, count: 0, checksum: 0, floor: 0 }

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
      for (const { scope, ...state } of rows) states.set(scope, state)
      return states
    },
  }
}

export function scopeWriter(db: Kysely<Tables>) {
  return {
    ...scopeReader(db),
    /**
     * SC3: the states of these scopes, which nobody else moves until the commit. Everybody takes the rows in
     * the same order, so that nobody waits in a circle. A new scope gets its row, so that two first writers
     * do not both count from 0; one that is there is written as it is, which locks it.
     */
    async lock(scopes: readonly string[]): Promise<Map<string, ScopeState>> {
      const sorted = [...new Set(scopes)].toSorted()
      const rows = await db
        .insertInto('scopes')
        .values(sorted.map((scope) => ({ scope, ...emptyScope })))
        .onConflict((conflict) =>
          conflict.column('scope').doUpdateSet(({ ref }) => ({ seq: ref('scopes.seq') })),
        )
        .returningAll()
        .execute()
      return new Map(rows.map(({ scope, ...state }) => [scope, state]))
    },
    /** Writes the states of scopes that are locked: their rows are there, and the rest of a row stays as it is. */
    async save(states: ReadonlyMap<string, ScopeState>): Promise<void> {
      await db
        .insertInto('scopes')
        .values([...states].map(([scope, state]) => ({ scope, ...state })))
        .onConflict((conflict) =>
          conflict.column('scope').doUpdateSet((expression) => ({
            seq: expression.ref('excluded.seq'),
            count: expression.ref('excluded.count'),
            checksum: expression.ref('excluded.checksum'),
          })),
        )
        .execute()
    },
  }
}
