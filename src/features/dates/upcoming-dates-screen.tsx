import { Link } from '@tanstack/react-router'
import { CalendarHeart } from 'lucide-react'
import { useMemo } from 'react'
import { addDays } from '#shared/domain/civil-date.ts'
import { comingDates } from '#shared/domain/coming-dates.ts'
import { contactCardOf } from '#replica/contact-card.ts'
import { useAll, useIsLoaded, useReplica, useRules, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { UpcomingDateRow } from './upcoming-date-row.tsx'
import { mondayOf, upcomingHorizon, type UpcomingWeek, upcomingWeeks } from './upcoming-weeks.ts'

/** 近期日子: the next 35 days by week, birthdays in plum. */
export function UpcomingDatesScreen({ onBack }: { onBack?: () => void }) {
  const { messages } = useLanguage()
  const texts = messages.dates
  const today = useToday()
  const loaded = useIsLoaded()
  const { workingCalendar } = useRules()
  const dates = useAll('important-date')
  const customers = useAll('customer')
  const replica = useReplica()
  const coming = useMemo(
    () => comingDates(dates, (id) => contactCardOf(replica, id), today, upcomingHorizon),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the cards are read through the replica
    [dates, customers, replica, today],
  )
  const weeks = useMemo(() => upcomingWeeks(coming), [coming])
  const lastDay = addDays(today, upcomingHorizon - 1)
  const unknown = [...new Set([today.slice(0, 4), lastDay.slice(0, 4)])].filter(
    (year) => workingCalendar.years[year] === undefined,
  )
  return (
    <div className="page">
      <div className="max-w-200">
        <PageHeader
          title={texts.upcomingTitle}
          subtitle={texts.upcomingText(coming.length)}
          onBack={onBack}
        />
        <div className="grid gap-4">
          {weeks.map((week) => (
            <WeekPanel key={week.monday} week={week} />
          ))}
          {weeks.length === 0 && !loaded && <SkeletonRows count={4} />}
          {weeks.length === 0 && loaded && (
            <EmptyState
              icon={CalendarHeart}
              title={texts.emptyUpcoming}
              description={texts.emptyUpcomingText}
              action={
                <Link to="/customers" className={buttonClass({ tone: 'outline' })}>
                  {texts.goCustomers}
                </Link>
              }
            />
          )}
          {unknown.length > 0 && <p className="text-sm text-ink-3">{texts.estimated(unknown)}</p>}
        </div>
      </div>
    </div>
  )
}

function WeekPanel({ week }: { week: UpcomingWeek }) {
  const { language, messages } = useLanguage()
  const texts = messages.dates
  const today = useToday()
  const range = texts.weekOf(formatDate(language, week.monday), formatDate(language, week.sunday))
  const near =
    week.monday === mondayOf(today)
      ? texts.thisWeek
      : week.monday === addDays(mondayOf(today), 7)
        ? texts.nextWeek
        : undefined
  return (
    <Panel flush title={near ?? range} count={near ? range : texts.itemCount(week.dates.length)}>
      <VirtualList
        label={near ?? range}
        items={week.dates}
        itemKey={({ date, occurrence }) => `${date.id}|${occurrence.on}`}
        renderItem={(coming) => <UpcomingDateRow coming={coming} />}
        rowHeight={67}
      />
    </Panel>
  )
}
