import { mergeText } from './merge-text.ts'
import type { OutcomeReason } from './outcome.ts'
import type { Stamp } from './record.ts'
import { isAbsent, sameValue } from './same-value.ts'

/** One edit of a field, and the field as it is; absent values are `null`. */
export interface FieldEdit {
  from: unknown
  to: unknown
  /** Corrected time (ME2) and author of the edit. */
  stamp: Stamp
  current: unknown
  currentStamp: Stamp
  /** Whether the history holds this very edit: it was applied before, and something came after it. */
  isRepeated: boolean
}

export type FieldMerge =
  | { effect: 'unchanged' }
  /** `value` becomes current; `merged` when another edit had come between. */
  | { effect: 'applied' | 'merged'; value: unknown }
  /** ME2: the later edit stays; `to` goes to the history. */
  | { effect: 'lost' }
  | { effect: 'conflict'; reason: OutcomeReason }

/** ME1–ME4: how an edit meets the present value of a field. */
export function mergeField(policy: 'latest' | 'ask' | 'text', edit: FieldEdit): FieldMerge {
  const { from, to, current, stamp, currentStamp, isRepeated } = edit
  const same = policy === 'text' ? sameText : sameValue
  if (same(current, to)) return { effect: 'unchanged' }
  if (same(current, from)) {
    // OP3: there and back again. The value is what this edit once saw, but later edits have seen this one.
    if (isRepeated && currentStamp.at > stamp.at) return { effect: 'unchanged' }
    // OP3: a merged text can look like what its own edit once saw, when it took out one of two equal sentences.
    if (isRepeated && policy === 'text' && isSameStamp(stamp, currentStamp)) {
      return { effect: 'unchanged' }
    }
    return { effect: 'applied', value: to }
  }
  if (isRepeated) return { effect: 'unchanged' }
  switch (policy) {
    case 'latest':
      return isLater(stamp, currentStamp) ? { effect: 'merged', value: to } : { effect: 'lost' }
    case 'ask':
      return { effect: 'conflict', reason: 'same-field-changed' }
    case 'text':
      return mergeTexts(textOf(from), textOf(to), textOf(current))
  }
}

/**
 * ME2: the later of two edits, whatever the order in which they arrive. Of two at one instant it is the one of
 * the author whose id sorts last; a person's own next edit is always later.
 */
export function isLater(one: Stamp, other: Stamp): boolean {
  return one.at === other.at ? one.by >= other.by : one.at > other.at
}

function isSameStamp(one: Stamp, other: Stamp): boolean {
  return one.at === other.at && one.by === other.by
}

function mergeTexts(base: string, mine: string, theirs: string): FieldMerge {
  const merge = mergeText(base, mine, theirs)
  if (!merge.merged) return { effect: 'conflict', reason: merge.reason }
  // All that this edit wants was written by others, too.
  if (merge.text === theirs) return { effect: 'unchanged' }
  return { effect: 'merged', value: merge.text }
}

/** An absent text and an empty one say the same. */
function sameText(left: unknown, right: unknown): boolean {
  return sameValue(left === '' ? null : left, right === '' ? null : right)
}

function textOf(value: unknown): string {
  return isAbsent(value) || typeof value !== 'string' ? '' : value
}
