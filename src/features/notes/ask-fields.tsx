import { UserRoundCheck } from 'lucide-react'
import { useController } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useColleagues } from '#replica/use-colleagues.ts'
import { useReplica, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { FilterChip } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import { FieldError } from '#ui/form-field.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { Ask, NoteFormValues } from './note-form.ts'
import { useFieldErrorText } from './use-field-error-text.ts'

/** R21: what goes to colleagues with this note, as they will see it; the chip takes it back. */
export function AskFields({ customer }: { customer: RecordOf<'customer'> }) {
  const { notes: texts, tasks, roleNames } = useMessages()
  const replica = useReplica()
  const today = useToday()
  const colleagues = useColleagues(roleNames)
  const errorText = useFieldErrorText()
  const { field, fieldState } = useController<NoteFormValues, 'asks'>({ name: 'asks' })
  const asks = field.value
  const error = errorText(fieldState.error)
  if (asks.length === 0) return null
  const change = (ask: Ask, part: Partial<Ask>) =>
    field.onChange(asks.map((each) => (each === ask ? { ...ask, ...part } : each)))
  return (
    <div data-field="asks" className="grid gap-3">
      {asks.map((ask) => {
        const found = colleagues.find(({ staffId }) => staffId === ask.staffId)
        const who = found?.called ?? replica.get('staff', ask.staffId)?.data.name ?? tasks.someone
        const role = found?.record.data.role
        const readsAll = role === 'lead' || ask.staffId === customer.data.ownerId
        return (
          <div key={ask.staffId} className="grid gap-4 rounded-md bg-sunken p-4">
            <div>
              <FilterChip
                label={texts.asks.on(who)}
                icon={UserRoundCheck}
                pressed
                onPress={() => field.onChange(asks.filter((each) => each !== ask))}
              />
            </div>
            <TextField
              value={ask.title}
              onChange={(title) => change(ask, { title })}
              label={texts.asks.title}
              required
            />
            <DateField
              value={ask.dueOn}
              onChange={(dueOn) => change(ask, { dueOn })}
              label={texts.nextStepDue}
              required
              min={today}
            />
            {found === undefined ? (
              <FieldError id={`asks-gone-${ask.staffId}`} text={texts.asks.gone(who)} />
            ) : (
              <p className="text-sm text-ink-2">
                {readsAll ? texts.asks.seesAll(who) : texts.asks.sees(who, customer.data.name)}
              </p>
            )}
          </div>
        )
      })}
      {error !== undefined && fieldState.error?.message !== 'colleague-gone' && (
        <FieldError id="asks-error" text={error} />
      )}
    </div>
  )
}
