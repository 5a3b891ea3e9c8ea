import type { RecordOf } from '#shared/domain/record-types.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'

/** What has to be done with an item: a decision, a look at what was not taken, or only taking note. */
export const attentionGroups = ['decide', 'not-taken', 'know'] as const
export type AttentionGroup = (typeof attentionGroups)[number]

/** One thing that needs a person, whichever record tells of it. */
export type AttentionItem = {
  id: string
  group: AttentionGroup
  /** Instant (ms) by which they are in order. */
  at: number
  settled: boolean
} & (
  | { kind: 'issue'; issue: RecordOf<'sync-issue'> }
  | { kind: 'loss'; report: RecordOf<'loss-report'> }
)

/** Everything that needs or needed the person, newest first. */
export function attentionItems(
  issues: readonly RecordOf<'sync-issue'>[],
  reports: readonly RecordOf<'loss-report'>[],
): AttentionItem[] {
  const items: AttentionItem[] = [
    ...issues.map((issue) => ({
      kind: 'issue' as const,
      id: issue.id,
      issue,
      group: groupOf(issue.data),
      at: issue.data.madeAt,
      settled: issue.data.resolution !== undefined,
    })),
    ...reports.map((report) => ({
      kind: 'loss' as const,
      id: report.id,
      report,
      group: 'know' as const,
      at: report.data.reportedAt,
      settled: report.data.seen === true,
    })),
  ]
  return items.toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1))
}

/** How many items of each group there are. */
export function countGroups(items: readonly AttentionItem[]): Record<AttentionGroup, number> {
  const counts = { decide: 0, 'not-taken': 0, know: 0 }
  for (const { group } of items) counts[group] += 1
  return counts
}

/** SR2: what a colleague typed, and this person decides on. */
export function isFromColleague({ typedBy }: Pick<SyncIssue, 'typedBy'>): boolean {
  return typedBy !== undefined
}

/** SR3: rescued from a device that was lost, for its author, or for a lead when that account has ended. */
export function isRescued({ typedBy, reason }: Pick<SyncIssue, 'typedBy' | 'reason'>): boolean {
  return typedBy !== undefined && reason === undefined
}

/** What has to be done with an issue. */
export function groupOf(issue: SyncIssue): AttentionGroup {
  switch (issue.outcome) {
    case 'conflict':
      return issue.fields.length > 0 ? 'decide' : 'not-taken'
    case 'quarantined':
      return isFromColleague(issue) ? 'decide' : 'know'
    case 'proposal':
    case 'rejected':
    case 'gone':
      return 'not-taken'
    case 'deferred':
      return 'know'
  }
}
