import type { RecordType, HistoryEntry, PlacedRecord, Stamp } from '#shared/protocol/record.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { MergePolicy } from '#shared/protocol/merge-policy.ts'
import { fieldStamp } from '#shared/protocol/field-stamp.ts'
import { readPath, splitFieldPath } from '#shared/protocol/field-path.ts'
import { isAbsent } from '#shared/protocol/same-value.ts'

/** A record as any screen has it. */
export interface RecordWithHistory extends Pick<
  PlacedRecord,
  'id' | 'createdAt' | 'createdBy' | 'stamps' | 'history' | 'archivedAt'
> {
  type: RecordType
  data: object
}

/** A value with the instant (ms) it was set at, and by whom. */
export interface StampedValue extends Stamp {
  value: unknown
}

/** The values that a field or an entry of one had, the oldest first; the last one stands now. */
export interface ValueChain {
  path: string
  values: StampedValue[]
  /** ME4: texts as they were typed, before they were merged with what a colleague wrote. */
  typed: StampedValue[]
}

/** The archive state is kept in stamps and history under this name. */
export const archivePath = 'archivedAt'

/** The policy of the field that a path names; undefined for a field of a newer version (PL4). */
export function policyOf(type: RecordType, path: string): MergePolicy | undefined {
  const { policies } = recordTypeDefinitions[type]
  const { field } = splitFieldPath(path)
  return Object.hasOwn(policies, field) ? policies[field] : undefined
}

/** Every field, and every entry of a keyed one, with all values it had; lists (ME5) are not among them. */
export function valueChains(record: RecordWithHistory): ValueChain[] {
  return pathsOf(record)
    .filter((path) => policyOf(record.type, path) !== 'set')
    .map((path) => chainOf(record, path))
}

function chainOf(record: RecordWithHistory, path: string): ValueChain {
  const former = (record.history ?? []).filter(
    (entry) => entry.field === path && entry.why === 'replaced',
  )
  const present = { value: presentValue(record, path), ...fieldStamp(record, path) }
  const all = [...former.map(withoutName), present]
  const isText = policyOf(record.type, path) === 'text'
  const values: StampedValue[] = []
  const typed: StampedValue[] = []
  all.forEach((value, index) => {
    const next = all[index + 1]
    // A merge keeps what was typed beside what became of it, under one stamp.
    if (isText && next !== undefined && isSameStamp(value, next)) typed.push(value)
    else values.push(value)
  })
  return { path, values, typed }
}

function presentValue(record: RecordWithHistory, path: string): unknown {
  if (path === archivePath) return record.archivedAt ?? null
  return readPath({ ...record.data }, path) ?? null
}

function withoutName({ value, at, by }: HistoryEntry): StampedValue {
  return { value: value ?? null, at, by }
}

function isSameStamp(one: Stamp, other: Stamp): boolean {
  return one.at === other.at && one.by === other.by
}

/** Fields of the data, entries of the keyed ones, and what only stamps and history still name. */
function pathsOf(record: RecordWithHistory): string[] {
  const named = [
    ...Object.keys(record.stamps ?? {}),
    ...(record.history ?? []).map(({ field }) => field),
  ]
  const present = Object.entries(record.data).flatMap(([field, value]) => {
    const policy = policyOf(record.type, field)
    if (!isKeyed(policy)) return isAbsent(value) ? [] : [field]
    return Object.keys(entriesOf(value)).map((key) => `${field}.${key}`)
  })
  return [...new Set([...present, ...named])]
}

function isKeyed(policy: MergePolicy | undefined): boolean {
  return policy === 'keyed-ask' || policy === 'completions' || policy === 'event-log'
}

function entriesOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
