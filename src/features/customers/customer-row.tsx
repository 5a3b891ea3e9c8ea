import { Link } from '@tanstack/react-router'
import { BellOff, MessageSquareWarning } from 'lucide-react'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { useIsPending } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { lastContactWords } from './contact-words.ts'
import type { CustomerListItem } from './customer-list-queries.ts'
import { HighlightedName } from './highlighted-name.tsx'
import { TierBadge } from './tier-badge.tsx'

interface CustomerRowProps {
  item: CustomerListItem
  today: CivilDate
  /** Instant in ms; null: never; undefined: not for this colleague to know. */
  lastContactAt: number | null | undefined
  openComplaints: number
  selected: boolean
}

/** One customer of the list: who, which tier, how long ago, and what to mind before speaking. */
export function CustomerRow({
  item,
  today,
  lastContactAt,
  openComplaints,
  selected,
}: CustomerRowProps) {
  const messages = useMessages()
  const texts = messages.customers
  const { card, highlight } = item
  const { name, salutation, tier, phoneTail, doNotContact, deceasedOn } = card.data
  const pending = useIsPending('customer', card.id)
  return (
    <ListRow
      selected={selected}
      leading={<SurnameDisc surname={surnameOf(name) ?? name} tier={tier} />}
      title={
        <Link
          to="/customers/$customerId"
          params={{ customerId: card.id }}
          search={keepSearch}
          className="stretch-link font-medium"
        >
          <HighlightedName name={name} highlight={highlight} />
          {salutation && <span className="ml-2 text-sm font-normal text-ink-3">{salutation}</span>}
        </Link>
      }
      subtitle={
        <>
          {phoneTail && (
            <span className="tnum whitespace-nowrap">{texts.phoneTail(phoneTail)}</span>
          )}
          {lastContactAt !== undefined && (
            <span className="whitespace-nowrap">
              {lastContactWords(texts.lastContact, today, lastContactAt)}
            </span>
          )}
          {openComplaints > 0 && (
            <Badge tone="danger" icon={MessageSquareWarning}>
              {texts.openComplaint}
            </Badge>
          )}
          {deceasedOn !== undefined && <Badge>{texts.deceased}</Badge>}
          {deceasedOn === undefined && doNotContact !== 'none' && (
            <Badge icon={BellOff}>{messages.domain.doNotContact[doNotContact]}</Badge>
          )}
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
      trailing={<TierBadge tier={tier} />}
    />
  )
}

/** Filter and order of the list stay when a customer is opened. */
function keepSearch(search: object): object {
  return search
}
