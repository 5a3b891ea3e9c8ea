import { type Cadence, type CadenceContact, cadenceDay, cadenceOf } from '#shared/domain/cadence.ts'
import type { CadenceRules } from '#shared/domain/cadence-rules.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { keptWithArray } from './kept-with-array.ts'

/** A customer with the rhythm in which he is contacted. */
export interface CustomerCadence {
  card: RecordOf<'customer'>
  cadence: Cadence
}

/** The contacts of each customer; made once for an array of notes and kept with it. */
const contactsByCustomer = keptWithArray(
  (notes: readonly RecordOf<'interaction'>[]): ReadonlyMap<string, readonly CadenceContact[]> => {
    const all = new Map<string, CadenceContact[]>()
    for (const { data } of notes) {
      for (const id of data.customerIds) {
        const known = all.get(id)
        if (known === undefined) all.set(id, [data])
        else known.push(data)
      }
    }
    return all
  },
)

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
  const contacts = contactsByCustomer(notes)
  const held = new Set(scopes)
  const day = cadenceDay(today)
  return cards
    .filter(({ data }) => held.has(portfolioScope(data.ownerId)))
    .map((card) => ({
      card,
      cadence: cadenceOf({
        customer: card.data,
        contacts: contacts.get(card.id) ?? [],
        knownSince: card.createdAt,
        rules,
        today: day,
      }),
    }))
}
