import { useMemo } from 'react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { isElderly } from '#shared/domain/elderly.ts'
import type { Profile } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useBy, useIsLoaded, useRecord } from '#replica/use-replica.ts'

/** What decides about a customer whether a product may be recommended. */
export interface CustomerFacts extends Pick<Profile, 'riskLevel' | 'riskAssessedOn'> {
  profile: Profile | undefined
  /** False while what decides may still be on its way from the disk. */
  loaded: boolean
  elderlyOn: (day: CivilDate) => boolean
}

/** The facts of one customer, as this device knows them. */
export function useCustomerFacts(customer: RecordOf<'customer'>): CustomerFacts {
  const loaded = useIsLoaded()
  const profile = useRecord('profile', customer.id)?.data
  const dates = useBy('important-date.customer', customer.id)
  return useMemo(
    () => ({
      riskLevel: profile?.riskLevel,
      riskAssessedOn: profile?.riskAssessedOn,
      profile,
      loaded,
      elderlyOn: (day) =>
        isElderly(
          customer.data,
          dates.map(({ data }) => data),
          day,
        ),
    }),
    [customer.data, dates, loaded, profile],
  )
}
