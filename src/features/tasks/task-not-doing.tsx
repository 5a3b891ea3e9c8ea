import { isOpenTask } from '#shared/domain/task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { CircleX } from 'lucide-react'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { useTaskActions } from './use-task-actions.ts'

/** 不做了: gives an open task up, and says where it is found again. */
export function TaskNotDoing(props: { task: RecordOf<'task'>; onDone: () => void }) {
  const texts = useMessages().tasks
  const actions = useTaskActions()
  const { task, onDone } = props
  if (!isOpenTask(task.data)) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-4">
      <Button
        tone="outline"
        size="sm"
        icon={CircleX}
        onPress={() => {
          actions.cancel(task)
          onDone()
        }}
      >
        {texts.notDoing}
      </Button>
      <span className="text-sm text-ink-3">{texts.notDoingHint}</span>
    </div>
  )
}
