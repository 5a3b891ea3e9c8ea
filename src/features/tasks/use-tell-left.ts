import { asksInText } from '#shared/domain/colleague-in-text.ts'
import { useColleagues } from '#replica/use-colleagues.ts'
import { useSession, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import { archiveTask, restoreArchived } from './task-commands.ts'
import { taskContentOf, type TaskForm } from './task-form.ts'
import { useNewTask } from './use-new-task.ts'
import { useSaidBack } from './use-said-back.ts'

/**
 * R21: says that a name behind an @ in the title of a task of one's own told nobody, and offers to give the task to whom it names;
 * it is theirs instead then.
 */
export function useTellLeft() {
  const { notes, roleNames } = useMessages()
  const colleagues = useColleagues(roleNames)
  const today = useToday()
  const { staffId } = useSession()
  const make = useNewTask()
  const keep = useSaidBack()

  return (taskId: string, filled: TaskForm) => {
    const asks = filled.assigneeId === staffId ? asksInText(filled.title, colleagues, today) : []
    if (asks.length === 0) return
    const who = notes.asks.names(
      asks.flatMap((ask) => colleagues.find((each) => each.staffId === ask.staffId)?.called ?? []),
    )
    const give = () => {
      const given = asks.map((ask) => {
        const dueOn = filled.dayChosen ? filled.dueOn : (ask.dueOn ?? filled.dueOn)
        const form = { ...filled, title: ask.said, assigneeId: ask.staffId, dueOn }
        const customerId = filled.customerId === '' ? undefined : filled.customerId
        return make(taskContentOf(form), { customerId, promised: filled.promised })
      })
      void keep(
        [...given.flatMap(({ requests }) => requests), archiveTask(taskId)],
        notes.asks.given(who),
        [...given.map((each) => archiveTask(each.taskId)), restoreArchived(taskId)],
      )
    }
    toast({ text: notes.asks.left(who), action: { label: notes.asks.giveNow, onPress: give } })
  }
}
