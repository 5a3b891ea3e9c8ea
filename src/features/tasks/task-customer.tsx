import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import { portfolioScope } from '#shared/protocol/scope.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useCustomerOptions } from '#replica/use-customer-options.ts'
import { useRecord, useReplica, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ComboField } from '#ui/combo-field.tsx'
import type { TaskForm } from './task-form.ts'

/** Whom the task is for: said by the address or the task itself, else found by name. */
export function TaskCustomer(props: { fixed: string | undefined; choose: boolean }) {
  const texts = useMessages().tasks
  const customer = useRecord('customer', props.fixed)
  if (customer) {
    return (
      <p className="text-sm text-ink-3">
        {texts.field.customer}
        <CustomerName customer={customer} />
      </p>
    )
  }
  if (props.fixed !== undefined || !props.choose) return null
  return <CustomerPicker />
}

/** The way to the card, unless the form stands over it already. What is typed stays a draft. */
function CustomerName({ customer }: { customer: RecordOf<'customer'> }) {
  const isHere = useLocation({
    select: ({ pathname }) => pathname === `/customers/${customer.id}`,
  })
  const { name } = customer.data
  if (isHere) {
    return <span className="ml-2 text-base font-medium text-ink wrap-anywhere">{name}</span>
  }
  return (
    <Link
      to="/customers/$customerId"
      params={{ customerId: customer.id }}
      className="relative ml-2 inline-block py-2 text-base font-medium text-primary underline decoration-1 underline-offset-4 wrap-anywhere hover:decoration-2"
    >
      {name}
    </Link>
  )
}

function CustomerPicker() {
  const messages = useMessages()
  const texts = messages.tasks
  const { control, getValues } = useFormContext<TaskForm>()
  const replica = useReplica()
  const [query, setQuery] = useState(
    () => replica.get('customer', getValues('customerId'))?.data.name ?? '',
  )
  const { scopes } = useSession()
  // SC1: a customer's task lies in the owner's portfolio, so only customers of portfolios held here are offered.
  const options = useCustomerOptions(query, (_, { ownerId }) =>
    scopes.includes(portfolioScope(ownerId)),
  )
  return (
    <Controller
      control={control}
      name="customerId"
      render={({ field }) => (
        <ComboField
          {...field}
          label={texts.optional(texts.field.customer)}
          placeholder={texts.field.customerPlaceholder}
          emptyText={texts.field.customerNone}
          options={options}
          query={query}
          onQuery={setQuery}
          onChange={(customerId) => {
            field.onChange(customerId)
            const chosen = replica.get('customer', customerId)
            if (chosen) setQuery(chosen.data.name)
          }}
        />
      )}
    />
  )
}
