import { useMemo } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { handoverReasons } from '#shared/domain/handover.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useAll } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { Select } from '#ui/select.tsx'
import { TextArea } from '#ui/text-area.tsx'
import type { HandoverForm } from './handover-form.ts'

/** From whom, where that is a choice, and to whom. */
export function PeopleFields({ choosesFrom }: { choosesFrom: boolean }) {
  const { handover: texts, roleNames } = useMessages()
  const { control, setValue } = useFormContext<HandoverForm>()
  const fromId = useWatch({ control, name: 'fromId' })
  const staff = useAll('staff')
  const cards = useAll('customer')
  const owned = useMemo(() => countByOwner(cards), [cards])
  const errorText = useErrorText()
  const owners = staff
    .filter(({ id }) => owned.has(id))
    .map(({ id, data }) => ({
      value: id,
      label: data.name,
      description: texts.customers(owned.get(id) ?? 0),
    }))
  const receivers = staff
    .filter(({ id, data }) => data.active && id !== fromId && ['rm', 'lead'].includes(data.role))
    .map(({ id, data }) => ({
      value: id,
      label: data.name,
      description: `${roleNames[data.role]} · ${texts.customers(owned.get(id) ?? 0)}`,
    }))
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {choosesFrom && (
        <Controller
          control={control}
          name="fromId"
          render={({ field, fieldState }) => (
            <Select
              {...field}
              required
              label={texts.from}
              placeholder={texts.pickColleague}
              options={owners}
              error={errorText(fieldState.error?.message)}
              onChange={(next) => {
                field.onChange(next)
                // The customers chosen are those of the colleague before.
                setValue('customerIds', [])
              }}
            />
          )}
        />
      )}
      <Controller
        control={control}
        name="toId"
        render={({ field, fieldState }) => (
          <Select
            {...field}
            required
            label={texts.to}
            placeholder={texts.toHint}
            options={receivers}
            error={errorText(fieldState.error?.message)}
          />
        )}
      />
    </div>
  )
}

/** Why, and what the colleagues should know. */
export function ReasonFields() {
  const { handover: texts, domain } = useMessages()
  const { control } = useFormContext<HandoverForm>()
  const errorText = useErrorText()
  return (
    <div className="grid gap-5">
      <Controller
        control={control}
        name="reason"
        render={({ field, fieldState }) => (
          <ChoiceChips
            {...field}
            required
            label={texts.reason}
            error={errorText(fieldState.error?.message)}
            options={handoverReasons.map((value) => ({
              value,
              label: domain.handoverReason[value],
            }))}
          />
        )}
      />
      <Controller
        control={control}
        name="note"
        render={({ field, fieldState }) => (
          <TextArea
            {...field}
            label={texts.note}
            description={texts.noteHint}
            rows={3}
            max={textLimits.paragraph}
            error={errorText(fieldState.error?.message)}
          />
        )}
      />
    </div>
  )
}

/** The message of a rule in the words of the form. */
export function useErrorText(): (code: string | undefined) => string | undefined {
  const { fieldErrors } = useMessages().handover
  return (code) => (code === undefined ? undefined : (fieldErrors[code] ?? code))
}

function countByOwner(cards: readonly RecordOf<'customer'>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { data } of cards) counts.set(data.ownerId, (counts.get(data.ownerId) ?? 0) + 1)
  return counts
}
