import { useMemo } from 'react'
import type { Customer } from '#shared/domain/customer.ts'
import { useCustomerSearch, useReplica } from './use-replica.ts'

/** As many as a list below a box shows. */
const most = 60

/** Customers that fit what is typed into a box, the likeliest first; `isOffered` leaves some out. */
export function useCustomerOptions(
  query: string,
  isOffered: (id: string, card: Customer) => boolean = () => true,
): { value: string; label: string; description: string | undefined }[] {
  const search = useCustomerSearch()
  const replica = useReplica()
  const revision = search.revision()
  const found = useMemo(
    () => search.search(query, most).flatMap(({ id }) => replica.get('customer', id) ?? []),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the revision stands for the cards
    [search, replica, query, revision],
  )
  return found
    .filter(({ id, data }) => isOffered(id, data))
    .map(({ id, data: { name, phoneTail } }) => ({
      value: id,
      label: name,
      description: phoneTail === undefined ? undefined : `···${phoneTail}`,
    }))
}
