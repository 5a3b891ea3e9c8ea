import { Link } from '@tanstack/react-router'
import { MessageSquareWarning } from 'lucide-react'
import type { ReactElement } from 'react'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { CustomerCadence } from '#replica/cadences.ts'
import { useOpenComplaints, useRecord, useSession, useToday } from '#replica/use-replica.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { cadenceWords } from './cadence-words.ts'

/** One customer: who, why he stands here, and the ways to make contact. */
export function CadenceRow({
  customer: { card, cadence },
  contact,
}: {
  customer: CustomerCadence
  contact: ReactElement
}) {
  const { language, messages } = useLanguage()
  const texts = messages.cadence
  const session = useSession()
  const today = useToday()
  const complaints = useOpenComplaints()
  const owner = useRecord('staff', card.data.ownerId)
  const { name, tier, ownerId } = card.data
  const isOverdue = cadence.held === null && cadence.standing === 'overdue'
  const [reason, ...more] = cadenceWords(cadence, { messages, language, today })
  return (
    <ListRow
      overdue={isOverdue}
      leading={<SurnameDisc surname={surnameOf(name) ?? name} tier={tier} />}
      title={
        <Link
          to="/customers/$customerId"
          params={{ customerId: card.id }}
          className="stretch-link font-medium"
        >
          {name}
          <span className="ml-2 text-sm font-normal text-ink-3">{messages.domain.tier[tier]}</span>
        </Link>
      }
      subtitle={
        <>
          <span className={isOverdue ? 'font-medium text-danger' : 'text-ink-2'}>{reason}</span>
          {more.map((words) => (
            <span key={words} className="whitespace-nowrap">
              {words}
            </span>
          ))}
          {ownerId !== session.staffId && owner !== undefined && (
            <span>{texts.owner(owner.data.name)}</span>
          )}
          {(complaints.get(card.id)?.length ?? 0) > 0 && (
            <Badge tone="danger" icon={MessageSquareWarning}>
              {texts.openComplaint}
            </Badge>
          )}
        </>
      }
      trailing={cadence.held === null ? contact : undefined}
    />
  )
}
