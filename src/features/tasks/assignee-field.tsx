import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useColleagues } from '#replica/use-colleagues.ts'
import { useRecord, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Select } from '#ui/select.tsx'
import { readsFile } from './asked-tasks.ts'
import { SeenByColleague } from './seen-by-colleague.tsx'
import type { TaskForm } from './task-form.ts'

/**
 * Who does it. A new task can be given to any colleague of the branch (R21); one that is there stays where it lies (SC1), so it goes
 * on to who reads the customer's file, and one between two stays with them.
 */
export function AssigneeField({ task }: { task: RecordOf<'task'> | undefined }) {
  const { tasks: texts, roleNames } = useMessages()
  const { control } = useFormContext<TaskForm>()
  const [customerId, assigneeId] = useWatch({ control, name: ['customerId', 'assigneeId'] })
  const customer = useRecord('customer', customerId === '' ? undefined : customerId)
  const colleagues = useColleagues(roleNames)
  const { staffId, name } = useSession()
  const assignee = useRecord('staff', assigneeId)
  if (task?.data.askedBy !== undefined) {
    return assigneeId === staffId || !assignee ? null : (
      <p className="text-sm text-ink-2">{texts.asked.stays(assignee.data.name)}</p>
    )
  }
  const able = colleagues.filter(
    ({ record }) =>
      task === undefined ||
      record.id === task.data.assigneeId ||
      (customer && readsFile(record, customer.data)),
  )
  // Chosen in a draft, and gone since.
  const isGone =
    !task && assigneeId !== staffId && !able.some(({ staffId: id }) => id === assigneeId)
  if (able.length === 0 && !isGone) return null
  const given = able.find(({ staffId: id }) => id === assigneeId)
  const options = [
    { value: staffId, label: texts.field.assigneeMe(name) },
    ...able.map(({ staffId: id, called, record: { data } }) => ({
      value: id,
      label: called,
      description: `${roleNames[data.role]} ${data.staffNo}`,
    })),
  ]
  return (
    <div className="grid gap-1.5">
      <Controller
        control={control}
        name="assigneeId"
        render={({ field }) => (
          <Select
            {...field}
            label={texts.field.assignee}
            placeholder={texts.field.assignee}
            options={options}
            error={isGone ? texts.asked.gone(assignee?.data.name ?? texts.someone) : undefined}
          />
        )}
      />
      {task === undefined && given && (
        <SeenByColleague colleague={given} customerId={customer?.id} />
      )}
    </div>
  )
}
