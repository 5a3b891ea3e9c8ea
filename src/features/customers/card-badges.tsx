import { BellOff, MessageSquareWarning } from 'lucide-react'
import { memo } from 'react'
import type { Customer } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import type { RowReading } from './row-reading.ts'

type CardBadge = 'complaint' | 'deceased' | 'pending' | Exclude<Customer['doNotContact'], 'none'>

/** The badges of a card as one word, so that a row sees at once that it has the same as before; '' for nearly all. */
export function badgesOf(card: RecordOf<'customer'>, reading: RowReading): string {
  const { deceasedOn, doNotContact } = reading.standing(card)
  const badges: CardBadge[] = []
  if (reading.openComplaints(card.id) > 0) badges.push('complaint')
  if (deceasedOn !== undefined) badges.push('deceased')
  else if (doNotContact !== 'none') badges.push(doNotContact)
  if (reading.isPending(card.id)) badges.push('pending')
  return badges.join(' ')
}

/** What is to be known before anything is done with a customer of a list. */
export const CardBadges = memo(function CardBadges(props: { badges: string }) {
  const { app, customers, domain } = useMessages()
  return props.badges.split(' ').map((badge) => {
    switch (badge) {
      case 'complaint':
        return (
          <Badge key={badge} tone="danger" icon={MessageSquareWarning}>
            {customers.openComplaint}
          </Badge>
        )
      case 'deceased':
        return <Badge key={badge}>{customers.deceased}</Badge>
      case 'pending':
        return <PendingBadge key={badge}>{app.pending}</PendingBadge>
      case 'marketing_only':
      case 'all_but_service':
      case 'all':
        return (
          <Badge key={badge} icon={BellOff}>
            {domain.doNotContact[badge]}
          </Badge>
        )
      default:
        return null
    }
  })
})
