import type { Cursor } from '#shared/protocol/pull-message.ts'
import type { Session } from './sessions.ts'
import type { RecordRange, Stretch } from './store/record-table.ts'
import { allTiers } from './store/scope-sweep.ts'
import type { ScopeState } from './store/scope-table.ts'
import type { Snapshot } from './store/store.ts'
import { hasHiddenRows, visibleRows } from './visible-rows.ts'

/** What of one tier of a scope is to be sent. */
export interface FilledRange extends RecordRange {
  /** Rows that this person may read. */
  records: number
  /** Whether something left. */
  hasOuts: boolean
}

type Readers = Pick<Snapshot, 'records' | 'outs'>

/**
 * PL2: the ranges that are not empty, the most urgent tier first. A change moves a scope in one tier; the others are not
 * asked one by one, because this is what every colleague waits for (PL5).
 */
export async function filledRanges(
  readers: Readers,
  session: Session,
  states: ReadonlyMap<string, ScopeState>,
  known: Cursor['positions'],
): Promise<FilledRange[]> {
  const filled: FilledRange[] = []
  for (const [scope, { seq }] of states) {
    for (const [after, tiers] of tiersBehind(seq, known[scope])) {
      filled.push(...(await filledTiers(readers, session, { scope, after, through: seq }, tiers)))
    }
  }
  return filled.toSorted((left, right) => left.tier - right.tier)
}

/** Tiers by the position up to which the device has them; those that stand at `seq` are left out. */
function tiersBehind(seq: number, known: Cursor['positions'][string] = {}): Map<number, number[]> {
  const behind = new Map<number, number[]>()
  for (const tier of allTiers) {
    const position = known[tier] ?? 0
    const isPosition = Number.isInteger(position) && position >= 0 && position <= seq
    const after = isPosition ? position : 0
    if (after !== seq) behind.set(after, [...(behind.get(after) ?? []), tier])
  }
  return behind
}

async function filledTiers(
  { records, outs }: Readers,
  session: Session,
  stretch: Stretch,
  tiers: readonly number[],
): Promise<FilledRange[]> {
  const left = await outs.tiers(stretch, tiers)
  const counts = hasHiddenRows(session, stretch.scope)
    ? await visibleCounts(records, session, stretch, tiers)
    : await records.countByTier(stretch, tiers)
  return tiers
    .filter((tier) => left.has(tier) || counts.has(tier))
    .map((tier) => ({
      ...stretch,
      tier,
      records: counts.get(tier) ?? 0,
      hasOuts: left.has(tier),
    }))
}

/** SC2: not even the number of the hidden rows is told. Few complaints are restricted and few tasks lie between colleagues, so all that moved are read. */
async function visibleCounts(
  records: Readers['records'],
  session: Session,
  stretch: Stretch,
  tiers: readonly number[],
): Promise<Map<number, number>> {
  const counts = new Map<number, number>()
  for (const tier of tiers) {
    const rows = await records.range({ ...stretch, tier }, Number.MAX_SAFE_INTEGER)
    const visible = visibleRows(session, stretch.scope, rows)
    if (visible.length > 0) counts.set(tier, visible.length)
  }
  return counts
}
