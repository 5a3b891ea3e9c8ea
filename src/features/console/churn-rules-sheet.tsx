import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useId, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import type { ChurnRules } from '#shared/domain/churn-rules.ts'
import { addDays, type CivilDate } from '#shared/domain/civil-date.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { DateField } from '#ui/date-field.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'
import { ChurnForm, churnLists, churnNumbers, type EnteredForm, formOfChurn } from './churn-form.ts'

interface ChurnRulesSheetProps {
  api: Pick<AdminApi, 'publishRules'>
  inForce: ChurnRules
  today: CivilDate
  onClose(): void
}

/** R43: the rules of churn signals from a day on. */
export function ChurnRulesSheet({ api, inForce, today, onClose }: ChurnRulesSheetProps) {
  const { language, messages } = useLanguage()
  const texts = useAdminMessages().rules
  const formId = useId()
  const [trouble, setTrouble] = useState<string | null>(null)
  const { control, handleSubmit, setError, formState } = useForm<ChurnForm, unknown, EnteredForm>({
    defaultValues: formOfChurn(inForce, addDays(today, 1)),
    resolver: standardSchemaResolver(ChurnForm),
  })
  const submit = handleSubmit(async ({ effectiveFrom, rules }) => {
    setTrouble(null)
    if (effectiveFrom < today) {
      setError('effectiveFrom', { message: 'day-has-passed' })
      return
    }
    const answer = await api.publishRules({ effectiveFrom, churn: rules })
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
      title={texts.changeChurn}
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
        <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
          {churnNumbers.map((name) => (
            <Controller
              key={name}
              control={control}
              name={`rules.${name}`}
              render={({ field, fieldState }) => (
                <TextField
                  {...field}
                  required
                  inputMode="numeric"
                  label={texts.churnNumbers[name]}
                  suffix={texts.churnUnits[name]}
                  error={errorText(fieldState.error?.message)}
                />
              )}
            />
          ))}
        </div>
        {churnLists.map((name) => (
          <Controller
            key={name}
            control={control}
            name={`rules.${name}`}
            render={({ field, fieldState }) => (
              <TextArea
                {...field}
                rows={2}
                label={texts.churnLists[name]}
                description={name === 'closingWords' ? texts.churnListsText : undefined}
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
        ))}
      </form>
    </Sheet>
  )
}
