import { useMemo } from 'react'
import { partsOf } from '#shared/domain/customer-filter.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useReplica, useSession } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { usualSort } from './customer-access.ts'
import { useCustomerFacts } from './customer-facts.ts'
import { cardsOf, useCustomerList } from './customer-list-queries.ts'
import { useFilterWords } from './filter-words.ts'
import { useTypedSearch } from './list-memory.ts'
import { useListView } from './list-view.ts'

/** The customers that the list shows by its search and its filter, and both in words; null when nothing narrows it. */
export function useListedCustomers(): {
  cards: readonly RecordOf<'customer'>[]
  words: string
} | null {
  const session = useSession()
  const texts = useFindMessages()
  const words = useFilterWords()
  const [view] = useListView()
  const [typed] = useTypedSearch()
  const facts = useCustomerFacts()
  const filter = view?.filter ?? nothing
  const sort = view?.sort ?? usualSort(session)
  const list = useCustomerList({ typed, filter, sort, fuzzy: view?.fuzzy ?? false, facts })
  const replica = useReplica()
  const cards = useMemo(() => cardsOf(replica, list.items), [replica, list.items])
  const parts = partsOf(filter).map((part) => words(part, filter))
  const searched = typed.trim() === '' ? [] : [texts.searched(typed.trim())]
  const all = [...searched, ...parts]
  return all.length === 0 ? null : { cards, words: all.join(texts.partSeparator) }
}

const nothing = {}
