import { type Cadence, cadenceDay, cadenceOf } from '#shared/domain/cadence.ts'
import type { CadenceRules } from '#shared/domain/cadence-rules.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { notesByCustomer } from './notes-by-customer.ts'

/** A customer with the rhythm in which he is contacted. */
export interface CustomerCadence {
  card: RecordOf<'customer'>
  cadence: Cadence
}

/** R28: the cadence of every customer whose notes are held here (SC2): of others it would be a guess. */
export function cadencesOf({
  cards,
  notes,
  scopes,
  rules,
  today,
}: {
  cards: readonly RecordOf<'customer'>[]
  notes: readonly RecordOf<'interaction'>[]
  scopes: readonly string[]
  rules: CadenceRules
  today: CivilDate
}): CustomerCadence[] {
  const contacts = notesByCustomer(notes)
  const held = new Set(scopes)
  const day = cadenceDay(today)
  return cards
    .filter(({ data }) => held.has(portfolioScope(data.ownerId)))
    .map((card) => ({
      card,
      cadence: cadenceOf({
        customer: card.data,
        contacts: (contacts.get(card.id) ?? []).map(({ data }) => data),
        knownSince: card.createdAt,
        rules,
        today: day,
      }),
    }))
}
