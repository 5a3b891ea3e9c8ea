import { useState } from 'react'
import {
  Controller,
  useWatch,
  type Control,
  type UseFormGetValues,
  type UseFormSetValue,
} from 'react-hook-form'
import { useCustomerOptions } from '#replica/use-customer-options.ts'
import { useReplica } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ComboField } from '#ui/combo-field.tsx'
import type { ComplaintForm } from './complaint-form.ts'

interface CustomerFieldProps {
  control: Control<ComplaintForm>
  getValues: UseFormGetValues<ComplaintForm>
  setValue: UseFormSetValue<ComplaintForm>
}

/** The customer card that the complaint belongs to, if there is one; it fills in the name. */
export function CustomerField({ control, getValues, setValue }: CustomerFieldProps) {
  const { complaints: texts } = useMessages()
  const replica = useReplica()
  const nameOf = (id: string) => replica.get('customer', id)?.data.name ?? ''
  const chosen = useWatch({ control, name: 'customerId' })
  const [typed, setTyped] = useState<string | null>(null)
  const query = typed ?? nameOf(chosen)
  const options = useCustomerOptions(query)
  return (
    <Controller
      control={control}
      name="customerId"
      render={({ field }) => (
        <ComboField
          {...field}
          label={texts.customerOptional}
          placeholder={texts.customerHint}
          options={options}
          query={query}
          onQuery={(text) => {
            setTyped(text)
            // An emptied box means no customer.
            if (text === '') field.onChange('')
          }}
          onChange={(id) => {
            field.onChange(id)
            const name = nameOf(id)
            // Esc and leaving the box end here too: what was typed and not chosen goes.
            setTyped(name)
            if (name !== '' && getValues('complainantName').trim() === '') {
              setValue('complainantName', name, { shouldValidate: true })
            }
          }}
        />
      )}
    />
  )
}
