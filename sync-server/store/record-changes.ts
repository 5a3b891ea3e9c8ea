import type { Kysely } from 'kysely'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { addToChecksum, removeFromChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import { type RecordBody, RecordType } from '#shared/protocol/record.ts'
import { type ErasurePlace, keepTraces } from './erasure-table.ts'
import { LostRace } from './lost-race.ts'
import { type OutPlace, outWriter } from './out-table.ts'
import { recordReader, recordWriter, type StoredRecord } from './record-table.ts'
import { allTiers, sweepScope } from './scope-sweep.ts'
import { type RecordPlace, seenRecords } from './seen-records.ts'
import type { Tables } from './schema.ts'
import { emptyScope, type ScopeState, scopeWriter } from './scope-table.ts'
import { UndoableMap } from './undoable-map.ts'

/** A record as it will be, and the place it had before this transaction. */
interface StagedRecord {
  type: string
  id: string
  /** SE7: `null` for one that is erased. */
  record: RecordBody | null
  scope: string
  tier: number
  before: RecordPlace | undefined
}

/** What is written when everything has its number. */
interface Numbered {
  scopes: Map<string, ScopeState>
  created: Tables['records'][]
  changed: Tables['records'][]
  outs: (OutPlace & { tier: number; seq: number; at: number })[]
  returned: OutPlace[]
  erased: { type: string; id: string }[]
}

/**
 * The records that one transaction changes. They are held back until its end, because a seq may only
 * be taken as the last step (SC3); what was put can be read at once. A savepoint is a mark.
 */
export function recordChanges(db: Kysely<Tables>, { alone }: { alone: boolean }) {
  const staged = new UndoableMap<StagedRecord>()
  const stored = recordReader(db)
  const seen = seenRecords(db)
  const poked = new Set<string>()
  let tracedFor: string | undefined

  async function look(type: string, id: string): Promise<StoredRecord | undefined> {
    const found = await stored.get(type, id)
    seen.note(type, id, found)
    return found
  }

  /** What was read before is looked at again at the end. */
  async function whereIs(type: string, id: string): Promise<RecordPlace | undefined> {
    const known = seen.get(type, id)
    return known === undefined ? look(type, id) : known.place
  }

  return {
    async get(type: string, id: string): Promise<StoredRecord | undefined> {
      const change = staged.get(keyOf(type, id))
      if (change === undefined) return look(type, id)
      const { record, scope, tier, before } = change
      return record === null ? undefined : { record, scope, tier, seq: before?.seq ?? 0 }
    },
    async put(record: RecordBody, scope: string): Promise<void> {
      const key = keyOf(record.type, record.id)
      const change = staged.get(key)
      const place = change === undefined ? await whereIs(record.type, record.id) : undefined
      const before = change?.before ?? place
      const { tier } = recordTypeDefinitions[RecordType.parse(record.type)]
      const { type, id } = record
      staged.set(key, { type, id, record, scope, tier, before })
    },
    /**
     * SE7: takes a stored record out of the database. Devices hear of it as of one that left its scope; nothing but its type
     * and id stays.
     */
    erase({ record: { type, id }, scope, tier, seq }: StoredRecord): void {
      const change = staged.get(keyOf(type, id))
      const before = change === undefined ? { scope, tier, seq } : change.before
      if (change === undefined) seen.note(type, id, before)
      staged.set(keyOf(type, id), { type, id, record: null, scope, tier, before })
    },
    /** SE7: what this transaction erases and where it leaves traces is kept under this erasure. */
    traceFor(erasure: string): void {
      tracedFor = erasure
    },
    /** Every stored record whose text contains one of these, of all types or one; hold the scopes that matter first. */
    async mentioning(texts: string | readonly string[], type?: string): Promise<StoredRecord[]> {
      const found = await stored.mentioning(texts, type)
      for (const place of found) seen.note(place.record.type, place.record.id, place)
      return found
    },
    /** Records of a type that a text stands in as this transaction has it so far, with what it has not stored yet. */
    async mentioningSoFar(text: string, ofType: string): Promise<Pick<StoredRecord, 'record'>[]> {
      const before = await stored.mentioning(text, ofType)
      for (const place of before) seen.note(ofType, place.record.id, place)
      const found = new Map(before.map(({ record }) => [record.id, { record }]))
      for (const { type, id, record } of staged.values()) {
        if (type !== ofType) continue
        if (record !== null && JSON.stringify(record).includes(text)) found.set(id, { record })
        else found.delete(id)
      }
      return [...found.values()]
    },
    /** Many records that are not there yet; the transaction fails if one is. */
    putNew(records: Iterable<{ record: RecordBody; scope: string }>): void {
      for (const { record, scope } of records) {
        const { tier } = recordTypeDefinitions[RecordType.parse(record.type)]
        const { type, id } = record
        staged.set(keyOf(type, id), { type, id, record, scope, tier, before: undefined })
      }
    },
    /**
     * SC3: until the commit nobody else moves these scopes, so what is swept is all that is in them. It
     * takes them before the others that the transaction will need, out of order: so it runs alone.
     */
    async hold(scopes: readonly string[]): Promise<void> {
      if (!alone) throw new LostRace('What holds scopes runs alone.', { repeat: 'alone' })
      await scopeWriter(db).lock(scopes)
    },
    /** Everything in a scope as this transaction leaves it so far (`scope-sweep.ts`); hold the scope first. */
    async *sweep(
      scope: string,
      { tiers = allTiers, mentioning }: { tiers?: readonly number[]; mentioning?: string } = {},
    ): AsyncGenerator<StoredRecord> {
      for (const { record, scope: there, tier, before } of staged.values()) {
        if (record !== null && there === scope && tiers.includes(tier))
          yield { record, scope, tier, seq: before?.seq ?? 0 }
      }
      for await (const found of sweepScope(db, scope, { tiers, mentioning })) {
        const { type, id } = found.record
        if (staged.get(keyOf(type, id)) !== undefined) continue
        seen.note(type, id, found)
        yield found
      }
    },
    /** A record that was swept, as it will be and where; nobody looks it up again. */
    replace({ scope: there, tier, seq }: StoredRecord, record: RecordBody, scope: string): void {
      const change = staged.get(keyOf(record.type, record.id))
      const before = change === undefined ? { scope: there, tier, seq } : change.before
      const { type, id } = record
      staged.set(keyOf(type, id), { type, id, record, scope, tier, before })
    },
    /** PL5: who holds these scopes shall look, although no record in them changed. It takes a seq, so that it shows. */
    poke(scopes: readonly string[]): void {
      for (const scope of scopes) poked.add(scope)
    },
    mark: () => staged.mark(),
    undoTo: (mark: number) => staged.undoTo(mark),
    /**
     * Numbers and writes everything; answers which scopes moved. `at` (ms) is when rows left a scope.
     * Throws `LostRace` when a record is no longer as this transaction has read it.
     */
    async flush(at: number): Promise<string[]> {
      const changes = staged.values()
      if (changes.length === 0 && poked.size === 0) return []
      const scopes = await scopeWriter(db).lock([...scopesOf(changes), ...poked])
      await seen.lockUnchanged()
      const numbered = numberAll(scopes, changes, at)
      for (const scope of poked) stateOf(scopes, scope).seq += 1
      // The counters first: a record refers to its scope.
      await scopeWriter(db).save(scopes)
      await outWriter(db).put(numbered.outs)
      await outWriter(db).drop(numbered.returned)
      await recordWriter(db).insert(numbered.created)
      await recordWriter(db).replace(numbered.changed)
      await recordWriter(db).remove(numbered.erased)
      if (tracedFor !== undefined) {
        const traces = { records: numbered.erased, places: placesOf(numbered) }
        await keepTraces(db, tracedFor, traces)
      }
      return [...scopes.keys()].toSorted()
    },
  }
}

function keyOf(type: string, id: string): string {
  return `${type}|${id}`
}

function scopesOf(changes: readonly StagedRecord[]): string[] {
  return changes.flatMap(({ scope, before }) =>
    before === undefined ? [scope] : [scope, before.scope],
  )
}

function numberAll(
  scopes: Map<string, ScopeState>,
  changes: readonly StagedRecord[],
  at: number,
): Numbered {
  const numbered: Numbered = {
    scopes,
    created: [],
    changed: [],
    outs: [],
    returned: [],
    erased: [],
  }
  for (const change of changes) number(numbered, change, at)
  return numbered
}

function number(
  numbered: Numbered,
  { type, id, record, scope, tier, before }: StagedRecord,
  at: number,
) {
  const { scopes, created, changed, outs, returned, erased } = numbered
  if (before !== undefined) {
    const former = stateOf(scopes, before.scope)
    former.count -= 1
    former.checksum = removeFromChecksum(former.checksum, rowChecksum(type, id, before.seq))
    if (record === null) {
      // SE7: who holds it must hear that it went, and nobody that it is elsewhere.
      former.seq += 1
      outs.push({ scope: before.scope, type, id, tier: before.tier, seq: former.seq, at })
      erased.push({ type, id })
    } else if (before.scope !== scope) {
      // SC4: who held it there must hear that it went; who held it here before hears that it is back.
      former.seq += 1
      outs.push({ scope: before.scope, type, id, tier: before.tier, seq: former.seq, at })
      returned.push({ scope, type, id })
    }
  }
  if (record === null) return
  const state = stateOf(scopes, scope)
  state.seq += 1
  state.count += 1
  state.checksum = addToChecksum(state.checksum, rowChecksum(type, id, state.seq))
  const rows = before === undefined ? created : changed
  rows.push({ type, id, scope, tier, seq: state.seq, body: JSON.stringify(record) })
}

/** The last place of this transaction in each scope and tier. */
function placesOf({ created, changed, outs }: Numbered): ErasurePlace[] {
  const last = new Map<string, ErasurePlace>()
  for (const { scope, tier, seq } of [...created, ...changed, ...outs]) {
    const key = `${scope}|${tier}`
    if (seq > (last.get(key)?.seq ?? 0)) last.set(key, { scope, tier, seq })
  }
  return [...last.values()]
}

function stateOf(scopes: Map<string, ScopeState>, scope: string): ScopeState {
  const state = scopes.get(scope) ?? { ...emptyScope }
  scopes.set(scope, state)
  return state
}
