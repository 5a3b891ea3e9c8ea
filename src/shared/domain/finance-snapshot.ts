import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { assetBands, incomeBands } from './profile.ts'
import { provenanceSources } from './provenance.ts'
import { paragraphText } from './text-limits.ts'

export const liabilityBands = ['none', ...assetBands] as const

/**
 * 财务快照 finance snapshot (R9): what was known of income, expense, assets and liabilities on a day, in bands. It is never
 * changed: what is known later is another snapshot, and a wrong one is removed. It lies with the owner of the customer.
 */
export const FinanceSnapshot = z.strictObject({
  customerId: z.uuid(),
  takenOn: CivilDate,
  /** Bands in 元 a year. */
  income: z.optional(z.enum(incomeBands)),
  expense: z.optional(z.enum(incomeBands)),
  /** Bands in 元 in total. */
  assets: z.optional(z.enum(assetBands)),
  liabilities: z.optional(z.enum(liabilityBands)),
  source: z.enum(provenanceSources),
  note: z.optional(paragraphText),
})
export type FinanceSnapshot = z.infer<typeof FinanceSnapshot>

export const financeSnapshotPolicies: MergePolicies<FinanceSnapshot> = {
  customerId: 'fixed',
  takenOn: 'fixed',
  income: 'fixed',
  expense: 'fixed',
  assets: 'fixed',
  liabilities: 'fixed',
  source: 'fixed',
  note: 'fixed',
}

/** The figures of a snapshot, in the order in which they are asked for. */
export const financeFigures = ['income', 'expense', 'assets', 'liabilities'] as const
export type FinanceFigure = (typeof financeFigures)[number]

/** The newest first; of one day the one that was made last, and the id where that is the same on every device. */
export function newestSnapshots<
  Snapshot extends { id: string; createdAt: number; data: FinanceSnapshot },
>(snapshots: readonly Snapshot[]): Snapshot[] {
  return snapshots.toSorted(
    (one, other) =>
      compare(other.data.takenOn, one.data.takenOn) ||
      other.createdAt - one.createdAt ||
      compare(other.id, one.id),
  )
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
