import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { type CivilDate, daysBetween } from '#shared/domain/civil-date.ts'
import { nextOccurrences } from '#shared/domain/important-date-occurrences.ts'
import { recursYearly } from '#shared/domain/important-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useBy, useIsPending, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { Badge } from '#ui/badge.tsx'
import { buttonClass } from '#ui/button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { DateDisc } from './date-disc.tsx'
import { adjustmentWords, recordedDay, yearsWords } from './date-words.ts'

/** The important dates of a customer, the nearest first, each with its next time in words. */
export function CustomerDates({ customerId }: { customerId: string }) {
  const texts = useMessages().dates
  const dates = useBy('important-date.customer', customerId)
  const today = useToday()
  const sorted = dates
    .map((date) => ({ date, next: nextOccurrences(date.data, today, 1)[0] }))
    .toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1))
  return (
    <Panel
      flush
      title={texts.title}
      {...(dates.length > 0 ? { count: dates.length } : {})}
      action={
        <Link
          to="/customers/$customerId/dates/new"
          params={{ customerId }}
          search
          resetScroll={false}
          className={buttonClass({ tone: 'ghost', size: 'sm' })}
        >
          <Plus size={16} aria-hidden />
          {texts.add}
        </Link>
      }
    >
      {sorted.length === 0 ? (
        <p className="px-4 pb-3 text-sm text-ink-3 md:px-5">
          {texts.emptyCustomer}。{texts.emptyCustomerText}
        </p>
      ) : (
        <ul>
          {sorted.map(({ date }) => (
            <DateRow key={date.id} date={date} today={today} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function DateRow({ date, today }: { date: RecordOf<'important-date'>; today: CivilDate }) {
  const { language, messages } = useLanguage()
  const texts = messages.dates
  const pending = useIsPending('important-date', date.id)
  const { data } = date
  const next = nextOccurrences(data, today, 1)[0]
  const adjusted = next && adjustmentWords(texts, data, next)
  const years = next && yearsWords(texts, data, next)
  return (
    <ListRow
      leading={<DateDisc date={data} />}
      title={
        <Link
          to="/customers/$customerId/dates/$dateId"
          params={{ customerId: data.customerId, dateId: date.id }}
          search
          resetScroll={false}
          className="stretch-link"
        >
          {data.label ?? messages.domain.dateKind[data.kind]}
        </Link>
      }
      meta={next ? daysAway(messages, today, next.on) : texts.over}
      subtitle={
        <>
          <span>{recordedDay(texts, data)}</span>
          <span>{data.year === undefined ? texts.yearUnknown : texts.yearOf(data.year)}</span>
          {next && (
            <span>
              {texts.next(
                formatDate(language, next.on, {
                  weekday: true,
                  presentYear: Number(today.slice(0, 4)),
                }),
              )}
            </span>
          )}
          {years && <span>{years}</span>}
          {adjusted && <span>{adjusted}</span>}
          <span>{texts.origin[data.origin]}</span>
          {recursYearly(data.kind) && !data.celebrate && <Badge>{texts.notCelebrated}</Badge>}
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    />
  )
}

/** 今天, 明天, 12 天后. */
export function daysAway(messages: Messages, today: CivilDate, on: CivilDate): string {
  const days = daysBetween(today, on)
  if (days === 0) return messages.app.today
  return days === 1 ? messages.app.tomorrow : messages.app.inDays(days)
}

/** The nearest first, those that are over last; the id keeps the order the same on every device. */
function placeOf({
  date,
  next,
}: {
  date: { id: string }
  next: { on: string } | undefined
}): string {
  return `${next?.on ?? '9'} ${date.id}`
}
