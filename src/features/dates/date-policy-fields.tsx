import { Controller, useFormContext } from 'react-hook-form'
import { feb29Policies, leapPolicies, shortMonthPolicies } from '#shared/domain/important-date.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { type DateForm, openQuestions } from './date-form.ts'

/** What to do in years that do not have the day: asked only when such years exist. */
export function DatePolicyFields({ values }: { values: DateForm }) {
  const texts = useMessages().dates
  const { control } = useFormContext<DateForm>()
  const asked = openQuestions(values)
  return (
    <>
      {asked.leapPolicy && (
        <Controller
          control={control}
          name="leapPolicy"
          render={({ field }) => (
            <ChoiceChips
              {...field}
              label={texts.field.leapPolicy}
              options={leapPolicies.map((value) => ({ value, label: texts.leapPolicy[value] }))}
            />
          )}
        />
      )}
      {asked.shortMonth && (
        <Controller
          control={control}
          name="shortMonth"
          render={({ field }) => (
            <ChoiceChips
              {...field}
              label={texts.field.shortMonth}
              options={shortMonthPolicies.map((value) => ({
                value,
                label: texts.shortMonth[value],
              }))}
            />
          )}
        />
      )}
      {asked.newYearsEve && <p className="text-sm text-ink-3">{texts.newYearsEveHint}</p>}
      {asked.feb29 && (
        <Controller
          control={control}
          name="feb29"
          render={({ field }) => (
            <ChoiceChips
              {...field}
              label={texts.field.feb29}
              options={feb29Policies.map((value) => ({ value, label: texts.feb29[value] }))}
            />
          )}
        />
      )}
    </>
  )
}
