import { Link } from '@tanstack/react-router'
import { UserRoundCheck } from 'lucide-react'
import { useMemo } from 'react'
import { closedAt } from '#shared/domain/closed-task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useAll, useRecord, useSession } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { NoticeRow } from '#ui/notice-row.tsx'
import { answersFor, endOfAsked } from './asked-tasks.ts'
import { useTaskActions } from './use-task-actions.ts'

/** Answers that are told one by one; more are told in one row. */
const toldOneByOne = 3

/** 今日, R21: what became of tasks that were given to colleagues, until it is taken note of. */
export function AskedNotices() {
  const texts = useLanguage().messages.tasks.asked
  const { staffId } = useSession()
  const tasks = useAll('task')
  const answers = useMemo(() => answersFor(staffId, tasks), [staffId, tasks])
  const further = answers.length - toldOneByOne
  return (
    <>
      {answers.slice(0, toldOneByOne).map((task) => (
        <AnswerNotice key={task.id} task={task} />
      ))}
      {further > 0 && (
        <NoticeRow
          icon={UserRoundCheck}
          title={
            <Link to="/tasks" search={{ view: 'done', who: 'all' }} className="stretch-link">
              {texts.more(further)}
            </Link>
          }
        />
      )}
    </>
  )
}

function AnswerNotice({ task }: { task: RecordOf<'task'> }) {
  const { language, messages } = useLanguage()
  const texts = messages.tasks.asked
  const { hear } = useTaskActions()
  const { title, customerId, returned, completions } = task.data
  const customer = useRecord('customer', customerId)
  const last = Object.values(completions)
    .toSorted((one, other) => one.at - other.at)
    .at(-1)
  const end = endOfAsked(task)
  const who = useRecord('staff', end.who)?.data.name ?? messages.tasks.someone
  const said = end.how === 'done' ? last?.result : returned
  return (
    <NoticeRow
      icon={UserRoundCheck}
      title={
        <Link to="/tasks/$taskId" params={{ taskId: task.id }} search className="stretch-link">
          {texts.ended[end.how](who, title)}
        </Link>
      }
      detail={[said, customer?.data.name, formatInstant(language, closedAt(task))]
        .filter(Boolean)
        .join(' · ')}
      action={
        <Button
          size="sm"
          tone="soft"
          aria-label={texts.heardLabel(title)}
          onPress={() => hear(task)}
        >
          {texts.heard}
        </Button>
      }
    />
  )
}
