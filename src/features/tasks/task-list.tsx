import { daysBetween } from '#shared/domain/civil-date.ts'
import { useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import type { TaskGroup, TaskListItem } from './task-groups.ts'
import { TaskRow } from './task-row.tsx'
import type { TaskActions } from './use-task-actions.ts'

/** Thousands of tasks under the headings of their days. */
export function TaskList(props: { items: readonly TaskListItem[]; actions: TaskActions }) {
  const { messages } = useLanguage()
  return (
    <div className="panel-box overflow-hidden">
      <VirtualList
        label={messages.tasks.listLabel}
        items={props.items}
        itemKey={({ task }) => task.id}
        renderItem={({ task, heading }) => (
          <>
            {heading && <GroupHeading group={heading.group} count={heading.count} />}
            <TaskRow task={task} actions={props.actions} />
          </>
        )}
      />
    </div>
  )
}

function GroupHeading({ group, count }: { group: TaskGroup; count: number }) {
  const { messages } = useLanguage()
  const title = useGroupTitle(group)
  return (
    <h2 className="flex items-baseline gap-2 border-b border-line bg-sunken px-4 py-2 text-sm font-semibold md:px-5">
      <span className={group.type === 'overdue' ? 'text-danger' : ''}>{title}</span>
      <span className="tnum font-normal text-ink-3">{messages.tasks.groupCount(count)}</span>
    </h2>
  )
}

function useGroupTitle(group: TaskGroup): string {
  const { language, messages } = useLanguage()
  const today = useToday()
  if (group.type === 'overdue') return messages.tasks.overdueGroup
  const presentYear = Number(today.slice(0, 4))
  const date = formatDate(language, group.on, { weekday: true, presentYear })
  const near = nearDays.get(daysBetween(today, group.on))
  return near ? `${messages.app[near]} · ${date}` : date
}

const nearDays = new Map<number, 'yesterday' | 'today' | 'tomorrow'>([
  [-1, 'yesterday'],
  [0, 'today'],
  [1, 'tomorrow'],
])
