import { Undo2, X } from 'lucide-react'
import { useController } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { isOpenTask } from '#shared/domain/task.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useRecord, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { TaskForm } from './task-form.ts'
import { TaskNotDoing } from './task-not-doing.tsx'

interface TaskEndProps {
  task: RecordOf<'task'>
  /** Whether a word is asked for with which it is given back; the form sends it. */
  givesBack: boolean
  onGivesBack: (givesBack: boolean) => void
  onDone: () => void
}

/** How a task ends that is not done: given up, or given back with a word to who gave it (R21). */
export function TaskEnd(props: TaskEndProps) {
  const { task } = props
  const { askedBy } = task.data
  const { staffId } = useSession()
  const isGivenHere = askedBy !== undefined && askedBy !== staffId
  if (!isGivenHere) return <TaskNotDoing task={task} onDone={props.onDone} />
  return isOpenTask(task.data) && <GiveBack {...props} askedBy={askedBy} />
}

function GiveBack({ askedBy, givesBack, onGivesBack }: TaskEndProps & { askedBy: string }) {
  const texts = useMessages().tasks
  const asker = useRecord('staff', askedBy)?.data.name ?? texts.someone
  const { field, fieldState } = useController<TaskForm, 'why'>({ name: 'why' })
  if (!givesBack) {
    return (
      <div className="border-t border-line pt-4">
        <Button tone="outline" size="sm" icon={Undo2} onPress={() => onGivesBack(true)}>
          {texts.asked.giveBack(asker)}
        </Button>
      </div>
    )
  }
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <TextField
        {...field}
        label={texts.asked.why}
        placeholder={texts.asked.whyHint}
        maxLength={textLimits.line}
        required
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- asked for a moment ago
        autoFocus
        error={fieldState.error && field.value.trim() === '' ? texts.asked.whyNeeded : undefined}
      />
      <div>
        <Button tone="ghost" size="sm" icon={X} onPress={() => onGivesBack(false)}>
          {texts.asked.keepIt}
        </Button>
      </div>
    </div>
  )
}
