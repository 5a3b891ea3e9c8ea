import type { FieldChange } from '#shared/protocol/operation.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import { derivedId } from './derived-id.ts'
import type { PickedValue } from './merge-differences.ts'
import type { MergedField, Profile } from './profile.ts'

/** Who wrote on whom: the one whose log says so, and the one who got the value. */
interface LogPair {
  fromId: string
  keptId: string
}

/** ME8: the same field of the same two is one entry, whichever device writes it. `log`: as it is. */
export function mergeLogChange(
  { fromId, keptId }: LogPair,
  value: PickedValue,
  log: Profile['mergeLog'],
): [path: string, change: FieldChange] {
  const key = derivedId('merge', fromId, keptId, value.record, value.field)
  return entryChange(key, keptId, value, log)
}

/**
 * Invariant 14: the same for a number that was corrected on the one who is kept, and so on one who is merged into him: here the log
 * is of the first, and the second gets his own number back when he leaves.
 */
export function correctionLogChange(
  { fromId, keptId }: LogPair,
  { before, after }: Pick<MergedField, 'before' | 'after'>,
  log: Profile['mergeLog'],
): [path: string, change: FieldChange] {
  const value: PickedValue = { record: 'profile', field: 'identity', before, after }
  return entryChange(correctionKey(fromId, keptId), keptId, value, log)
}

/** Whether an entry of this customer's log is such a correction. */
export function isCorrection(fromId: string, key: string, entry: MergedField): boolean {
  const isOfNumber = entry.record === 'profile' && entry.field === 'identity'
  return isOfNumber && key === correctionKey(fromId, entry.keptId)
}

function correctionKey(fromId: string, keptId: string): string {
  return derivedId('corrected', fromId, keptId)
}

function entryChange(
  key: string,
  keptId: string,
  { record, field, before, after }: PickedValue,
  log: Profile['mergeLog'],
): [path: string, change: FieldChange] {
  const known = log?.[key]
  // What is written a second time goes back to what was before the first.
  const first = known !== undefined && sameValue(known.after, before) ? known.before : before
  const entry: MergedField = { keptId, record, field, before: first, after }
  return [`mergeLog.${key}`, { from: known ?? null, to: entry }]
}
