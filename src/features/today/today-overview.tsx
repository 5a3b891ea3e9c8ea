import { minutesOfDay } from '#shared/domain/time-of-day.ts'
import { timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import { owedToday } from '#shared/domain/today.ts'
import { useNow, useReplica } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { DayRibbon } from '#ui/day-ribbon.tsx'
import type { TodayData } from './today-data.ts'

const dotState = { due: 'todo', overdue: 'overdue', done: 'done' } as const

/** One plain sentence, and the working day with a dot for each task that has a time. */
export function TodayOverview({ data }: { data: TodayData }) {
  const texts = useMessages().today
  const replica = useReplica()
  const time = timeOfDayInShanghai(useNow())
  const { dots, hours } = data
  const overdueDots = dots.filter(({ state }) => state === 'overdue').length
  return (
    <section aria-label={texts.overview} className="panel-box px-4 pt-3 pb-1 md:px-5">
      <Sentence data={data} />
      <DayRibbon
        startMinutes={hours.from}
        endMinutes={hours.to}
        nowMinutes={minutesOfDay(time)}
        dots={dots.map(({ id, minutes, state }) => ({
          id,
          at: minutes,
          state: dotState[state],
          label: replica.get('task', id)?.data.title ?? '',
        }))}
        summaryLabel={texts.ribbon(time, dots.length, overdueDots)}
      />
    </section>
  )
}

function Sentence({ data }: { data: TodayData }) {
  const texts = useMessages().today
  const { items, done, summary, complaints } = data
  const complaintsLate = complaints.filter(({ clock }) => clock.daysLeft < 0).length
  // The summary counts late complaints as overdue; they are said by themselves.
  const tasksLate = summary.overdue - complaintsLate
  const owed = owedToday(items)
  const idle = owed === 0 && (done.length > 0 ? texts.allDone : texts.nothing)
  return (
    <p className="tnum flex min-h-6 flex-wrap gap-x-4 font-semibold">
      {idle && <span>{idle}</span>}
      {owed > 0 && <span>{texts.todo(owed)}</span>}
      {tasksLate > 0 && <span className="text-danger">{texts.overdue(tasksLate)}</span>}
      {complaintsLate > 0 && (
        <span className="text-danger">{texts.complaintsLate(complaintsLate)}</span>
      )}
      {summary.complaintsDueToday > 0 && (
        <span>{texts.complaintsDue(summary.complaintsDueToday)}</span>
      )}
      {summary.birthdaysToday > 0 && (
        <span className="text-plum">{texts.birthdays(summary.birthdaysToday)}</span>
      )}
    </p>
  )
}
