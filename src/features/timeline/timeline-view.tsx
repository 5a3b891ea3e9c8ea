import { History } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { civilDateParts, type CivilDate, daysBetween } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useContactCard } from '#replica/contact-card.ts'
import { useHeldBackOf } from '#replica/held-tasks.ts'
import { useBy, useIsLoaded, useRecord, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import { FilterChip } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import {
  entryCount,
  timelineFilters,
  timelineOf,
  type Timeline,
  type TimelineEntry,
  type TimelineFilter,
} from './timeline-entries.ts'
import { type OpenTask, TimelineRow } from './timeline-row.tsx'

/** More rows than this are drawn only while in sight. */
const mostPlainRows = 60

interface TimelineViewProps {
  customerId: string
  /** Whether notes and dates of this customer are for this colleague to see. */
  seesPortfolio: boolean
  onTask: OpenTask
}

/** Everything about one customer in one stream, by day. */
export function TimelineView(props: TimelineViewProps) {
  const customer = useContactCard(useRecord('customer', props.customerId))
  if (customer === undefined) return null
  return <Stream {...props} customer={customer} />
}

function Stream({
  customer,
  seesPortfolio,
  onTask,
}: TimelineViewProps & { customer: RecordOf<'customer'> }) {
  const messages = useMessages()
  const texts = messages.timeline
  const today = useToday()
  const loaded = useIsLoaded()
  const [filter, setFilter] = useState<TimelineFilter | null>(null)
  const notes = useBy('interaction.customer', customer.id)
  const tasks = useBy('task.customer', customer.id)
  const heldBack = useHeldBackOf(customer)
  const complaints = useBy('complaint.customer', customer.id)
  const dates = useBy('important-date.customer', customer.id)
  const events = useBy('life-event.customer', customer.id)
  const timeline = useMemo(
    () =>
      timelineOf({ customer, notes, tasks, heldBack, complaints, dates, events }, filter, today),
    [customer, notes, tasks, heldBack, complaints, dates, events, filter, today],
  )
  const rows = useMemo(() => rowsOf(timeline), [timeline])
  const nothing = entryCount(timeline) === 0
  return (
    <section aria-label={texts.title}>
      {seesPortfolio && (
        <fieldset
          aria-label={texts.filter}
          className="no-scrollbar -mx-4 flex min-w-0 gap-2 overflow-x-auto overscroll-x-contain px-4 pt-1 pb-2 md:mx-0 md:flex-wrap md:px-0"
        >
          <FilterChip label={texts.all} pressed={filter === null} onPress={() => setFilter(null)} />
          {timelineFilters.map((each) => (
            <FilterChip
              key={each}
              label={texts.kind[each]}
              pressed={filter === each}
              onPress={() => setFilter(filter === each ? null : each)}
            />
          ))}
        </fieldset>
      )}
      {!loaded && nothing && <SkeletonRows count={3} />}
      {loaded && nothing && (
        <EmptyState
          icon={History}
          title={emptyTitle(texts, filter, seesPortfolio)}
          description={seesPortfolio && filter === null ? texts.emptyText : undefined}
        />
      )}
      {!nothing && <Rows customerId={customer.id} rows={rows} today={today} onTask={onTask} />}
      {!loaded && !nothing && <p className="py-3 text-sm text-ink-3">{texts.loading}</p>}
    </section>
  )
}

function emptyTitle(
  texts: ReturnType<typeof useMessages>['timeline'],
  filter: TimelineFilter | null,
  seesPortfolio: boolean,
): string {
  if (!seesPortfolio) return texts.notVisible
  return filter === null ? texts.empty : texts.emptyKind
}

/** A heading or an entry; the first and last entry of a group round its corners. */
type Row =
  | { type: 'heading'; id: string; day: CivilDate | null }
  | { type: 'entry'; id: string; entry: TimelineEntry; first: boolean; last: boolean }

function rowsOf({ ahead, days }: Timeline): Row[] {
  const groups = [{ day: null, entries: ahead }, ...days].filter(
    ({ entries }) => entries.length > 0,
  )
  return groups.flatMap(({ day, entries }): Row[] => [
    { type: 'heading', id: `heading ${day ?? 'ahead'}`, day },
    ...entries.map((entry, index) => ({
      type: 'entry' as const,
      id: `${entry.kind} ${entry.id}`,
      entry,
      first: index === 0,
      last: index === entries.length - 1,
    })),
  ])
}

function Rows(props: {
  rows: readonly Row[]
  customerId: string
  today: CivilDate
  onTask: OpenTask
}) {
  const texts = useMessages().timeline
  const render = (row: Row): ReactNode =>
    row.type === 'heading' ? (
      <DayHeading day={row.day} today={props.today} />
    ) : (
      <TimelineRow
        entry={row.entry}
        customerId={props.customerId}
        first={row.first}
        last={row.last}
        today={props.today}
        onTask={props.onTask}
      />
    )
  if (props.rows.length > mostPlainRows) {
    return (
      <VirtualList
        items={props.rows}
        itemKey={({ id }) => id}
        renderItem={(row) => <>{render(row)}</>}
        label={texts.title}
        rowHeight={84}
      />
    )
  }
  return (
    <ul aria-label={texts.title}>
      {props.rows.map((row) => (
        <li key={row.id}>{render(row)}</li>
      ))}
    </ul>
  )
}

function DayHeading(props: { day: CivilDate | null; today: CivilDate }) {
  const { language, messages } = useLanguage()
  const texts = messages.timeline
  return (
    <h2 className="tnum pt-4 pb-2 text-sm font-semibold text-ink-2">
      {props.day === null ? texts.upcoming : dayWords()}
    </h2>
  )

  function dayWords(): string {
    const day = props.day ?? props.today
    const ago = daysBetween(day, props.today)
    if (ago === 0) return texts.today
    if (ago === 1) return texts.yesterday
    return formatDate(language, day, {
      weekday: ago < 7,
      presentYear: civilDateParts(props.today).year,
    })
  }
}
