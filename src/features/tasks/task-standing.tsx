import { CircleCheck, CircleX } from 'lucide-react'
import { fieldStamp } from '#shared/protocol/field-stamp.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { isOpenTask, taskState } from '#shared/domain/task.ts'
import { useRecord, useReplica, useSession } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { endOfAsked } from './asked-tasks.ts'
import { useCanReopen } from './use-can-reopen.ts'
import { useTaskActions } from './use-task-actions.ts'

/** On top of a task that is done or given up: when and by whom, and the way back. Nothing while it is open. */
export function TaskStanding(props: { task: RecordOf<'task'>; onDone: () => void }) {
  const texts = useLanguage().messages.tasks
  const actions = useTaskActions()
  const lines = useLines(props.task)
  const { task, onDone } = props
  const canReopen = useCanReopen(task)
  const { staffId } = useSession()
  const assignee = useRecord('staff', task.data.assigneeId)?.data.name ?? texts.someone
  // Whoever gave it back is asked again, and by name.
  const isAskedOfOther = task.data.askedBy === staffId && task.data.assigneeId !== staffId
  const restore = isAskedOfOther ? texts.asked.askAgain(assignee) : texts.restore
  if (isOpenTask(task.data)) return null
  const isDone = taskState(task.data) === 'done'
  return (
    <Banner
      tone="info"
      shape="card"
      icon={isDone ? CircleCheck : CircleX}
      action={
        canReopen
          ? {
              label: isDone ? texts.reopen : restore,
              onPress: () => {
                actions.reopen(task)
                onDone()
              },
            }
          : undefined
      }
    >
      {lines.map(({ id, text }) => (
        <span key={id} className="block">
          {text}
        </span>
      ))}
    </Banner>
  )
}

/** ME5: two people finishing the same task are both named. */
function useLines(task: RecordOf<'task'>): { id: string; text: string }[] {
  const { language, messages } = useLanguage()
  const replica = useReplica()
  const texts = messages.tasks
  const nameOf = (staffId: string) => replica.get('staff', staffId)?.data.name ?? texts.someone
  if (taskState(task.data) !== 'done') {
    const { at, by } = fieldStamp(task, 'status')
    const when = formatInstant(language, at)
    const { how, who } = endOfAsked(task)
    const { returned } = task.data
    if (how === 'left') return [{ id: 'status', text: texts.asked.leftBy(nameOf(who), when) }]
    if (returned !== undefined) {
      return [{ id: 'status', text: texts.asked.returnedBy(nameOf(who), when, returned) }]
    }
    return [{ id: 'status', text: texts.notDoingBy(nameOf(by), when) }]
  }
  return Object.entries(task.data.completions).map(([id, { by, at }]) => ({
    id,
    text: texts.doneBy(nameOf(by), formatInstant(language, at)),
  }))
}
