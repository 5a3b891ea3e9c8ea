import { TaskRow } from '#features/tasks/task-row.tsx'
import { useTaskActions } from '#features/tasks/use-task-actions.ts'
import { TodayScreen } from '#features/today/today-screen.tsx'

/** The first page of the day: tasks are drawn and done as on their own page. */
export function TodayPage() {
  const actions = useTaskActions()
  return <TodayScreen renderTask={(task) => <TaskRow task={task} actions={actions} />} />
}
