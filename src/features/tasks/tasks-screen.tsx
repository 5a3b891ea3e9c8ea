import { Link, useNavigate } from '@tanstack/react-router'
import { ListChecks, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useStandingTasks } from '#replica/held-tasks.ts'
import { useIsLoaded, useNow, useSession } from '#replica/use-replica.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button, buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { FloatingButton } from '#ui/floating-button.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { openTasksByDay, taskListItems } from './task-groups.ts'
import { TaskList } from './task-list.tsx'
import { useTaskActions } from './use-task-actions.ts'
import { WeekStrip } from './week-strip.tsx'

type View = 'open' | 'done'
type Who = 'mine' | 'all'

/** What the address says about the list. */
export interface TasksSearch {
  view?: string | undefined
  who?: string | undefined
  day?: CivilDate | undefined
}

/** 任务: what is open, late first, then day by day; what is done; a week to choose a day from. */
export function TasksScreen({ search }: { search: TasksSearch }) {
  const messages = useMessages()
  const texts = messages.tasks
  const navigate = useNavigate()
  const tasks = useStandingTasks()
  const loaded = useIsLoaded()
  const { staffId } = useSession()
  const now = useNow()
  const actions = useTaskActions()

  const view: View = search.view === 'done' ? 'done' : 'open'
  const who: Who = search.who === 'all' ? 'all' : 'mine'
  const assigneeId = who === 'mine' ? staffId : undefined
  const day = view === 'open' ? search.day : undefined
  const items = useMemo(
    () => taskListItems(tasks, { view, assigneeId, day }, now),
    [tasks, view, assigneeId, day, now],
  )
  const counts = useMemo(() => openTasksByDay(tasks, assigneeId), [tasks, assigneeId])
  const open = [...counts.values()].reduce((sum, count) => sum + count, 0)

  const show = (change: Partial<TasksSearch>) =>
    void navigate({ to: '/tasks', search: { ...search, ...change }, replace: true })
  const add = () => void navigate({ to: '/tasks/new', search: (before) => ({ ...before }) })

  return (
    <div className="page">
      <PageHeader
        title={texts.title}
        meta={texts.open(open)}
        actions={
          <span className="hidden md:block">
            <Button icon={Plus} onPress={add}>
              {texts.newTask}
            </Button>
          </span>
        }
      />
      <div className="grid gap-4">
        <WeekStrip
          counts={counts}
          chosen={day}
          onChoose={(day) => show({ view: undefined, day })}
        />
        <div className="grid grid-cols-2 gap-3 md:max-w-120">
          <Segmented<View>
            label={texts.view}
            hideLabel
            value={view}
            onChange={(view) => show({ view: view === 'done' ? view : undefined, day: undefined })}
            options={[
              { value: 'open', label: texts.viewOpen },
              { value: 'done', label: texts.viewDone },
            ]}
          />
          <Segmented<Who>
            label={texts.who}
            hideLabel
            value={who}
            onChange={(who) => show({ who: who === 'all' ? who : undefined })}
            options={[
              { value: 'mine', label: texts.mine },
              { value: 'all', label: texts.everyone },
            ]}
          />
        </div>
        {items.length > 0 && <TaskList items={items} actions={actions} />}
        {items.length === 0 && loaded && (
          <NoTasks view={view} day={day} onAllDays={() => show({ day: undefined })} />
        )}
        {items.length === 0 && !loaded && <SkeletonRows />}
      </div>
      <FloatingButton icon={Plus} onPress={add}>
        {texts.newTask}
      </FloatingButton>
    </div>
  )
}

function NoTasks(props: { view: View; day: CivilDate | undefined; onAllDays: () => void }) {
  const texts = useMessages().tasks
  if (props.view === 'done') {
    return (
      <EmptyState icon={ListChecks} title={texts.emptyDone} description={texts.emptyDoneText} />
    )
  }
  if (props.day !== undefined) {
    return (
      <EmptyState
        icon={ListChecks}
        title={texts.emptyDay}
        action={
          <Button tone="outline" onPress={props.onAllDays}>
            {texts.showAllDays}
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={ListChecks}
      title={texts.emptyOpen}
      description={texts.emptyOpenText}
      action={
        <Link to="/tasks/new" className={buttonClass({})}>
          {texts.newTask}
        </Link>
      }
    />
  )
}
