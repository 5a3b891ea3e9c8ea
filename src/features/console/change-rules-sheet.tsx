import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useForm, useWatch } from 'react-hook-form'
import type { ChangeRules } from '#shared/domain/change-rules.ts'
import { addDays } from '#shared/domain/civil-date.ts'
import { lifeEventKinds } from '#shared/domain/life-event.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChangeForm, changeNumbers, type EnteredForm, formOfChanges } from './change-form.ts'
import { isUnchanged, PublishSheet, type RulesSheetProps, usePublish } from './publish-sheet.tsx'
import { EffectiveFrom, RuleNumber } from './rule-fields.tsx'

/** R27, R17: what changes in a customer's life suggest, and when a profile is old, from a day on. */
export function ChangeRulesSheet({ inForce, ...props }: RulesSheetProps<ChangeRules>) {
  const texts = useAdminMessages().rules
  const { lifeEventKind: kinds } = useMessages().domain
  const { today } = props
  const { trouble, errorText, publish } = usePublish(props)
  const given = formOfChanges(inForce, addDays(today, 1))
  const { control, handleSubmit, setError, formState } = useForm<ChangeForm, unknown, EnteredForm>({
    defaultValues: given,
    resolver: standardSchemaResolver(ChangeForm),
  })
  const rules = useWatch({ control, name: 'rules' })
  const onPast = (message: string) => setError('effectiveFrom', { message })
  const submit = handleSubmit(({ effectiveFrom, rules }) =>
    publish({ effectiveFrom, changes: rules }, onPast),
  )
  return (
    <PublishSheet
      size="lg"
      title={texts.changeChanges}
      busy={formState.isSubmitting}
      trouble={trouble}
      unchanged={isUnchanged(rules, given.rules)}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <EffectiveFrom control={control} name="effectiveFrom" today={today} errorText={errorText} />
      <fieldset className="min-w-0 rounded-md border border-line px-4 pb-4">
        <legend className="px-1 font-semibold">{texts.changeDueTitle}</legend>
        <p className="pb-3 text-sm text-ink-3">{texts.changeDueText}</p>
        <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
          {lifeEventKinds.map((kind) => (
            <RuleNumber
              key={kind}
              control={control}
              name={`rules.dueDays.${kind}`}
              label={kinds[kind]}
              suffix={texts.days}
              // The digits of a phone's keypad have no minus.
              inputMode="text"
              errorText={errorText}
            />
          ))}
        </div>
      </fieldset>
      <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
        {changeNumbers.map((name) => (
          <RuleNumber
            key={name}
            control={control}
            name={`rules.${name}`}
            label={texts.changeNumbers[name]}
            suffix={name === 'staleMonths' ? texts.months : texts.days}
            errorText={errorText}
          />
        ))}
      </div>
    </PublishSheet>
  )
}
