import { useMemo } from 'react'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import { useAll, useReplica, useToday } from '#replica/use-replica.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { Words } from './value-words.ts'

/** The language and the names that values are put into words with. */
export function useWords(): Words {
  const { language, messages } = useLanguage()
  const replica = useReplica()
  const staff = useAll('staff')
  // Names follow the cards as they load.
  const customers = useAll('customer')
  const presentYear = civilDateParts(useToday()).year
  return useMemo((): Words => {
    const names = new Map(staff.map(({ id, data }) => [id, data.name]))
    return {
      language,
      messages,
      presentYear,
      staffName: (id) => names.get(id) ?? messages.sync.someColleague,
      customerName: (id) => replica.get('customer', id)?.data.name ?? messages.sync.someCustomer,
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the cards stand for the names behind `replica.get`
  }, [language, messages, replica, staff, customers, presentYear])
}
