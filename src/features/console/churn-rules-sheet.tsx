import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { Controller, useForm, useWatch } from 'react-hook-form'
import type { ChurnRules } from '#shared/domain/churn-rules.ts'
import { addDays } from '#shared/domain/civil-date.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { TextArea } from '#ui/text-area.tsx'
import { isUnchanged, PublishSheet, type RulesSheetProps, usePublish } from './publish-sheet.tsx'
import { EffectiveFrom, RuleNumber } from './rule-fields.tsx'
import { ChurnForm, churnLists, churnNumbers, type EnteredForm, formOfChurn } from './churn-form.ts'

/** R43: the rules of churn signals from a day on. */
export function ChurnRulesSheet({ inForce, ...props }: RulesSheetProps<ChurnRules>) {
  const texts = useAdminMessages().rules
  const { today } = props
  const { trouble, errorText, publish } = usePublish(props)
  const given = formOfChurn(inForce, addDays(today, 1))
  const { control, handleSubmit, setError, formState } = useForm<ChurnForm, unknown, EnteredForm>({
    defaultValues: given,
    resolver: standardSchemaResolver(ChurnForm),
  })
  const rules = useWatch({ control, name: 'rules' })
  const onPast = (message: string) => setError('effectiveFrom', { message })
  const submit = handleSubmit(({ effectiveFrom, rules }) =>
    publish({ effectiveFrom, churn: rules }, onPast),
  )
  return (
    <PublishSheet
      size="lg"
      title={texts.changeChurn}
      busy={formState.isSubmitting}
      trouble={trouble}
      unchanged={isUnchanged(rules, given.rules)}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <EffectiveFrom control={control} name="effectiveFrom" today={today} errorText={errorText} />
      <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
        {churnNumbers.map((name) => (
          <RuleNumber
            key={name}
            control={control}
            name={`rules.${name}`}
            label={texts.churnNumbers[name]}
            suffix={texts.churnUnits[name]}
            errorText={errorText}
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
    </PublishSheet>
  )
}
