import { BellOff, MessageSquareWarning } from 'lucide-react'
import type { Customer } from '#shared/domain/customer.ts'
import { useContactCard } from '#replica/contact-card.ts'
import { useIsPending } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'

/** What is to be known before anything is done with a customer of a list. */
export function CardBadges(props: {
  card: { id: string; data: Pick<Customer, 'deceasedOn' | 'doNotContact'> }
  openComplaints: number
}) {
  const messages = useMessages()
  const pending = useIsPending('customer', props.card.id)
  const { deceasedOn, doNotContact } = useContactCard(props.card).data
  return (
    <>
      {props.openComplaints > 0 && (
        <Badge tone="danger" icon={MessageSquareWarning}>
          {messages.customers.openComplaint}
        </Badge>
      )}
      {deceasedOn !== undefined && <Badge>{messages.customers.deceased}</Badge>}
      {deceasedOn === undefined && doNotContact !== 'none' && (
        <Badge icon={BellOff}>{messages.domain.doNotContact[doNotContact]}</Badge>
      )}
      {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
    </>
  )
}
