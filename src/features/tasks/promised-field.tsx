import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { useMessages } from '#i18n/language.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import type { TaskForm } from './task-form.ts'

/** R2: whether the customer was promised it; asked once there is a customer. */
export function PromisedField() {
  const texts = useMessages().notes
  const { control } = useFormContext<TaskForm>()
  const customerId = useWatch({ control, name: 'customerId' })
  if (customerId === '') return null
  return (
    <Controller
      control={control}
      name="promised"
      render={({ field }) => <Checkbox {...field} label={texts.nextStepPromise} />}
    />
  )
}
