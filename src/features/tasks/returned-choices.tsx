import { UserRound, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { closedAt } from '#shared/domain/closed-task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { taskState } from '#shared/domain/task.ts'
import { patch } from '#replica/replica.ts'
import { useColleagues } from '#replica/use-colleagues.ts'
import { useSession, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Select } from '#ui/select.tsx'
import { SeenByColleague } from './seen-by-colleague.tsx'
import { archiveTask, hearOfTask } from './task-commands.ts'
import { taskContentOf, taskFormOf } from './task-form.ts'
import { useNewTask } from './use-new-task.ts'
import { useSaidBack } from './use-said-back.ts'

/** R21: a task that a colleague gave back or gave up goes on as a new one: done by oneself, or given to another. */
export function ReturnedChoices(props: { task: RecordOf<'task'>; onDone: () => void }) {
  const { task, onDone } = props
  const { tasks: texts, notes, roleNames } = useMessages()
  const { staffId } = useSession()
  const today = useToday()
  const make = useNewTask()
  const keep = useSaidBack()
  const colleagues = useColleagues(roleNames).filter(
    (each) => each.staffId !== task.data.assigneeId,
  )
  const [chooses, setChooses] = useState(false)
  const [chosenId, setChosenId] = useState('')
  const { askedBy, assigneeId, customerId, dueOn, origin, heardAt } = task.data
  const isBack = askedBy === staffId && assigneeId !== staffId
  if (!isBack || taskState(task.data) !== 'cancelled') return null
  const chosen = colleagues.find((each) => each.staffId === chosenId)

  const goOn = (assignee: string, said: string) => {
    const form = { ...taskFormOf(task.data), assigneeId: assignee }
    const content = taskContentOf({ ...form, dueOn: dueOn < today ? today : dueOn })
    const { taskId, requests } = make(content, { customerId, promised: origin === 'promise' })
    void keep([...requests, ...hearOfTask(task)], said, [
      archiveTask(taskId),
      patch('task', task.id, { heardAt: closedAt(task) }, { heardAt }),
    ])
    onDone()
  }
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          tone="outline"
          size="sm"
          icon={UserRound}
          onPress={() => goOn(staffId, texts.asked.doneMyself)}
        >
          {texts.asked.doMyself}
        </Button>
        {colleagues.length > 0 && !chooses && (
          <Button tone="outline" size="sm" icon={UserRoundCheck} onPress={() => setChooses(true)}>
            {texts.asked.giveOther}
          </Button>
        )}
      </div>
      {chooses && (
        <Select
          value={chosenId}
          onChange={setChosenId}
          label={texts.field.assignee}
          placeholder={texts.field.assignee}
          options={colleagues.map(({ staffId: id, called, record: { data } }) => ({
            value: id,
            label: called,
            description: `${roleNames[data.role]} ${data.staffNo}`,
          }))}
        />
      )}
      {chosen && <SeenByColleague colleague={chosen} customerId={customerId} />}
      {chosen && (
        <div>
          <Button
            tone="soft"
            size="sm"
            icon={UserRoundCheck}
            onPress={() => goOn(chosen.staffId, notes.asks.given(chosen.called))}
          >
            {notes.asks.give(chosen.called)}
          </Button>
        </div>
      )}
    </div>
  )
}
