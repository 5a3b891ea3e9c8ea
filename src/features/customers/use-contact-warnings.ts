import { timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { minutesOfDay } from '#shared/domain/time-of-day.ts'
import { useCadence, useCadenceRules } from '#replica/use-cadence.ts'
import { useNow, useOpenComplaints, useSession } from '#replica/use-replica.ts'
import { seesPortfolio } from './customer-access.ts'
import { type ContactWarning, contactWarnings } from './contact-warnings.ts'

/** What to mind before this customer is contacted now. */
export function useContactWarnings(
  card: RecordOf<'customer'>,
  { isGreeting }: { isGreeting: boolean },
): ContactWarning[] {
  const session = useSession()
  const complaints = useOpenComplaints()
  const cadence = useCadence(card)
  return contactWarnings({
    customer: card.data,
    openComplaints: complaints.get(card.id)?.length ?? 0,
    cadence: seesPortfolio(session, card.data) ? cadence : null,
    rules: useCadenceRules(),
    minute: minutesOfDay(timeOfDayInShanghai(useNow())),
    isGreeting,
  })
}
