import { useMemo } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Role } from '#shared/domain/role.ts'
import { useAll } from '#replica/use-replica.ts'

/** A colleague whose account is ended and who still holds customers. */
export interface Leaver {
  id: string
  name: string
  role: Role
  customers: RecordOf<'customer'>[]
}

/** SR2: customers stay whose they are until they are handed over; whose owner cannot come in any more, a lead hands over. */
export function useLeavers(): readonly Leaver[] {
  const staff = useAll('staff')
  const cards = useAll('customer')
  return useMemo(
    () =>
      staff
        .filter(({ data }) => !data.active)
        .map(({ id, data: { name, role } }) => ({
          id,
          name,
          role,
          customers: cards.filter(({ data }) => data.ownerId === id),
        }))
        .filter(({ customers }) => customers.length > 0),
    [staff, cards],
  )
}
