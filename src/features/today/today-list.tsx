import { Link } from '@tanstack/react-router'
import { CalendarCheck2 } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { TodayItem } from '#shared/domain/today.ts'
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

/** The one list: complaint clocks, promises, dates, tasks; what is done stays below until tomorrow. */
export function TodayList({ data, renderTask }: { data: TodayData; renderTask: RenderTask }) {
  const texts = useMessages().today
  const loaded = useIsLoaded()
  const open = data.items.filter(({ kind }) => kind === 'task' || kind === 'promise').length
  const total = open + data.done.length
  const rows: Row[] = [
    ...data.items,
    ...data.done.map((record) => ({ kind: 'done' as const, id: record.id, record })),
  ]
  return (
    <Panel
      flush
      title={texts.list}
      {...(total > 0 ? { count: texts.progress(data.done.length, total) } : {})}
      action={<PanelLink to="/tasks">{texts.allTasks}</PanelLink>}
    >
      {rows.length > 0 && (
        <VirtualList
          label={texts.list}
          items={rows}
          itemKey={({ kind, id }) =>
            kind === 'date' || kind === 'complaint' ? `${kind}|${id}` : id
          }
          renderItem={(row) => rowOf(row, renderTask)}
        />
      )}
      {rows.length === 0 && loaded && <NothingToDo />}
      {!loaded && <p className="px-4 py-3 text-sm text-ink-3 md:px-5">{texts.laterTiers}</p>}
    </Panel>
  )
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
