import { useMemo } from 'react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { isElderly } from '#shared/domain/elderly.ts'
import type { Profile } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Replica } from '#replica/replica.ts'
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
    () => factsFrom(customer, profile, dates, loaded),
    [customer, dates, loaded, profile],
  )
}

/** The same for another customer of a note, at this moment. */
export function factsOf(
  replica: Pick<Replica, 'get' | 'by' | 'loaded'>,
  customer: RecordOf<'customer'>,
): CustomerFacts {
  const profile = replica.get('profile', customer.id)?.data
  const dates = replica.by('important-date.customer', customer.id)
  return factsFrom(customer, profile, dates, replica.loaded)
}

function factsFrom(
  customer: RecordOf<'customer'>,
  profile: Profile | undefined,
  dates: readonly RecordOf<'important-date'>[],
  loaded: boolean,
): CustomerFacts {
  return {
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
  }
}
