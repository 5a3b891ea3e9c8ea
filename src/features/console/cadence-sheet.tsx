import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { type CadenceRules, contactBys } from '#shared/domain/cadence-rules.ts'
import { addDays } from '#shared/domain/civil-date.ts'
import { tiers } from '#shared/domain/customer.ts'
import { channels } from '#shared/domain/interaction.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useLanguage } from '#i18n/language.tsx'
import { ChoiceChips, MultiChips } from '#ui/chips.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { isUnchanged, PublishSheet, type RulesSheetProps, usePublish } from './publish-sheet.tsx'
import { EffectiveFrom, RuleNumber } from './rule-fields.tsx'
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
  const given = formOfCadence(inForce, addDays(today, 1))
  const { control, handleSubmit, setError, formState } = useForm<CadenceForm, unknown, EnteredForm>(
    {
      defaultValues: given,
      resolver: standardSchemaResolver(CadenceForm),
    },
  )
  const [tierRules, quiet] = useWatch({ control, name: ['tiers', 'quiet'] })
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
      unchanged={isUnchanged([tierRules, quiet], [given.tiers, given.quiet])}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <EffectiveFrom control={control} name="effectiveFrom" today={today} errorText={errorText} />
      {tiers.map((tier) => (
        <fieldset key={tier} className="min-w-0 rounded-md border border-line px-4 pb-4">
          <legend className="px-1 font-semibold">{messages.domain.tier[tier]}</legend>
          <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
            {policyNames.map((name) => (
              <RuleNumber
                key={name}
                control={control}
                name={`tiers.${tier}.${name}`}
                label={texts.policy[name]}
                suffix={texts.policyUnit[name]}
                errorText={errorText}
              />
            ))}
          </div>
          <div className="mt-4 grid gap-4">
            <Controller
              control={control}
              name={`tiers.${tier}.channels`}
              render={({ field }) => (
                <MultiChips
                  {...field}
                  label={texts.ways}
                  description={texts.waysHint}
                  options={channels.map((value) => ({
                    value,
                    label: messages.domain.channel[value],
                  }))}
                />
              )}
            />
            <Controller
              control={control}
              name={`tiers.${tier}.contactBy`}
              render={({ field }) => (
                <ChoiceChips
                  {...field}
                  label={texts.contactBy}
                  options={contactBys.map((value) => ({
                    value,
                    label: messages.cadence.contactBy[value],
                  }))}
                />
              )}
            />
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
          <RuleNumber
            key={end}
            control={control}
            name={`quiet.${end}`}
            placeholder="21:00"
            // The digits of a phone's keypad have no colon.
            inputMode="text"
            label={end === 'from' ? texts.quietFrom : texts.quietTo}
            errorText={errorText}
          />
        ))}
      </div>
    </PublishSheet>
  )
}
