import { type Control, Controller, useWatch } from 'react-hook-form'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { BranchForm } from './branch-form.ts'

const week = [0, 1, 2, 3, 4, 5, 6] as const

interface HoursFieldsProps {
  control: Control<BranchForm>
  errorText(code: string | undefined): string | undefined
  onSameAsMonday(): void
}

/** Opening hours: a line a weekday, and Monday's for the other working days with one press. */
export function HoursFields({ control, errorText, onSameAsMonday }: HoursFieldsProps) {
  const texts = useAdminMessages().branches
  const days = useWatch({ control, name: 'days' })
  return (
    <fieldset className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-2 pb-1">
        <legend className="contents">
          <span className="text-sm font-medium text-ink-2">{texts.hours}</span>
        </legend>
        <Button tone="ghost" size="sm" onPress={onSameAsMonday}>
          {texts.sameAsMonday}
        </Button>
      </div>
      <div className="divide-y divide-line rounded-md border border-line">
        {week.map((index) => {
          const day = texts.weekdays[index] ?? ''
          const isOpen = days[index]?.open ?? false
          return (
            <div
              key={day}
              className="grid min-h-16 grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-x-3 px-3 py-2"
            >
              <Controller
                control={control}
                name={`days.${index}.open`}
                render={({ field }) => <Checkbox {...field} label={day} />}
              />
              {isOpen ? (
                <div className="grid grid-cols-2 gap-2">
                  {(['from', 'to'] as const).map((end) => (
                    <Controller
                      key={end}
                      control={control}
                      name={`days.${index}.${end}`}
                      render={({ field, fieldState }) => (
                        <TextField
                          {...field}
                          inputMode="numeric"
                          placeholder="09:00"
                          hideLabel
                          label={end === 'from' ? texts.opens(day) : texts.closes(day)}
                          error={errorText(fieldState.error?.message)}
                        />
                      )}
                    />
                  ))}
                </div>
              ) : (
                <span className="text-ink-3">{texts.closed}</span>
              )}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
