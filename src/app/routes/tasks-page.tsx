import { getRouteApi, Outlet } from '@tanstack/react-router'
import { HistoryLink } from '#features/history/history-link.tsx'
import { TaskFormSheet } from '#features/tasks/task-form-sheet.tsx'
import { TasksScreen } from '#features/tasks/tasks-screen.tsx'
import { useGoBack } from './use-go-back.ts'

const tasksRoute = getRouteApi('/tasks')
const newTaskRoute = getRouteApi('/tasks/new')
const editTaskRoute = getRouteApi('/tasks/$taskId')

/** The list of tasks; a form opens over it. */
export function TasksPage() {
  return (
    <>
      <TasksScreen search={tasksRoute.useSearch()} />
      <Outlet />
    </>
  )
}

/** A new task, perhaps for a customer or out of a note. */
export function NewTaskRoute() {
  const { customer, from } = newTaskRoute.useSearch()
  return <TaskFormSheet customerId={customer} noteId={from} onClose={useGoBack('/tasks')} />
}

/** One task. */
export function EditTaskRoute() {
  const { taskId } = editTaskRoute.useParams()
  return (
    <TaskFormSheet
      taskId={taskId}
      footnote={<HistoryLink recordType="task" recordId={taskId} />}
      onClose={useGoBack('/tasks')}
    />
  )
}
