import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { type CivilDate, isCivilDate } from '#shared/domain/civil-date.ts'
import { dayInText } from '#shared/domain/day-in-text.ts'
import { isWorkingDay } from '#shared/domain/working-calendar.ts'
import { useRules } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import { TextField } from '#ui/text-field.tsx'
import { type QuickDay, quickDays, type TaskForm } from './task-form.ts'

const quickOrder = ['today', 'tomorrow', 'next-working', 'next-monday'] as const

/** When: four days that need one tap, any other day, and a time if there is one. */
export function DueFields(props: {
  today: CivilDate
  errorText: (code: string | undefined) => string | undefined
}) {
  const { language, messages } = useLanguage()
  const texts = messages.tasks
  const { control, setValue } = useFormContext<TaskForm>()
  const dueOn = useWatch({ control, name: 'dueOn' })
  const title = useWatch({ control, name: 'title' })
  const dayChosen = useWatch({ control, name: 'dayChosen' })
  const { workingCalendar } = useRules()
  const days = quickDays(props.today, workingCalendar)
  const chosen = quickOrder.find((quick) => days[quick] === dueOn)
  const read = dayChosen ? null : dayInText(title, props.today)
  const offDuty = isCivilDate(dueOn) && !isWorkingDay(workingCalendar, dueOn).working
  const said = [
    read?.on === dueOn ? texts.dayOfTitle(read.word, formatDate(language, dueOn)) : '',
    offDuty ? texts.notWorkingDay(formatDate(language, dueOn, { weekday: true })) : '',
  ].filter((each) => each !== '')
  return (
    <div className="grid gap-3">
      <ChoiceChips<QuickDay>
        label={texts.field.dueQuick}
        value={chosen}
        onChange={(quick) => {
          setValue('dayChosen', true)
          setValue('dueOn', days[quick], { shouldDirty: true, shouldValidate: true })
        }}
        options={quickOrder.map((value) => ({ value, label: texts.quick[value] }))}
      />
      <div className="grid gap-4 md:grid-cols-2">
        <Controller
          control={control}
          name="dueOn"
          render={({ field, fieldState }) => (
            <DateField
              {...field}
              onChange={(day) => {
                setValue('dayChosen', true)
                field.onChange(day)
              }}
              required
              label={texts.field.dueOn}
              description={said.length > 0 ? said.join(' ') : undefined}
              error={props.errorText(fieldState.error?.message)}
            />
          )}
        />
        <Controller
          control={control}
          name="dueTime"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              type="time"
              label={texts.optional(texts.field.dueTime)}
              error={props.errorText(fieldState.error?.message)}
            />
          )}
        />
      </div>
    </div>
  )
}
