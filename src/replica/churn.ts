import {
  churnSuggestions,
  type ChurnMoment,
  type ChurnRecords,
  type ChurnSuggestion,
} from '#shared/domain/churn-suggestions.ts'
import { churnSignalId, isPendingSignal } from '#shared/domain/churn-signal.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { byCustomer } from './by-customer.ts'
import { notesByCustomer } from './notes-by-customer.ts'
import type { Replica } from './replica.ts'

/** A customer who may leave, by a signal that nobody has judged yet. */
export interface SuggestedChurn {
  card: RecordOf<'customer'>
  suggestion: ChurnSuggestion
}

interface BranchRecords {
  cards: readonly RecordOf<'customer'>[]
  notes: readonly RecordOf<'interaction'>[]
  snapshots: readonly RecordOf<'finance-snapshot'>[]
  dates: readonly RecordOf<'important-date'>[]
  complaints: readonly RecordOf<'complaint'>[]
  events: readonly RecordOf<'life-event'>[]
  signals: readonly RecordOf<'churn-signal'>[]
}

type Merges = Pick<Replica, 'mergedCustomers' | 'customersNamed'>

const none: readonly never[] = []

/** R43: what the records say of every customer whose notes are held here (SC2): of others it would be a guess. */
export function suggestedChurn(
  records: BranchRecords,
  scopes: readonly string[],
  moment: ChurnMoment,
  merges: Merges,
): SuggestedChurn[] {
  const held = new Set(scopes)
  const notes = notesByCustomer(records.notes)
  const maturities = byCustomer(records.dates.filter(({ data }) => data.kind === 'maturity'))
  const snapshots = byCustomer(records.snapshots)
  const complaints = byCustomer(records.complaints)
  const events = byCustomer(records.events)
  const signals = byCustomer(records.signals)
  return records.cards.flatMap((card): readonly SuggestedChurn[] => {
    if (!held.has(portfolioScope(card.data.ownerId))) return []
    const of = {
      card,
      notes: notes.get(card.id) ?? none,
      snapshots: snapshots.get(card.id) ?? none,
      dates: maturities.get(card.id) ?? none,
      complaints: complaints.get(card.id) ?? none,
      events: events.get(card.id) ?? none,
    }
    const found = unjudged(of, signals.get(card.id) ?? none, moment, merges)
    return found.length === 0 ? none : found.map((suggestion) => ({ card, suggestion }))
  })
}

/** What the records say of one customer, without what somebody has judged or is at work on. */
export function unjudged(
  records: ChurnRecords,
  signals: readonly Pick<RecordOf<'churn-signal'>, 'id' | 'data'>[],
  moment: ChurnMoment,
  merges: Merges,
): ChurnSuggestion[] {
  const ids = [records.card.id, ...merges.mergedCustomers(records.card.id)]
  const found = churnSuggestions(records, moment).map((each) => asWritten(each, ids, merges))
  if (signals.length === 0) return found
  const judged = new Set(signals.map(({ id }) => id))
  const atWork = new Set(
    signals.filter(({ data }) => isPendingSignal(data)).map(({ data }) => data.kind),
  )
  // Somebody may have judged it when the card it was about was not merged yet, or not any more.
  const isJudged = ({ reason: { kind }, evidence }: ChurnSuggestion) =>
    ids.some((each) => judged.has(churnSignalId(each, kind, evidence)))
  return found.filter((each) => !isJudged(each) && !atWork.has(each.reason.kind))
}

/**
 * ME8: about the card that the evidence was written about, so that a device which does not know of a merge makes the same
 * record of it.
 */
function asWritten(
  suggestion: ChurnSuggestion,
  ids: readonly string[],
  { customersNamed }: Merges,
): ChurnSuggestion {
  const { record, evidence, reason } = suggestion
  if (ids.length === 1 || record === null) return suggestion
  const named = customersNamed(record.type, record.id)
  const customerId = ids.find((id) => named.includes(id)) ?? suggestion.customerId
  return { ...suggestion, customerId, id: churnSignalId(customerId, reason.kind, evidence) }
}
