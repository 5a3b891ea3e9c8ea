import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { Controller, useForm } from 'react-hook-form'
import type { CadenceRules } from '#shared/domain/cadence-rules.ts'
import { addDays } from '#shared/domain/civil-date.ts'
import { tiers } from '#shared/domain/customer.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useLanguage } from '#i18n/language.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField } from '#ui/text-field.tsx'
import {
  EffectiveFromField,
  PublishSheet,
  type RulesSheetProps,
  usePublish,
} from './publish-sheet.tsx'
import {
  CadenceForm,
  cadenceOfForm,
  type EnteredForm,
  formOfCadence,
  policyNames,
} from './cadence-form.ts'

/** R34: the rhythm of each tier from a day on. */
export function CadenceSheet({ inForce, ...props }: RulesSheetProps<CadenceRules>) {
  const { messages } = useLanguage()
  const texts = useAdminMessages().rules
  const { today } = props
  const { trouble, errorText, publish } = usePublish(props)
  const { control, handleSubmit, setError, formState } = useForm<CadenceForm, unknown, EnteredForm>(
    {
      defaultValues: formOfCadence(inForce, addDays(today, 1)),
      resolver: standardSchemaResolver(CadenceForm),
    },
  )
  const onPast = (message: string) => setError('effectiveFrom', { message })
  const submit = handleSubmit((entered) =>
    publish(
      { effectiveFrom: entered.effectiveFrom, cadence: cadenceOfForm(entered, inForce) },
      onPast,
    ),
  )
  return (
    <PublishSheet
      size="lg"
      title={texts.changeCadence}
      busy={formState.isSubmitting}
      trouble={trouble}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <Controller
        control={control}
        name="effectiveFrom"
        render={({ field, fieldState }) => (
          <EffectiveFromField {...field} min={today} error={errorText(fieldState.error?.message)} />
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
          <div className="mt-4">
            <Controller
              control={control}
              name={`tiers.${tier}.entitlements`}
              render={({ field, fieldState }) => (
                <TextArea
                  {...field}
                  rows={1}
                  label={texts.entitlements}
                  placeholder={texts.entitlementsHint}
                  error={errorText(fieldState.error?.message)}
                />
              )}
            />
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
    </PublishSheet>
  )
}
