import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useId, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import type { CadenceRules } from '#shared/domain/cadence-rules.ts'
import { addDays, type CivilDate } from '#shared/domain/civil-date.ts'
import { tiers } from '#shared/domain/customer.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { DateField } from '#ui/date-field.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'
import {
  CadenceForm,
  cadenceOfForm,
  type EnteredForm,
  formOfCadence,
  policyNames,
} from './cadence-form.ts'

interface CadenceSheetProps {
  api: Pick<AdminApi, 'publishRules'>
  inForce: CadenceRules
  today: CivilDate
  onClose(): void
}

/** R34: the rhythm of each tier from a day on. */
export function CadenceSheet({ api, inForce, today, onClose }: CadenceSheetProps) {
  const { language, messages } = useLanguage()
  const texts = useAdminMessages().rules
  const formId = useId()
  const [trouble, setTrouble] = useState<string | null>(null)
  const { control, handleSubmit, setError, formState } = useForm<CadenceForm, unknown, EnteredForm>(
    {
      defaultValues: formOfCadence(inForce, addDays(today, 1)),
      resolver: standardSchemaResolver(CadenceForm),
    },
  )
  const submit = handleSubmit(async (entered) => {
    setTrouble(null)
    const { effectiveFrom } = entered
    if (effectiveFrom < today) {
      setError('effectiveFrom', { message: 'day-has-passed' })
      return
    }
    const answer = await api.publishRules({
      effectiveFrom,
      cadence: cadenceOfForm(entered, inForce),
    })
    if (answer.ok) {
      toast({ text: texts.published(formatDate(language, effectiveFrom)), tone: 'done' })
      onClose()
    } else setTrouble(answer.error.type === 'unreachable' ? texts.offline : texts.failed)
  })
  const errorText = (code: string | undefined) =>
    code === undefined ? undefined : (texts.errors[code] ?? messages.app.fieldErrors[code])
  return (
    <Sheet
      open
      onClose={onClose}
      size="lg"
      title={texts.changeCadence}
      footer={
        <>
          <Button tone="soft" onPress={onClose}>
            {messages.app.cancel}
          </Button>
          <Button type="submit" form={formId} busy={formState.isSubmitting}>
            {texts.publish}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-5 pt-2"
        onSubmit={(event) => void submit(event)}
      >
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        <Controller
          control={control}
          name="effectiveFrom"
          render={({ field, fieldState }) => (
            <DateField
              {...field}
              required
              min={today}
              label={texts.effectiveFrom}
              description={texts.effectiveFromText}
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
        {tiers.map((tier) => (
          <fieldset key={tier} className="min-w-0 rounded-md border border-line px-4 pb-4">
            <legend className="px-1 font-semibold">{messages.domain.tier[tier]}</legend>
            <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
              {policyNames.map((name) => (
                <Controller
                  key={name}
                  control={control}
                  name={`tiers.${tier}.${name}`}
                  render={({ field, fieldState }) => (
                    <TextField
                      {...field}
                      required
                      inputMode="numeric"
                      label={texts.policy[name]}
                      suffix={texts.policyUnit[name]}
                      error={errorText(fieldState.error?.message)}
                    />
                  )}
                />
              ))}
            </div>
          </fieldset>
        ))}
        <div className="grid grid-cols-2 gap-4">
          {(['from', 'to'] as const).map((end) => (
            <Controller
              key={end}
              control={control}
              name={`quiet.${end}`}
              render={({ field, fieldState }) => (
                <TextField
                  {...field}
                  required
                  inputMode="numeric"
                  placeholder="21:00"
                  label={end === 'from' ? texts.quietFrom : texts.quietTo}
                  error={errorText(fieldState.error?.message)}
                />
              )}
            />
          ))}
        </div>
      </form>
    </Sheet>
  )
}
