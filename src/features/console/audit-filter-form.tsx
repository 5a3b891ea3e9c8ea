import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { Search } from 'lucide-react'
import { Controller, useForm } from 'react-hook-form'
import type { StaffListItem } from '#shared/protocol/session-message.ts'
import { AuditGroup } from '#shared/protocol/audit-message.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { DateField } from '#ui/date-field.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Panel } from '#ui/panel.tsx'
import { Select } from '#ui/select.tsx'
import { TextField } from '#ui/text-field.tsx'
import { type AuditChoice, AuditForm, choiceOf, formOfChoice } from './audit-filter.ts'
import { PersonField } from './person-field.tsx'

interface AuditFilterFormProps {
  choice: AuditChoice
  people: readonly StaffListItem[]
  isDevice(id: string): boolean
  onChoice(choice: AuditChoice): void
  /** The same question once more. */
  onAgain(): void
}

/** Person, events, days and id; asked with the button, so that half a condition asks nothing. */
export function AuditFilterForm(props: AuditFilterFormProps) {
  const { choice, people, isDevice, onChoice, onAgain } = props
  const texts = useAdminMessages().audit
  const { fieldErrors } = useMessages().app
  const { control, handleSubmit, formState } = useForm<AuditForm>({
    defaultValues: formOfChoice(choice),
    resolver: standardSchemaResolver(AuditForm),
  })
  const submit = handleSubmit((form) => {
    const next = choiceOf(form, isDevice)
    if (JSON.stringify(formOfChoice(next)) === JSON.stringify(formOfChoice(choice))) onAgain()
    else onChoice(next)
  })
  const errorText = (code: string | undefined) => {
    if (code === undefined) return undefined
    if (code === 'record-wrong') return texts.recordWrong
    return fieldErrors[code] ?? texts.untilBeforeFrom
  }
  // Folded away as long as nobody asked by them: what is found stands close below.
  const isNarrowed = [choice.from, choice.to, choice.record, choice.device].some(
    (value) => value !== undefined,
  )
  const isRefused = formState.isSubmitted && !formState.isSubmitSuccessful
  const isFiltered = Object.values(choice).some((value) => value !== undefined)
  return (
    <Panel title={texts.filter}>
      <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-1">
          <Controller
            control={control}
            name="who"
            render={({ field }) => <PersonField {...field} label={texts.person} people={people} />}
          />
          <Controller
            control={control}
            name="group"
            render={({ field }) => (
              <Select
                {...field}
                label={texts.group}
                placeholder={texts.anything}
                noneLabel={texts.anything}
                options={AuditGroup.options.map((value) => ({ value, label: texts.groups[value] }))}
              />
            )}
          />
        </div>
        <Disclosure summary={texts.more} open={isNarrowed || isRefused}>
          <div className="grid gap-4">
            <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-1">
              <Controller
                control={control}
                name="from"
                render={({ field, fieldState }) => (
                  <DateField
                    {...field}
                    label={texts.from}
                    error={errorText(fieldState.error?.message)}
                  />
                )}
              />
              <Controller
                control={control}
                name="to"
                render={({ field, fieldState }) => (
                  <DateField
                    {...field}
                    label={texts.until}
                    error={errorText(fieldState.error?.message)}
                  />
                )}
              />
            </div>
            <Controller
              control={control}
              name="record"
              render={({ field, fieldState }) => (
                <TextField
                  {...field}
                  label={texts.record}
                  placeholder={texts.recordHint}
                  description={texts.recordText}
                  error={errorText(fieldState.error?.message)}
                />
              )}
            />
          </div>
        </Disclosure>
        <div className="flex flex-wrap gap-2 *:flex-1">
          <Button type="submit" icon={Search}>
            {texts.search}
          </Button>
          {isFiltered && (
            <Button tone="soft" onPress={() => onChoice({})}>
              {texts.clear}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  )
}
