import {
  type ChangeMoment,
  type ChangeProposal,
  changeProposals,
  type ChangeRecords,
} from '#shared/domain/change-watch.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { byCustomer } from './by-customer.ts'
import type { Replica } from './replica.ts'

/** A customer in whose life something changed, and nobody has decided on it. */
export interface ProposedChange {
  card: RecordOf<'customer'>
  proposal: ChangeProposal
}

interface BranchRecords {
  cards: readonly RecordOf<'customer'>[]
  events: readonly RecordOf<'life-event'>[]
  dates: readonly RecordOf<'important-date'>[]
  consents: readonly RecordOf<'consent'>[]
}

type Merges = Pick<Replica, 'customersNamed'>

const none: readonly never[] = []

/** R27: what is to be decided on, of every customer whose file is held here (SC2), what is due first in front. */
export function proposedChanges(
  { cards, events, dates, consents }: BranchRecords,
  scopes: readonly string[],
  moment: ChangeMoment,
  merges: Merges,
): ProposedChange[] {
  const held = new Set(scopes)
  const eventsOf = byCustomer(events)
  const consentsOf = byCustomer(consents)
  const maturities = byCustomer(dates.filter(({ data }) => data.kind === 'maturity'))
  return cards
    .flatMap((card): readonly ProposedChange[] => {
      const [written, coming] = [eventsOf.get(card.id), maturities.get(card.id)]
      if (written === undefined && coming === undefined) return none
      if (!held.has(portfolioScope(card.data.ownerId))) return none
      const records = {
        card,
        events: written ?? none,
        dates: coming ?? none,
        consents: consentsOf.get(card.id) ?? none,
      }
      return proposalsOf(records, moment, merges).map((proposal) => ({ card, proposal }))
    })
    .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
}

/**
 * What is to be decided on of one customer. ME8: it is about the card that the record was written about, so that a device which does
 * not know of a merge makes the same event and task of it.
 */
export function proposalsOf(
  records: ChangeRecords,
  moment: ChangeMoment,
  { customersNamed }: Merges,
): ChangeProposal[] {
  return changeProposals(records, moment).map((each) => {
    const [customerId = each.customerId] =
      each.dateId === null
        ? customersNamed('life-event', each.eventId)
        : customersNamed('important-date', each.dateId)
    return { ...each, customerId }
  })
}

function placeOf({ proposal: { dueOn, eventId } }: ProposedChange): string {
  return `${dueOn} ${eventId}`
}
