import { Link } from '@tanstack/react-router'
import type { ComingDate } from '#shared/domain/coming-dates.ts'
import { lunarDateIn, lunarDateOf } from '#shared/domain/lunar-text.ts'
import { isWorkingDay } from '#shared/domain/working-calendar.ts'
import { useIsPending, useRules, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { daysAway } from './customer-dates.tsx'
import { DateDisc } from './date-disc.tsx'
import { adjustmentWords, yearsWords } from './date-words.ts'

/** Whose day, which day, in both calendars. */
export function UpcomingDateRow({ coming }: { coming: ComingDate }) {
  const { language, messages } = useLanguage()
  const texts = messages.dates
  const today = useToday()
  const { workingCalendar } = useRules()
  const { date, customer, occurrence } = coming
  const pending = useIsPending('important-date', date.id)
  const { kind, label } = date.data
  const isBirthday = kind === 'birthday'
  const lunar = occurrence.lunar ?? lunarDateOf(occurrence.on)
  const years = yearsWords(texts, date.data, occurrence)
  const adjusted = adjustmentWords(texts, date.data, occurrence)
  return (
    <ListRow
      leading={<DateDisc date={date.data} />}
      title={
        <Link
          to="/customers/$customerId"
          params={{ customerId: customer.id }}
          className="stretch-link font-medium"
        >
          {customer.data.name}
          <span className={`ml-2 text-sm font-normal ${isBirthday ? 'text-plum' : 'text-ink-3'}`}>
            {label ?? messages.domain.dateKind[kind]}
          </span>
        </Link>
      }
      meta={
        <span className={isBirthday && occurrence.on === today ? 'font-semibold text-plum' : ''}>
          {daysAway(messages, today, occurrence.on)}
        </span>
      }
      subtitle={
        <>
          <span className="whitespace-nowrap">
            {formatDate(language, occurrence.on, { weekday: true })}
          </span>
          {lunar && (
            <span className={date.data.calendar === 'lunar' ? 'text-ink-2' : ''}>
              {lunarDateIn(language, lunar)}
            </span>
          )}
          {years && <span>{years}</span>}
          {adjusted && <span>{adjusted}</span>}
          {!isWorkingDay(workingCalendar, occurrence.on).working && <Badge>{texts.dayOff}</Badge>}
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    />
  )
}
