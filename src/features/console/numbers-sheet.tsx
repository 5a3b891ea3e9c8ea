import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { type Control, Controller, useForm, useWatch } from 'react-hook-form'
import { addDays, type CivilDate } from '#shared/domain/civil-date.ts'
import type { RuleNumbers } from '#shared/domain/rule-change.ts'
import type { RuleTable } from '#shared/domain/rule-table.ts'
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
  changedNumbers,
  type EnteredNumbers,
  formOfNumbers,
  lawfulDays,
  numberNames,
  type NumberName,
  NumbersForm,
  numbersOf,
} from './rule-numbers.ts'

interface NumbersSheetProps {
  api: Pick<AdminApi, 'publishRules'>
  inForce: RuleTable
  today: CivilDate
  onClose(): void
}

/** The numbers of the rules from a day on, with what will change before it is published. */
export function NumbersSheet({ api, inForce, today, onClose }: NumbersSheetProps) {
  const { language, messages } = useLanguage()
  const texts = useAdminMessages().rules
  const formId = useId()
  const [trouble, setTrouble] = useState<string | null>(null)
  const present = numbersOf(inForce)
  const { control, handleSubmit, setError, formState } = useForm<
    NumbersForm,
    unknown,
    EnteredNumbers
  >({
    defaultValues: formOfNumbers(present, addDays(today, 1)),
    resolver: standardSchemaResolver(NumbersForm),
  })
  const submit = handleSubmit(async ({ numbers, effectiveFrom }) => {
    setTrouble(null)
    if (effectiveFrom < today) {
      setError('effectiveFrom', { message: 'day-has-passed' })
      return
    }
    const answer = await api.publishRules({ effectiveFrom, numbers })
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
      title={texts.change}
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
        {numberNames.map((name) => (
          <Controller
            key={name}
            control={control}
            name={`numbers.${name}`}
            render={({ field, fieldState }) => (
              <TextField
                {...field}
                required
                inputMode="numeric"
                label={texts.numbers[name]}
                suffix={texts.days}
                description={texts.numberTexts[name]}
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
        ))}
        <Preview control={control} present={present} />
      </form>
    </Sheet>
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
    const text = typed[name].trim()
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
