import { Controller, useFormContext } from 'react-hook-form'
import { importantDateOrigins } from '#shared/domain/important-date.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { Switch } from '#ui/switch.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { celebratedBirthday } from './date-commands.ts'
import type { DateFieldsProps } from './date-form-fields.tsx'
import { type DateForm, openQuestions } from './date-form.ts'
import { recordedDay } from './date-words.ts'

/** Who said so, whether to congratulate, and a note. */
export function DateFurtherFields(props: DateFieldsProps) {
  const messages = useMessages()
  const texts = messages.dates
  const { control, setValue } = useFormContext<DateForm>()
  const asked = openQuestions(props.values)
  return (
    <>
      <Controller
        control={control}
        name="origin"
        render={({ field }) => (
          <ChoiceChips
            {...field}
            label={texts.field.origin}
            description={
              field.value === 'id_card' && asked.celebrate ? texts.idCardHint : undefined
            }
            options={importantDateOrigins.map((value) => ({ value, label: texts.origin[value] }))}
            onChange={(origin) => {
              field.onChange(origin)
              // Domain rule 4.1: a date from an identity card is kept, not congratulated on, until someone says so.
              if (origin === 'id_card') setValue('celebrate', false, { shouldDirty: true })
            }}
          />
        )}
      />
      {asked.celebrate && (
        <Controller
          control={control}
          name="celebrate"
          render={({ field }) => (
            <Switch
              {...field}
              label={texts.field.celebrate}
              description={<CelebrateHint {...props} />}
            />
          )}
        />
      )}
      <Controller
        control={control}
        name="note"
        render={({ field, fieldState }) => (
          <TextArea
            {...field}
            label={texts.optional(texts.field.note)}
            rows={2}
            max={textLimits.paragraph}
            error={props.errorText(fieldState.error?.message)}
          />
        )}
      />
    </>
  )
}

/** Invariant 4 in words: which other birthday stops being celebrated. */
function CelebrateHint({ values, others, dateId }: DateFieldsProps) {
  const texts = useMessages().dates
  const other =
    values.kind === 'birthday' && values.celebrate ? celebratedBirthday(others, dateId) : undefined
  if (other) return texts.field.celebrateSwitch(recordedDay(texts, other.data))
  return texts.field.celebrateHint
}
