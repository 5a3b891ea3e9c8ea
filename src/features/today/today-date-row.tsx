import { Link } from '@tanstack/react-router'
import { Cake, CalendarClock } from 'lucide-react'
import { lunarDateIn, lunarDateOf } from '#shared/domain/lunar-text.ts'
import type { TodayItem } from '#shared/domain/today.ts'
import { useIsPending, useRecord } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'

/** A birthday of today, or another date of the next days. */
export function TodayDateRow({ item }: { item: Extract<TodayItem, { kind: 'date' }> }) {
  const { language, messages } = useLanguage()
  const { data } = item.record
  const customer = useRecord('customer', data.customerId)
  const pending = useIsPending('important-date', item.id)
  const isBirthday = data.kind === 'birthday'
  const Icon = isBirthday ? Cake : CalendarClock
  const { on, lunar = lunarDateOf(on), years = 0 } = item.occurrence
  const isLunar = data.calendar === 'lunar'
  return (
    <ListRow
      leading={
        <span
          className={`grid size-6 place-items-center ${isBirthday ? 'text-plum' : 'text-ink-3'}`}
        >
          <Icon size={22} strokeWidth={1.9} aria-hidden />
        </span>
      }
      title={
        <Link
          to="/customers/$customerId"
          params={{ customerId: data.customerId }}
          className="stretch-link"
        >
          {customer?.data.name}
          <span className={`ml-2 text-sm ${isBirthday ? 'text-plum' : 'text-ink-2'}`}>
            {data.label ?? messages.domain.dateKind[data.kind]}
          </span>
        </Link>
      }
      meta={<Away days={item.daysUntil} />}
      subtitle={
        <>
          <span>
            {isLunar && lunar
              ? lunarDateIn(language, lunar)
              : formatDate(language, on, { weekday: true })}
          </span>
          {isBirthday && years > 0 && <span>{messages.today.age(years)}</span>}
          {customer?.data.salutation && <span>{customer.data.salutation}</span>}
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    />
  )
}

function Away({ days }: { days: number }) {
  const { app } = useLanguage().messages
  if (days === 0) return app.today
  return days === 1 ? app.tomorrow : app.inDays(days)
}
