import { Link } from '@tanstack/react-router'
import { CalendarCheck2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { owedToday, type TodayGroup, todayGroup, type TodayItem } from '#shared/domain/today.ts'
import { useIsLoaded } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Panel } from '#ui/panel.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { PanelLink } from './panel-link.tsx'
import type { TodayData } from './today-data.ts'
import { TodayComplaintRow } from './today-complaint-row.tsx'
import { TodayDateRow } from './today-date-row.tsx'

type RenderTask = (task: RecordOf<'task'>) => ReactElement
type Row = TodayItem | { kind: 'done'; id: string; record: RecordOf<'task'> }

/** The one list, in parts that say what they are; what is done stays below until tomorrow. */
export function TodayList({ data, renderTask }: { data: TodayData; renderTask: RenderTask }) {
  const texts = useMessages().today
  const loaded = useIsLoaded()
  const rows: Row[] = [
    ...data.items,
    ...data.done.map((record) => ({ kind: 'done' as const, id: record.id, record })),
  ]
  const headings = headingsOf(rows)
  return (
    <Panel
      flush
      title={texts.list}
      {...(rows.length > 0
        ? { count: texts.progress(owedToday(data.items), data.done.length) }
        : {})}
      action={<PanelLink to="/tasks">{texts.allTasks}</PanelLink>}
    >
      {rows.length > 0 && (
        <VirtualList
          label={texts.list}
          items={rows}
          itemKey={({ kind, id }) =>
            kind === 'date' || kind === 'complaint' ? `${kind}|${id}` : id
          }
          renderItem={(row) => {
            const heading = headings.get(row)
            return (
              <>
                {heading && (
                  <h3 className="flex items-baseline gap-2 border-b border-line bg-sunken px-4 py-1.5 text-sm font-semibold md:px-5">
                    {texts.group[heading.group]}
                    <span className="tnum font-normal text-ink-3">{heading.count}</span>
                  </h3>
                )}
                {rowOf(row, renderTask)}
              </>
            )
          }}
        />
      )}
      {rows.length === 0 && loaded && <NothingToDo />}
      {!loaded && <p className="px-4 py-3 text-sm text-ink-3 md:px-5">{texts.laterTiers}</p>}
    </Panel>
  )
}

interface Heading {
  group: TodayGroup | 'done'
  count: number
}

/** The heading above the first row of each part. */
function headingsOf(rows: readonly Row[]): ReadonlyMap<Row, Heading> {
  const headings = new Map<Row, Heading>()
  let last: Heading | undefined
  for (const row of rows) {
    const group = row.kind === 'done' ? 'done' : todayGroup(row)
    if (last?.group !== group) {
      last = { group, count: 0 }
      headings.set(row, last)
    }
    last.count += 1
  }
  return headings
}

function rowOf(row: Row, renderTask: RenderTask): ReactElement {
  switch (row.kind) {
    case 'complaint':
      return <TodayComplaintRow record={row.record} clock={row.clock} />
    case 'date':
      return <TodayDateRow item={row} />
    case 'promise':
    case 'task':
    case 'done':
      return renderTask(row.record)
    default:
      // Unreachable: a new kind does not compile until it has a row.
      return row satisfies never
  }
}

function NothingToDo() {
  const texts = useMessages().today
  return (
    <EmptyState
      icon={CalendarCheck2}
      title={texts.emptyTitle}
      description={texts.emptyText}
      action={
        <span className="flex flex-wrap justify-center gap-2">
          <Link to="/tasks/new" className={buttonClass({})}>
            {texts.newTask}
          </Link>
          <Link to="/customers" className={buttonClass({ tone: 'outline' })}>
            {texts.findCustomer}
          </Link>
        </span>
      }
    />
  )
}
