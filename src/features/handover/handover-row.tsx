import { Link } from '@tanstack/react-router'
import { ArrowRightLeft } from 'lucide-react'
import { handoverState } from '#shared/domain/handover.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useIsPending } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { useMovingCards } from './handover-queries.ts'
import { StateBadge } from './state-badge.tsx'
import { useColleagueName } from './use-colleague-name.ts'

/** One hand-over: from whom to whom, how many customers, why, how far it is. */
export function HandoverRow({ handover }: { handover: RecordOf<'handover'> }) {
  const { language, messages } = useLanguage()
  const texts = messages.handover
  const nameOf = useColleagueName()
  const pending = useIsPending('handover', handover.id)
  const { fromId, toId, reason, decidedAt } = handover.data
  return (
    <ListRow
      leading={
        <span className="grid size-10 place-items-center rounded-full bg-sunken text-ink-2">
          <ArrowRightLeft size={20} aria-hidden />
        </span>
      }
      title={
        <Link
          to="/handovers/$handoverId"
          params={{ handoverId: handover.id }}
          className="stretch-link clamp-2 font-medium"
        >
          {texts.fromTo(nameOf(fromId), nameOf(toId))}
        </Link>
      }
      meta={<StateBadge handover={handover.data} />}
      subtitle={
        <>
          <Count handover={handover} />
          <span>{messages.domain.handoverReason[reason]}</span>
          <span className="tnum">{formatInstant(language, decidedAt ?? handover.createdAt)}</span>
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    />
  )
}

/** Moved once it is done; till then what would move. */
function Count({ handover }: { handover: RecordOf<'handover'> }) {
  const texts = useLanguage().messages.handover
  const { data } = handover
  const moving = useMovingCards(data).length
  if (data.movedCount !== undefined) return <span>{texts.movedCount(data.movedCount)}</span>
  if (handoverState(data) !== 'proposed') {
    return (
      <span>
        {data.customerIds === undefined
          ? texts.allCustomers
          : texts.customers(data.customerIds.length)}
      </span>
    )
  }
  return (
    <span>{data.customerIds === undefined ? texts.allCount(moving) : texts.customers(moving)}</span>
  )
}
