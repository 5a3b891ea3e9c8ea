import { useMemo } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { isOpenTask } from '#shared/domain/task.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import {
  useCommit,
  useStorageTrouble,
  useNewId,
  useReplica,
  useRules,
  useToday,
} from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import {
  cancelTask,
  completeTask,
  giveBackTask,
  hearOfTask,
  keepTask,
  moveTask,
  postponedTo,
  reopenTask,
  restoreTask,
  setTaskStatus,
} from './task-commands.ts'

/** What can be done to a task from a row: each says what happened and can be undone. */
export interface TaskActions {
  complete(task: RecordOf<'task'>): void
  /** Makes a task that is done or given up one to do again. */
  reopen(task: RecordOf<'task'>): void
  /** To the next working day. */
  postpone(task: RecordOf<'task'>): void
  /** Gives it up. */
  cancel(task: RecordOf<'task'>): void
  /** R21: to who gave it, with a word. */
  giveBack(task: RecordOf<'task'>, why: string, asker: string): void
  /** R21: who gave it has taken note of what became of it. */
  hear(task: RecordOf<'task'>): void
}

/** The actions of a task row, over the replica of this device. */
export function useTaskActions(): TaskActions {
  const { language, messages } = useLanguage()
  const trouble = useStorageTrouble()
  const replica = useReplica()
  const commit = useCommit()
  const newId = useNewId()
  const today = useToday()
  const { workingCalendar } = useRules()

  return useMemo(() => {
    const texts = messages.tasks

    async function run(requests: ChangeRequest[], said?: { text: string; undo?: () => void }) {
      const result = await commit(requests)
      if (!result.ok) {
        toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
        return
      }
      if (said === undefined) return
      const action = said.undo && { label: messages.app.undo, onPress: said.undo }
      toast({ tone: 'done', text: said.text, action })
    }

    function undoCompletion(taskId: string, completionId: string) {
      // Someone else may have taken it back meanwhile; then there is nothing to undo.
      if (replica.get('task', taskId)?.data.completions[completionId] === undefined) return
      void run(reopenTask(taskId, [completionId]))
    }

    function closeAgain(before: RecordOf<'task'>) {
      const now = replica.get('task', before.id)
      // Someone else may have closed it meanwhile; then there is nothing to undo.
      if (now === undefined || !isOpenTask(now.data)) return
      const last = Object.values(before.data.completions)
        .toSorted((one, other) => one.at - other.at)
        .at(-1)
      // A completion that was taken back is gone (ME5): this one is of whoever undoes, now.
      if (last) void run(completeTask(before.id, newId(), last.result))
      else void run(setTaskStatus(now, before.data.status))
    }

    return {
      complete(task) {
        const completionId = newId()
        void run(completeTask(task.id, completionId), {
          text: texts.completed,
          undo: () => undoCompletion(task.id, completionId),
        })
      },
      reopen(task) {
        void run(restoreTask(task), { text: texts.reopened, undo: () => closeAgain(task) })
      },
      postpone(task) {
        const before = task.data.dueOn
        const { on, estimatedYears } = postponedTo(workingCalendar, task.data, today)
        const moved = texts.postponed(formatDate(language, on, { weekday: true }))
        const note = estimatedYears.length > 0 ? texts.estimated(estimatedYears) : ''
        void run(moveTask(task.id, before, on), {
          text: note === '' ? moved : `${moved} · ${note}`,
          undo: () => void run(moveTask(task.id, on, before)),
        })
      },
      cancel(task) {
        void run(cancelTask(task), {
          text: texts.cancelled,
          undo: () => {
            const now = replica.get('task', task.id)
            if (now) void run(setTaskStatus(now, task.data.status))
          },
        })
      },
      giveBack(task, why, asker) {
        void run(giveBackTask(task, why), {
          text: texts.asked.sent(asker),
          undo: () => {
            const now = replica.get('task', task.id)
            if (now) void run(keepTask(now))
          },
        })
      },
      hear(task) {
        void run(hearOfTask(task))
      },
    }
  }, [commit, language, messages, newId, replica, today, trouble, workingCalendar])
}
