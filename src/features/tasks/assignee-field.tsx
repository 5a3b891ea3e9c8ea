import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { useAll, useRecord, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Select } from '#ui/select.tsx'
import type { TaskForm } from './task-form.ts'

/**
 * Only where there is a choice: a customer's task can be done by the colleagues who look after the
 * customer; a task without a customer is one's own (SC1).
 */
export function AssigneeField() {
  const texts = useMessages().tasks
  const { control } = useFormContext<TaskForm>()
  const [customerId, assigneeId] = useWatch({ control, name: ['customerId', 'assigneeId'] })
  const customer = useRecord('customer', customerId === '' ? undefined : customerId)
  const colleagues = useAll('staff')
  const { staffId } = useSession()
  if (!customer) return null
  const able = new Set([staffId, assigneeId, customer.data.ownerId, ...customer.data.coOwnerIds])
  const options = colleagues
    .filter(({ id, data }) => able.has(id) && data.active)
    .map(({ id, data }) => ({
      value: id,
      label: id === staffId ? texts.field.assigneeMe(data.name) : data.name,
    }))
  if (options.length < 2) return null
  return (
    <Controller
      control={control}
      name="assigneeId"
      render={({ field }) => (
        <Select
          {...field}
          label={texts.field.assignee}
          placeholder={texts.field.assignee}
          options={options}
        />
      )}
    />
  )
}
