import { mergeableCard } from '#shared/domain/customer-merges.ts'
import type { Decision } from './run-operation.ts'

/**
 * SE6, ME8: what the audit says of an operation that merged a card into another one, or took it out again: that it did, and the id
 * of the other card. What is asked for and not done is a row like any other.
 */
export function auditedMerge(decision: Decision): Decision {
  const { change } = decision
  const before = mergeableCard(change?.before)?.mergedInto
  const now = mergeableCard(change?.record)?.mergedInto
  const code = now ?? before
  if (code === undefined || before === now) return decision
  const what = now === undefined ? 'merge-undone' : 'customers-merged'
  return { ...decision, audited: { what, code } }
}
