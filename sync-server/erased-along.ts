import { erasedAndHeld, findCustomerRecords } from './customer-records.ts'
import { shownAsOne } from './merged-customers.ts'
import type { Services } from './services.ts'

/** A card that would be erased because it is merged with the one that was named. */
export interface ErasedAlong {
  id: string
  name: string
  /** Last digits of the number; two cards of one person often bear the same name. */
  phoneTail: string | undefined
  /** How many records would go with it: the card, what belongs to it, and complaints that the law lets go. */
  records: number
}

/** ME8, SE7: who else goes when this customer is erased, by name; nobody for most, or for who is gone already. */
export async function erasedAlong(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  customerId: string,
): Promise<ErasedAlong[]> {
  return store.read(async ({ records, quarantine }) => {
    const search = { mentioning: records.mentioning, waiting: quarantine.all }
    const along: ErasedAlong[] = []
    for (const id of await shownAsOne(records, customerId)) {
      const found = id === customerId ? undefined : await findCustomerRecords(search, id)
      if (found === undefined) continue
      const { name, phoneTail } = found.card.record.data
      along.push({
        id,
        name: String(name),
        phoneTail: typeof phoneTail === 'string' ? phoneTail : undefined,
        records: erasedAndHeld(found, clock()).erased.length,
      })
    }
    return along
  })
}
