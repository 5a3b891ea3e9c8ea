import { useId, type ReactNode } from 'react'
import {
  useDraft,
  useIsLoaded,
  useRecord,
  useRules,
  useSession,
  useToday,
} from '#replica/use-replica.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { taskOfNote } from '#shared/domain/task-of-note.ts'
import { nextWorkingDay } from '#shared/domain/working-calendar.ts'
import { useMessages } from '#i18n/language.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { emptyTaskForm, TaskDraft, taskFormOf } from './task-form.ts'
import { TaskFormBody } from './task-form-body.tsx'

export interface TaskFormSheetProps {
  /** An existing task; a new one without. */
  taskId?: string | undefined
  /** Whom a new task is for. */
  customerId?: string | undefined
  /** The note that a new task comes from: its customer, and its origin. */
  noteId?: string | undefined
  /** Below the fields of an existing task: the way to its history. */
  footnote?: ReactNode
  onClose: () => void
}

/** Add or edit a task, over whatever screen is open. */
export function TaskFormSheet(props: TaskFormSheetProps) {
  const task = useRecord('task', props.taskId)
  const note = useRecord('interaction', props.noteId)
  const loaded = useIsLoaded()
  const customerId = props.customerId ?? note?.data.customerIds[0]
  const isMissing =
    (props.taskId !== undefined && task === undefined) ||
    (props.noteId !== undefined && note === undefined)
  // Right after unlocking, what the address names may still be on its way from the disk.
  if (isMissing && !loaded) return <Opening {...props} />
  if (props.taskId !== undefined && task === undefined) return <NoTask onClose={props.onClose} />
  return (
    <OpenedForm
      // Another task is another form; the same task edited elsewhere is not.
      key={props.taskId ?? `${customerId ?? ''}|${props.noteId ?? ''}`}
      task={task}
      customerId={customerId}
      note={note}
      footnote={props.footnote}
      onClose={props.onClose}
    />
  )
}

interface OpenedFormProps {
  task: RecordOf<'task'> | undefined
  customerId: string | undefined
  note: RecordOf<'interaction'> | undefined
  footnote: ReactNode
  onClose: () => void
}

function OpenedForm(props: OpenedFormProps) {
  const formId = useId()
  const today = useToday()
  const { staffId } = useSession()
  const { task, customerId, note } = props
  const { workingCalendar } = useRules()
  const draft = useDraft(
    task ? `task:${task.id}` : `new-task:${customerId ?? 'none'}:${note?.id ?? 'none'}`,
    TaskDraft,
  )
  const fresh = () => {
    const usualDueOn = nextWorkingDay(workingCalendar, today).on
    const of = note && taskOfNote(note.data, { today, usualDueOn })
    return emptyTaskForm(today, staffId, { customerId, of })
  }
  if (!draft.loaded) return <Opening taskId={task?.id} onClose={props.onClose} />
  return (
    <TaskFormBody
      {...props}
      noteId={note?.id}
      formId={formId}
      today={today}
      draft={draft}
      initial={task ? taskFormOf(task.data) : fresh()}
    />
  )
}

function Opening({ taskId, onClose }: Pick<TaskFormSheetProps, 'taskId' | 'onClose'>) {
  const texts = useMessages().tasks
  return (
    <Sheet open onClose={onClose} title={taskId === undefined ? texts.newTask : texts.editTask}>
      <SkeletonRows count={3} />
    </Sheet>
  )
}

function NoTask({ onClose }: { onClose: () => void }) {
  const texts = useMessages().tasks
  return (
    <Sheet open onClose={onClose} title={texts.editTask} size="sm">
      <EmptyState title={texts.notFound} />
    </Sheet>
  )
}
