import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'
import type { BaseEntry, CardBlob, CardIndexMaker } from '#vault/vault.ts'
import { createRecordsInMemory } from '#replica/records-in-memory.ts'
import { closenessOf } from '#replica/search/closeness.ts'
import { byRecentContact } from '#replica/search/search-segment.ts'
import { cardsPerBlob } from './card-blob.ts'
import { createCardPacker } from './pack-cards.ts'

/**
 * Makes the index of the customer cards as they lie on the disk. `inMemory` finds a card that may be the same: then
 * it is taken instead, so that no second copy of all cards comes to be. `contacts` answers the last ones by customer; `staffId` is
 * whose device it is.
 */
export function createCardIndexMaker(
  inMemory: (id: string) => PlacedRecord | undefined,
  contacts: () => ReadonlyMap<string, number>,
  staffId: string,
): CardIndexMaker {
  const cards = createRecordsInMemory()
  return {
    type: 'customer',
    tier: recordTypeDefinitions.customer.tier,
    add(entries) {
      for (const entry of entries) cards.take(sameInMemory(entry, inMemory))
    },
    async blobs() {
      const blobs: CardBlob[] = []
      const lastContacts = contacts()
      for (const scope of cards.scopes()) {
        const here = [...cards.ofType('customer').values()].filter(
          (record) => record.scope === scope,
        )
        const ordered = byRecentContact(
          here.map((record) => ({
            record,
            lastContactAt: lastContacts.get(record.id),
            closeness: closenessOf(record.data, staffId),
          })),
        )
        const packer = createCardPacker()
        for (let from = 0; from < ordered.length; from += cardsPerBlob) {
          const bytes = await packer.pack(ordered.slice(from, from + cardsPerBlob))
          blobs.push({ scope, bytes })
        }
      }
      return blobs
    },
  }
}

/** A seq names one version of a record within its scope (PL1). */
function sameInMemory(
  entry: BaseEntry,
  inMemory: (id: string) => PlacedRecord | undefined,
): BaseEntry {
  if ('out' in entry) return entry
  const known = inMemory(entry.id)
  return known?.scope === entry.scope && known.seq === entry.seq ? known : entry
}
