import { Undo2 } from 'lucide-react'
import { isOpenTask } from '#shared/domain/task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { useTaskActions } from './use-task-actions.ts'

/**
 * Save, and for a task that is open: done. Giving it up stands apart, at the end of the form; while a word is asked for with which it
 * is given back, that is what the form does.
 */
export function TaskFormFooter(props: {
  formId: string
  task: RecordOf<'task'> | undefined
  busy: boolean
  givesBack: boolean
  onDone: () => void
}) {
  const messages = useMessages()
  const actions = useTaskActions()
  const { task, onDone } = props
  if (props.givesBack) {
    return (
      <Button type="submit" form={props.formId} icon={Undo2}>
        {messages.tasks.asked.send}
      </Button>
    )
  }
  return (
    <>
      {task && isOpenTask(task.data) && (
        <Button
          tone="soft"
          onPress={() => {
            actions.complete(task)
            onDone()
          }}
        >
          {messages.tasks.completeNow}
        </Button>
      )}
      <Button type="submit" form={props.formId} busy={props.busy}>
        {messages.app.save}
      </Button>
    </>
  )
}
