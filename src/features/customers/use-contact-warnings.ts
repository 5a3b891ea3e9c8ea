import { timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import { isWithdrawn } from '#shared/domain/consent.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { isOpenTask } from '#shared/domain/task.ts'
import { minutesOfDay } from '#shared/domain/time-of-day.ts'
import { useContactCard } from '#replica/contact-card.ts'
import { useCadence, useCadenceRules } from '#replica/use-cadence.ts'
import { useBy, useNow, useOpenComplaints, useSession, useToday } from '#replica/use-replica.ts'
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
  const consents = useBy('consent.customer', card.id)
  const today = useToday()
  const isPromised = useBy('task.customer', card.id).some(
    ({ data }) => data.origin === 'promise' && isOpenTask(data) && data.dueOn <= today,
  )
  return contactWarnings({
    customer: useContactCard(card).data,
    openComplaints: complaints.get(card.id)?.length ?? 0,
    noMarketingCalls: isWithdrawn(consents, 'marketing_call'),
    cadence: seesPortfolio(session, card.data) ? cadence : null,
    rules: useCadenceRules(),
    minute: minutesOfDay(timeOfDayInShanghai(useNow())),
    isGreeting,
    isPromised,
  })
}
