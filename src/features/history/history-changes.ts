import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Stamp } from '#shared/protocol/record.ts'
import { fieldStamp } from '#shared/protocol/field-stamp.ts'
import { isAbsent, sameValue } from '#shared/protocol/same-value.ts'
import {
  archivePath,
  policyOf,
  valueChains,
  type RecordWithHistory,
  type StampedValue,
  type ValueChain,
} from './value-chains.ts'

/** One thing that happened to a field of a record. */
export type HistoryChange = {
  record: RecordWithHistory
  path: string
} & (
  | { kind: 'created' }
  | { kind: 'first'; value: unknown }
  | { kind: 'set'; from: unknown; to: unknown }
  /** A list as it stands now; what it was made of before is not known as a whole (ME5). */
  | { kind: 'list'; value: unknown }
  | { kind: 'removed-item'; value: unknown }
  /** ME2: it came later and had been made earlier. */
  | { kind: 'lost'; value: unknown }
  | { kind: 'typed'; value: unknown }
  | { kind: 'archive'; archived: boolean }
  /** ME3, ME4: a version of this person that was not taken; `open` while it waits for a pick. */
  | { kind: 'conflict'; value: unknown; issueId: string; open: boolean }
)

/** What one person changed at one instant (ms). */
export interface HistoryStep extends Stamp {
  key: string
  changes: HistoryChange[]
}

/**
 * Who changed what and when, the latest first; what a record began with is its first step. `issues` are the person's
 * own: they hold the versions that lost a conflict.
 */
export function historySteps(
  records: readonly RecordWithHistory[],
  issues: readonly RecordOf<'sync-issue'>[],
  reader: string,
): HistoryStep[] {
  const steps = new Map<string, HistoryStep>()
  const add = ({ at, by }: Stamp, change: HistoryChange) => {
    const key = `${at} ${by}`
    const step = steps.get(key) ?? { key, at, by, changes: [] }
    step.changes.push(change)
    steps.set(key, step)
  }
  for (const record of records) {
    const chains = valueChains(record)
    add({ at: record.createdAt, by: record.createdBy }, { record, path: '', kind: 'created' })
    for (const chain of chains) addChain(record, chain, add)
    addLists(record, add)
    for (const { field, value, at, by, why } of record.history ?? []) {
      if (why === 'lost') add({ at, by }, { record, path: field, kind: 'lost', value })
    }
    addConflicts(record, chains, issues, reader, add)
  }
  return [...steps.values()].toSorted(
    (one, other) => other.at - one.at || (one.key < other.key ? 1 : -1),
  )
}

type Add = (stamp: Stamp, change: HistoryChange) => void

function addChain(record: RecordWithHistory, { path, values, typed }: ValueChain, add: Add): void {
  values.forEach((value, index) => {
    const before = values[index - 1]
    if (before === undefined && isFirst(record, value)) {
      if (path !== archivePath && !isAbsent(value.value)) {
        add(value, { record, path, kind: 'first', value: value.value })
      }
    } else if (path === archivePath) {
      add(value, { record, path, kind: 'archive', archived: !isAbsent(value.value) })
    } else {
      add(value, { record, path, kind: 'set', from: before?.value ?? null, to: value.value })
    }
  })
  for (const value of typed) add(value, { record, path, kind: 'typed', value: value.value })
}

function addLists(record: RecordWithHistory, add: Add): void {
  for (const [path, value] of Object.entries(record.data)) {
    if (policyOf(record.type, path) !== 'set') continue
    const stamp = fieldStamp(record, path)
    if (record.stamps?.[path] !== undefined) add(stamp, { record, path, kind: 'list', value })
    else if (Array.isArray(value) && value.length > 0) {
      add(stamp, { record, path, kind: 'first', value })
    }
  }
  for (const { field, value, at, by, why } of record.history ?? []) {
    if (why === 'replaced' && policyOf(record.type, field) === 'set') {
      add({ at, by }, { record, path: field, kind: 'removed-item', value })
    }
  }
}

function addConflicts(
  record: RecordWithHistory,
  chains: readonly ValueChain[],
  issues: readonly RecordOf<'sync-issue'>[],
  reader: string,
  add: Add,
): void {
  for (const { id, data } of issues) {
    if (data.recordId !== record.id || data.recordType !== record.type) continue
    if (data.outcome !== 'conflict' || data.typedBy !== undefined) continue
    const open = data.resolution === undefined
    for (const { field, mine } of data.fields) {
      const chain = chains.find(({ path }) => path === field)
      const stood = [...(chain?.values ?? []), ...(chain?.typed ?? [])]
      if (stood.some(({ value }) => sameValue(value, mine))) continue
      const change = { record, path: field, kind: 'conflict' as const, value: mine }
      add({ at: data.madeAt, by: reader }, { ...change, issueId: id, open })
    }
  }
}

function isFirst({ createdAt, createdBy }: RecordWithHistory, { at, by }: StampedValue): boolean {
  return at === createdAt && by === createdBy
}
