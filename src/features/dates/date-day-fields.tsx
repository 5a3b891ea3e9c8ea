import { Controller, useFormContext } from 'react-hook-form'
import { useMessages } from '#i18n/language.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { Select } from '#ui/select.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { DateFieldsProps } from './date-form-fields.tsx'
import { type DateForm, openQuestions } from './date-form.ts'
import { lunarDayWord, lunarMonthWord } from './date-words.ts'

/** Year if it is known, month, day, and 闰 where that can be. An impossible day is explained at once. */
export function DateDayFields({ values, problem, errorText }: DateFieldsProps) {
  const messages = useMessages()
  const texts = messages.dates
  const { control } = useFormContext<DateForm>()
  const isLunar = values.calendar === 'lunar'
  const problemAt = (field: string) => (problem?.field === field ? problem.text : undefined)
  const monthWord = (month: number) =>
    isLunar ? lunarMonthWord(texts, month, false) : texts.solarMonth(month)
  const dayWord = (day: number) => (isLunar ? lunarDayWord(texts, day) : texts.solarDay(day))
  const questions = openQuestions(values)
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 md:gap-4">
        <div className="col-span-2 md:col-span-1">
          <Controller
            control={control}
            name="year"
            render={({ field, fieldState }) => (
              <TextField
                {...field}
                label={texts.field.year}
                placeholder={texts.field.yearPlaceholder}
                description={texts.field.yearHint}
                inputMode="numeric"
                maxLength={4}
                error={problemAt('year') ?? errorText(fieldState.error?.message)}
              />
            )}
          />
        </div>
        <Controller
          control={control}
          name="month"
          render={({ field, fieldState }) => (
            <Select
              {...field}
              required
              label={texts.field.month}
              placeholder={texts.chooseMonth}
              options={numbers(12).map((month) => ({
                value: String(month),
                label: monthWord(month),
              }))}
              error={problemAt('month') ?? errorText(fieldState.error?.message)}
            />
          )}
        />
        <Controller
          control={control}
          name="day"
          render={({ field, fieldState }) => (
            <Select
              {...field}
              required
              label={texts.field.day}
              placeholder={texts.chooseDay}
              options={numbers(isLunar ? 30 : 31).map((day) => ({
                value: String(day),
                label: dayWord(day),
              }))}
              error={problemAt('day') ?? errorText(fieldState.error?.message)}
            />
          )}
        />
      </div>
      {questions.leap && (
        <Controller
          control={control}
          name="leap"
          render={({ field }) => (
            <Checkbox
              {...field}
              label={texts.field.leap(lunarMonthWord(texts, Number(values.month) || 1, false))}
              description={texts.field.leapHint}
              error={problemAt('leap')}
            />
          )}
        />
      )}
    </div>
  )
}

function numbers(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
