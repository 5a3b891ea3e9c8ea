import { Controller, useFormContext } from 'react-hook-form'
import { importantDateKinds } from '#shared/domain/important-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { Select } from '#ui/select.tsx'
import { TextField } from '#ui/text-field.tsx'
import { DateDayFields } from './date-day-fields.tsx'
import { DatePolicyFields } from './date-policy-fields.tsx'
import { type DateForm, openQuestions } from './date-form.ts'
import type { DateProblem } from './date-words.ts'

export interface DateFieldsProps {
  values: DateForm
  dateId: string | undefined
  others: readonly RecordOf<'important-date'>[]
  problem: DateProblem | undefined
  errorText: (code: string | undefined) => string | undefined
}

/** What kind of day, in which calendar, which day, and what to do in years that do not have it. */
export function DateFormFields(props: DateFieldsProps) {
  const messages = useMessages()
  const texts = messages.dates
  const { control } = useFormContext<DateForm>()
  const { values } = props
  const asked = openQuestions(values)
  return (
    <>
      <Controller
        control={control}
        name="kind"
        render={({ field, fieldState }) => (
          <Select
            {...field}
            required
            label={texts.field.kind}
            placeholder={texts.chooseKind}
            options={importantDateKinds.map((value) => ({
              value,
              label: messages.domain.dateKind[value],
            }))}
            error={props.errorText(fieldState.error?.message)}
          />
        )}
      />
      {asked.label && (
        <Controller
          control={control}
          name="label"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              required
              label={texts.field.label}
              placeholder={texts.field.labelPlaceholder}
              error={props.errorText(fieldState.error?.message)}
            />
          )}
        />
      )}
      <Controller
        control={control}
        name="calendar"
        render={({ field }) => (
          <Segmented
            {...field}
            label={texts.field.calendar}
            options={(['solar', 'lunar'] as const).map((value) => ({
              value,
              label: messages.domain.calendar[value],
            }))}
          />
        )}
      />
      <DateDayFields {...props} />
      <DatePolicyFields values={values} />
    </>
  )
}
