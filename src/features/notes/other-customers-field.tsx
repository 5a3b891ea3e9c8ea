import { UserPlus, X } from 'lucide-react'
import { useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { useCustomerOptions } from '#replica/use-customer-options.ts'
import { useReplica, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { FilterChip, MultiChips } from '#ui/chips.tsx'
import { ComboField } from '#ui/combo-field.tsx'
import { FieldError } from '#ui/form-field.tsx'
import type { NoteFormValues } from './note-form.ts'
import { unsuitableOthers } from './other-customers.ts'
import type { TalkContext } from './product-talk-form.ts'

/** As many as sit at one table or come to one event. */
const most = 30

/** R4: the same is written about others, too; closed until somebody asks for it, so that it costs no tap. */
export function OtherCustomersField(props: {
  customer: RecordOf<'customer'>
  context: TalkContext
}) {
  const texts = useMessages().notes.others
  const { field } = useController<NoteFormValues, 'others'>({ name: 'others' })
  const replica = useReplica()
  const [asked, setAsked] = useState(false)
  const chosen = field.value
  if (!asked && chosen.length === 0) {
    return (
      <div>
        <FilterChip
          label={texts.add}
          icon={UserPlus}
          pressed={false}
          onPress={() => setAsked(true)}
        />
      </div>
    )
  }
  const nameOf = (id: string) => replica.get('customer', id)?.data.name ?? texts.gone
  return (
    <fieldset data-field="others" className="grid min-w-0 gap-2">
      <legend className="pb-1.5 text-sm font-medium text-ink-2">{texts.label}</legend>
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {chosen.map((id) => (
            <li key={id} className="max-w-full">
              <button
                type="button"
                aria-label={texts.remove(nameOf(id))}
                onClick={() => field.onChange(chosen.filter((each) => each !== id))}
                className="inline-flex min-h-11 max-w-full cursor-pointer items-center gap-1.5 rounded-full bg-primary-soft px-4 text-on-primary-soft md:min-h-9"
              >
                <span className="truncate">{nameOf(id)}</span>
                <X size={16} className="shrink-0" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen.length < most && (
        <Finder
          // A new box after each one: what was typed is done with, and the next one is typed here.
          key={chosen.length}
          taken={[props.customer.id, ...chosen]}
          autoFocus={asked}
          onFound={(id) => {
            setAsked(true)
            field.onChange([...chosen, id])
          }}
        />
      )}
      <Unsuitable context={props.context} />
    </fieldset>
  )
}

/** R4: whose note of the same is changed along. */
export function AlikeNotesField(props: { offered: readonly string[]; context: TalkContext }) {
  const texts = useMessages().notes.others
  const { field } = useController<NoteFormValues, 'others'>({ name: 'others' })
  const replica = useReplica()
  if (props.offered.length === 0) return null
  return (
    <div className="grid gap-2">
      <MultiChips
        {...field}
        label={texts.alsoChange}
        description={texts.alsoChangeText}
        options={props.offered.map((id) => ({
          value: id,
          label: replica.get('customer', id)?.data.name ?? texts.gone,
        }))}
      />
      <Unsuitable context={props.context} />
    </div>
  )
}

function Finder(props: {
  taken: readonly string[]
  autoFocus: boolean
  onFound: (id: string) => void
}) {
  const texts = useMessages().notes.others
  const { scopes } = useSession()
  const [query, setQuery] = useState('')
  // SC2: only whose notes are written here.
  const options = useCustomerOptions(
    query,
    (id, { ownerId }) => !props.taken.includes(id) && scopes.includes(portfolioScope(ownerId)),
  )
  return (
    <ComboField
      name="otherCustomer"
      label={texts.find}
      hideLabel
      placeholder={texts.findHint}
      options={options}
      query={query}
      value=""
      autoFocus={props.autoFocus}
      onQuery={setQuery}
      onChange={(id) => {
        if (id !== '') props.onFound(id)
      }}
    />
  )
}

/** Said as soon as it is so, with the names: what they may not be recommended is not saved as if they were. */
function Unsuitable({ context }: { context: TalkContext }) {
  const messages = useMessages()
  const values = useFormContext<NoteFormValues>().watch()
  const names = unsuitableOthers(values, context).map(({ name }) => name)
  if (names.length === 0) return null
  return (
    <FieldError
      id="others-error"
      text={messages.notes.others.unsuitable(names.join(messages.sync.comma))}
    />
  )
}
