import { useMemo, useState } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { useCustomerSearch, useRecord, useReplica, useSession } from '#replica/use-replica.ts'
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
        <span className="ml-2 text-base font-medium text-ink wrap-anywhere">
          {customer.data.name}
        </span>
      </p>
    )
  }
  if (props.fixed !== undefined || !props.choose) return null
  return <CustomerPicker />
}

function CustomerPicker() {
  const messages = useMessages()
  const texts = messages.tasks
  const { control, getValues } = useFormContext<TaskForm>()
  const replica = useReplica()
  const [query, setQuery] = useState(
    () => replica.get('customer', getValues('customerId'))?.data.name ?? '',
  )
  const options = useCustomerOptions(query)
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

/** SC1: a customer's task lies in the owner's portfolio, so only customers of portfolios held here are offered. */
function useCustomerOptions(query: string) {
  const search = useCustomerSearch()
  const replica = useReplica()
  const { scopes } = useSession()
  const revision = search.revision()
  return useMemo(() => {
    return search.search(query, 60).flatMap(({ id }) => {
      const card = replica.get('customer', id)?.data
      if (!card || !scopes.includes(portfolioScope(card.ownerId))) return []
      const tail = card.phoneTail === undefined ? undefined : `···${card.phoneTail}`
      return [{ value: id, label: card.name, description: tail }]
    })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the revision stands for the cards
  }, [search, replica, scopes, query, revision])
}
