import type { Kysely } from 'kysely'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { addToChecksum, removeFromChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import { type RecordBody, RecordType } from '#shared/protocol/record.ts'
import { outWriter } from './out-table.ts'
import { recordReader, type StoredRecord } from './record-table.ts'
import type { Tables } from './schema.ts'
import { emptyScope, type ScopeState, scopeWriter } from './scope-table.ts'
import { UndoableMap } from './undoable-map.ts'

/** A record as it will be, and the place it had before this transaction. */
interface StagedRecord {
  record: RecordBody
  scope: string
  tier: number
  before: { scope: string; tier: number; seq: number } | undefined
}

/** Rows of one insert; SQLite takes 32,766 parameters, a row has six. */
const rowsPerStatement = 500

/**
 * The records that one transaction changes. They are held back until its end, because a seq may only
 * be taken as the last step (SC3); what was put can be read at once. A savepoint is a mark.
 */
export function recordChanges(db: Kysely<Tables>) {
  const staged = new UndoableMap<StagedRecord>()
  const stored = recordReader(db)
  return {
    async get(type: string, id: string): Promise<StoredRecord | undefined> {
      const change = staged.get(keyOf(type, id))
      if (change === undefined) return stored.get(type, id)
      const { record, scope, tier, before } = change
      return { record, scope, tier, seq: before?.seq ?? 0 }
    },
    async put(record: RecordBody, scope: string): Promise<void> {
      const key = keyOf(record.type, record.id)
      const change = staged.get(key)
      const place = change === undefined ? await stored.get(record.type, record.id) : undefined
      const before = change?.before ?? place
      const { tier } = recordTypeDefinitions[RecordType.parse(record.type)]
      staged.set(key, { record, scope, tier, before })
    },
    /** Many records that are not there yet; nobody looks whether they are. */
    putNew(records: Iterable<{ record: RecordBody; scope: string }>): void {
      for (const { record, scope } of records) {
        const { tier } = recordTypeDefinitions[RecordType.parse(record.type)]
        staged.set(keyOf(record.type, record.id), { record, scope, tier, before: undefined })
      }
    },
    mark: () => staged.mark(),
    undoTo: (mark: number) => staged.undoTo(mark),
    /** Numbers and writes everything; answers which scopes moved. `at` (ms) is when rows left a scope. */
    async flush(at: number): Promise<string[]> {
      const changes = staged.values()
      if (changes.length === 0) return []
      const scopes = await lockScopes(db, changes)
      const rows: Tables['records'][] = []
      for (const change of changes) rows.push(await place(db, scopes, change, at))
      // The counters first: a record refers to its scope.
      const writer = scopeWriter(db)
      for (const [scope, state] of scopes) await writer.save(scope, state)
      await writeRows(db, rows)
      return [...scopes.keys()]
    },
  }
}

function keyOf(type: string, id: string): string {
  return `${type}|${id}`
}

/** SC3: in sorted order, so that two transactions never wait for each other in a circle. */
async function lockScopes(
  db: Kysely<Tables>,
  changes: readonly StagedRecord[],
): Promise<Map<string, ScopeState>> {
  const touched = new Set<string>()
  for (const { scope, before } of changes) {
    touched.add(scope)
    if (before !== undefined) touched.add(before.scope)
  }
  return scopeWriter(db).states([...touched].toSorted())
}

async function place(
  db: Kysely<Tables>,
  scopes: Map<string, ScopeState>,
  { record, scope, tier, before }: StagedRecord,
  at: number,
): Promise<Tables['records']> {
  const { type, id } = record
  if (before !== undefined) {
    const former = stateOf(scopes, before.scope)
    former.count -= 1
    former.checksum = removeFromChecksum(former.checksum, rowChecksum(type, id, before.seq))
    if (before.scope !== scope) {
      // SC4: who held it there must hear that it went; who held it here before hears that it is back.
      former.seq += 1
      const out = { scope: before.scope, type, id, tier: before.tier, seq: former.seq, at }
      await outWriter(db).put(out)
      await outWriter(db).drop(scope, type, id)
    }
  }
  const state = stateOf(scopes, scope)
  state.seq += 1
  state.count += 1
  state.checksum = addToChecksum(state.checksum, rowChecksum(type, id, state.seq))
  return { type, id, scope, tier, seq: state.seq, body: JSON.stringify(record) }
}

function stateOf(scopes: Map<string, ScopeState>, scope: string): ScopeState {
  const state = scopes.get(scope) ?? { ...emptyScope }
  scopes.set(scope, state)
  return state
}

async function writeRows(db: Kysely<Tables>, rows: readonly Tables['records'][]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await db
      .insertInto('records')
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflict((conflict) =>
        conflict.columns(['type', 'id']).doUpdateSet((expression) => ({
          scope: expression.ref('excluded.scope'),
          tier: expression.ref('excluded.tier'),
          seq: expression.ref('excluded.seq'),
          body: expression.ref('excluded.body'),
        })),
      )
      .execute()
  }
}
