import { Undo2 } from 'lucide-react'
import { useState } from 'react'
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
import { useTaskActions } from './use-task-actions.ts'

/** How a task ends that is not done: given up, or given back with a word to who gave it (R21). */
export function TaskEnd(props: { task: RecordOf<'task'>; onDone: () => void }) {
  const { task } = props
  const { askedBy } = task.data
  const { staffId } = useSession()
  const isGivenHere = askedBy !== undefined && askedBy !== staffId
  if (!isGivenHere) return <TaskNotDoing {...props} />
  return isOpenTask(task.data) && <GiveBack {...props} askedBy={askedBy} />
}

function GiveBack(props: { task: RecordOf<'task'>; askedBy: string; onDone: () => void }) {
  const texts = useMessages().tasks
  const actions = useTaskActions()
  const asker = useRecord('staff', props.askedBy)?.data.name ?? texts.someone
  const { field } = useController<TaskForm, 'why'>({ name: 'why' })
  const [asked, setAsked] = useState(field.value !== '')
  const [missing, setMissing] = useState(false)
  const why = field.value.trim()
  if (!asked) {
    return (
      <div className="border-t border-line pt-4">
        <Button tone="outline" size="sm" icon={Undo2} onPress={() => setAsked(true)}>
          {texts.asked.giveBack(asker)}
        </Button>
      </div>
    )
  }
  const send = () => {
    if (why === '') return setMissing(true)
    actions.giveBack(props.task, why, asker)
    field.onChange('')
    props.onDone()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter in this field sends it and saves nothing else
    <div
      className="grid gap-3 border-t border-line pt-4"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        send()
      }}
    >
      <TextField
        {...field}
        label={texts.asked.why}
        placeholder={texts.asked.whyHint}
        maxLength={textLimits.line}
        required
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- asked for a moment ago
        autoFocus
        error={missing && why === '' ? texts.asked.whyNeeded : undefined}
      />
      <div>
        <Button tone="outline" size="sm" icon={Undo2} onPress={send}>
          {texts.asked.send}
        </Button>
      </div>
    </div>
  )
}
