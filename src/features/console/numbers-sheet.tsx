import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { TriangleAlert } from 'lucide-react'
import { type Control, useForm, useWatch } from 'react-hook-form'
import { addDays } from '#shared/domain/civil-date.ts'
import type { RuleNumbers } from '#shared/domain/rule-change.ts'
import type { RuleTable } from '#shared/domain/rule-table.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { PublishSheet, type RulesSheetProps, usePublish } from './publish-sheet.tsx'
import { EffectiveFrom, RuleNumber } from './rule-fields.tsx'
import {
  changedNumbers,
  type EnteredNumbers,
  formOfNumbers,
  lawfulDays,
  numberNames,
  type NumberName,
  NumbersForm,
  numbersOf,
} from './rule-numbers.ts'
import { plainNumber } from './typed-number.ts'

/** The numbers of the rules from a day on, with what will change before it is published. */
export function NumbersSheet({ inForce, ...props }: RulesSheetProps<RuleTable>) {
  const texts = useAdminMessages().rules
  const { today } = props
  const { trouble, errorText, publish } = usePublish(props)
  const present = numbersOf(inForce)
  const { control, handleSubmit, setError, formState } = useForm<
    NumbersForm,
    unknown,
    EnteredNumbers
  >({
    defaultValues: formOfNumbers(present, addDays(today, 1)),
    resolver: standardSchemaResolver(NumbersForm),
  })
  const onPast = (message: string) => setError('effectiveFrom', { message })
  const submit = handleSubmit(({ numbers, effectiveFrom }) =>
    publish({ effectiveFrom, numbers }, onPast),
  )
  return (
    <PublishSheet
      title={texts.change}
      busy={formState.isSubmitting}
      trouble={trouble}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <EffectiveFrom control={control} name="effectiveFrom" today={today} errorText={errorText} />
      {numberNames.map((name) => (
        <RuleNumber
          key={name}
          control={control}
          name={`numbers.${name}`}
          label={texts.numbers[name]}
          suffix={texts.days}
          description={texts.numberTexts[name]}
          errorText={errorText}
        />
      ))}
      <Preview control={control} present={present} />
    </PublishSheet>
  )
}

/** What publishing would change, as it stands in the form; a number that is half typed is left out. */
function Preview(props: {
  control: Control<NumbersForm, unknown, EnteredNumbers>
  present: RuleNumbers
}) {
  const { control, present } = props
  const texts = useAdminMessages().rules
  const typed = useWatch({ control, name: 'numbers' })
  const next = { ...present }
  for (const name of numberNames) {
    const text = plainNumber(typed[name])
    if (/^\d{1,4}$/.test(text)) next[name] = Number(text)
  }
  const changes = changedNumbers(present, next)
  return (
    <section aria-live="polite" className="rounded-md bg-sunken px-4 py-3">
      <h3 className="pb-1 text-sm font-medium text-ink-2">{texts.preview}</h3>
      <ul className="tnum grid gap-1">
        {changes.length === 0 && <li className="text-ink-3">{texts.previewNone}</li>}
        {changes.map(({ name, from, to }) => (
          <li key={name}>
            {`${texts.numbers[name]}：${texts.fromTo(from, to)}`}
            <Unlawful name={name} days={to} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Unlawful({ name, days }: { name: NumberName; days: number }) {
  const texts = useAdminMessages().rules
  const most = lawfulDays[name]
  if (most === undefined || days <= most) return null
  return (
    <span className="flex items-start gap-1.5 text-sm text-danger">
      <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
      {texts.longerThanLaw(most)}
    </span>
  )
}
