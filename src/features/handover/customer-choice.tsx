import { useMemo, useState } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useCustomerSearch } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { FieldError } from '#ui/form-field.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { useProposedIds } from './handover-queries.ts'
import type { HandoverForm } from './handover-form.ts'
import { useErrorText } from './proposal-fields.tsx'

/** Some customers of a colleague, picked from the list, or all of them. */
export function CustomerChoice({ cards }: { cards: readonly RecordOf<'customer'>[] }) {
  const texts = useMessages().handover
  const { control } = useFormContext<HandoverForm>()
  const extent = useWatch({ control, name: 'extent' })
  return (
    <div className="grid gap-4">
      <div className="md:w-72">
        <Controller
          control={control}
          name="extent"
          render={({ field }) => (
            <Segmented
              {...field}
              label={texts.what}
              hideLabel
              options={[
                { value: 'some', label: texts.some },
                { value: 'all', label: texts.everyone },
              ]}
            />
          )}
        />
      </div>
      {extent === 'all' ? (
        <p className="text-ink-2">{texts.everyoneText}</p>
      ) : (
        <PickedCustomers cards={cards} />
      )}
    </div>
  )
}

function PickedCustomers({ cards }: { cards: readonly RecordOf<'customer'>[] }) {
  const texts = useMessages().handover
  const { control, formState, getValues } = useFormContext<HandoverForm>()
  const errorText = useErrorText()
  const proposed = useProposedIds()
  // What is looked for is a name: it stays out of the draft and of the address.
  const [query, setQuery] = useState('')
  // Those chosen when the list opened are on top of it; later ones stay where they are.
  const [first] = useState(() => new Set(getValues('customerIds')))
  const found = useFound(cards, query)
  const shown = useMemo(
    () => found.toSorted((one, other) => Number(first.has(other.id)) - Number(first.has(one.id))),
    [found, first],
  )
  return (
    <Controller
      control={control}
      name="customerIds"
      render={({ field: { value, onChange } }) => {
        const chosen = new Set(value)
        const twice = value.filter((id) => proposed.has(id)).length
        const toggle = (id: string, on: boolean) =>
          onChange(on ? [...value, id] : value.filter((each) => each !== id))
        return (
          <fieldset data-field="customerIds" className="grid min-w-0 gap-3">
            <legend className="sr-only">{texts.listLabel}</legend>
            <SearchField
              label={texts.searchLabel}
              placeholder={texts.searchHint}
              value={query}
              onChange={setQuery}
            />
            <div className="flex min-h-9 flex-wrap items-center gap-2">
              <span className="tnum mr-auto font-medium" aria-live="polite">
                {texts.chosen(chosen.size)}
              </span>
              {chosen.size > 0 && (
                <Button tone="ghost" size="sm" onPress={() => onChange([])}>
                  {texts.chooseNone}
                </Button>
              )}
              <Button
                tone="soft"
                size="sm"
                disabled={shown.length === 0}
                onPress={() => onChange([...new Set([...value, ...shown.map(({ id }) => id)])])}
              >
                {texts.chooseAllShown}
              </Button>
            </div>
            <Choices cards={shown} of={cards.length} chosen={chosen} onToggle={toggle} />
            {twice > 0 && <p className="text-sm text-ink-2">{texts.openTwice(twice)}</p>}
            <FieldError
              id="customer-ids-error"
              text={errorText(formState.errors.customerIds?.message)}
            />
          </fieldset>
        )
      }}
    />
  )
}

function Choices(props: {
  cards: readonly RecordOf<'customer'>[]
  /** How many there are before anything was looked for. */
  of: number
  chosen: ReadonlySet<string>
  onToggle(id: string, on: boolean): void
}) {
  const { handover: texts, customers, domain } = useMessages()
  const { cards, of, chosen, onToggle } = props
  const fromId = useWatch<HandoverForm, 'fromId'>({ name: 'fromId' })
  if (cards.length === 0) {
    return (
      <p className="rounded-md bg-sunken px-4 py-6 text-center text-ink-3">
        {fromId === '' ? texts.pickFromFirst : of === 0 ? texts.noCustomers : texts.noMatch}
      </p>
    )
  }
  return (
    <VirtualList
      label={texts.listLabel}
      items={cards}
      itemKey={({ id }) => id}
      rowHeight={64}
      scroll="element"
      className="max-h-96 rounded-md border border-line"
      renderItem={({ id, data }) => (
        <ListRow
          leading={
            <Checkbox
              label={data.name}
              hideLabel
              value={chosen.has(id)}
              onChange={(on) => onToggle(id, on)}
            />
          }
          selected={chosen.has(id)}
          title={data.name}
          subtitle={
            <>
              <span>{domain.tier[data.tier]}</span>
              {data.phoneTail !== undefined && (
                <span className="tnum">{customers.phoneTail(data.phoneTail)}</span>
              )}
            </>
          }
        />
      )}
    />
  )
}

/** As many as a branch can have: the search ranks them all, and the list keeps those of the colleague. */
const mostFound = 20_000

function useFound(
  cards: readonly RecordOf<'customer'>[],
  query: string,
): readonly RecordOf<'customer'>[] {
  const search = useCustomerSearch()
  const wanted = query.trim()
  return useMemo(() => {
    if (wanted === '') return cards
    const byId = new Map(cards.map((card) => [card.id, card]))
    return search
      .search(wanted, mostFound)
      .flatMap((hit) => byId.get(typeof hit === 'string' ? hit : hit.id) ?? [])
  }, [cards, search, wanted])
}
