import type { ChurnSuggestion } from '#shared/domain/churn-suggestions.ts'
import { severityRank } from '#shared/domain/churn-suggestions.ts'
import type { ChurnSeverity } from '#shared/domain/churn-signal.ts'
import { tiers } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { SuggestedChurn } from '#replica/churn.ts'

/** todo 待处理 (what the records suggest, and what nobody has begun with), then by the state of the signal. */
export const churnViews = ['todo', 'intervening', 'recovered', 'lost', 'dismissed'] as const
export type ChurnView = (typeof churnViews)[number]

/** A row of the board: a suggestion that nobody has judged, or a signal. */
export type ChurnItem = { id: string; card: RecordOf<'customer'>; severity: ChurnSeverity } & (
  | { suggestion: ChurnSuggestion }
  | { signal: RecordOf<'churn-signal'> }
)

/**
 * The rows of each group. What waits stands with the most urgent first, then by tier, then what was noticed first; what has
 * ended with the latest first. The id keeps equal ones in the same order on every device.
 */
export function churnGroups(
  suggested: readonly SuggestedChurn[],
  signals: readonly RecordOf<'churn-signal'>[],
  cardOf: (customerId: string) => RecordOf<'customer'> | undefined,
): Record<ChurnView, readonly ChurnItem[]> {
  const groups: Record<ChurnView, ChurnItem[]> = {
    todo: suggested.map(({ card, suggestion }) => ({
      id: suggestion.id,
      card,
      severity: suggestion.severity,
      suggestion,
    })),
    intervening: [],
    recovered: [],
    lost: [],
    dismissed: [],
  }
  for (const signal of signals) {
    const card = cardOf(signal.data.customerId)
    if (card === undefined) continue
    const { state, severity } = signal.data
    groups[state === 'open' ? 'todo' : state].push({ id: signal.id, card, severity, signal })
  }
  return {
    todo: groups.todo.toSorted(byUrgency),
    intervening: groups.intervening.toSorted(byUrgency),
    recovered: groups.recovered.toSorted(byLatest),
    lost: groups.lost.toSorted(byLatest),
    dismissed: groups.dismissed.toSorted(byLatest),
  }
}

/** The group that the address names; a word of another version counts as not chosen. */
export function churnView(search: { view?: string | undefined }): ChurnView {
  return churnViews.find((view) => view === search.view) ?? 'todo'
}

function byUrgency(one: ChurnItem, other: ChurnItem): number {
  return (
    severityRank(one.severity) - severityRank(other.severity) ||
    tiers.indexOf(one.card.data.tier) - tiers.indexOf(other.card.data.tier) ||
    compare(dayOf(one), dayOf(other)) ||
    compare(one.id, other.id)
  )
}

function byLatest(one: ChurnItem, other: ChurnItem): number {
  const [a, b] = [endOf(one), endOf(other)]
  return b - a || compare(one.id, other.id)
}

/** A suggestion stands after the signals that somebody noted, whose days are known. */
function dayOf(item: ChurnItem): string {
  return 'signal' in item ? item.signal.data.noticedOn : '9999'
}

function endOf(item: ChurnItem): number {
  return 'signal' in item ? item.signal.updatedAt : 0
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
