import { Plus, Trash2 } from 'lucide-react'
import { useController, useFieldArray, useWatch } from 'react-hook-form'
import { maskContactPoint } from '#shared/domain/masking.ts'
import { isMobile, parsePhone } from '#shared/domain/phone-number.ts'
import { contactPointKinds } from '#shared/domain/profile.ts'
import { useNewId, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { BoundDate, BoundSelect, BoundText, optionsOf, useErrorText } from './bound-fields.tsx'
import { MaskedFormField } from './masked-form-field.tsx'
import {
  emptyContactPoint,
  type ContactPointValues,
  type CustomerFormValues,
} from './customer-form-values.ts'

/** Any number of ways to reach the customer; an empty row is simply not saved. */
export function ContactPointsField({ customerId }: { customerId: string | null }) {
  const texts = useMessages().profile
  const newId = useNewId()
  const today = useToday()
  const { fields, append, remove } = useFieldArray<CustomerFormValues, 'contactPoints'>({
    name: 'contactPoints',
  })
  return (
    <div className="grid gap-4">
      {fields.map((row, index) => (
        <fieldset key={row.id} className="min-w-0 rounded-md border border-line p-3 md:p-4">
          <legend className="sr-only">{texts.contactPoint(index + 1)}</legend>
          <div className="grid gap-4 md:grid-cols-[9rem_1fr]">
            <KindField index={index} />
            <ValueField index={index} customerId={customerId} />
            <div className="grid gap-4 md:col-span-2 md:grid-cols-2">
              <BoundText
                name={`contactPoints.${index}.label`}
                label={texts.contactLabel}
                placeholder={texts.contactLabelHint}
              />
              {customerId !== null && (
                <BoundDate
                  name={`contactPoints.${index}.verifiedOn`}
                  label={texts.verifiedOnLabel}
                  max={today}
                />
              )}
            </div>
          </div>
          <div className="mt-1 flex flex-wrap items-center gap-x-6">
            <Flag index={index} flag="primary" label={texts.makePrimary} />
            <Flag index={index} flag="invalid" label={texts.invalid} />
            <span className="ml-auto">
              <IconButton
                label={texts.removeContactPoint(index + 1)}
                icon={Trash2}
                tone="danger"
                onPress={() => remove(index)}
              />
            </span>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          tone="outline"
          size="sm"
          icon={Plus}
          onPress={() => append(emptyContactPoint(newId()), { shouldFocus: true })}
        >
          {texts.addContactPoint}
        </Button>
      </div>
    </div>
  )
}

function KindField({ index }: { index: number }) {
  const messages = useMessages()
  return (
    <BoundSelect
      name={`contactPoints.${index}.kind`}
      label={messages.profile.kind}
      options={optionsOf(contactPointKinds, messages.domain.contactPoint)}
    />
  )
}

function ValueField({ index, customerId }: { index: number; customerId: string | null }) {
  const texts = useMessages().profile
  const kind = useWatch<CustomerFormValues, `contactPoints.${number}.kind`>({
    name: `contactPoints.${index}.kind`,
  })
  const { field, fieldState } = useController<CustomerFormValues, `contactPoints.${number}.value`>({
    name: `contactPoints.${index}.value`,
  })
  const pointId = useWatch<CustomerFormValues, `contactPoints.${number}.pointId`>({
    name: `contactPoints.${index}.pointId`,
  })
  const error = useErrorText(fieldState.error?.message)
  const isPhone = kind === 'mobile' || kind === 'tel'
  const hint = phoneHint(kind, field.value)
  return (
    <MaskedFormField
      customerId={customerId}
      label={texts.value[kind]}
      name={field.name}
      path={`contactPoints.${pointId}`}
      masked={field.value === '' ? null : maskContactPoint({ kind, value: field.value })}
      error={error}
    >
      <TextField
        {...field}
        label={texts.value[kind]}
        type={isPhone ? 'tel' : kind === 'email' ? 'email' : 'text'}
        description={
          hint?.type === 'tidied'
            ? texts.tidied(hint.value)
            : hint === null
              ? undefined
              : texts.notMobile
        }
        onBlur={() => {
          if (hint?.type === 'tidied') field.onChange(hint.value)
          field.onBlur()
        }}
        error={error}
      />
    </MaskedFormField>
  )
}

/** What the field says of a number that can be saved: how it will be kept, or that it looks unusual. */
function phoneHint(
  kind: ContactPointValues['kind'],
  typed: string,
): { type: 'tidied'; value: string } | { type: 'not-mobile' } | null {
  if (kind !== 'mobile' && kind !== 'tel') return null
  const parsed = parsePhone(typed)
  if (!parsed.ok) return null
  const { value } = parsed.value
  if (kind === 'mobile' && value.length >= 7 && !isMobile(value) && !value.startsWith('+')) {
    return { type: 'not-mobile' }
  }
  return value === typed ? null : { type: 'tidied', value }
}

function Flag(props: { index: number; flag: 'primary' | 'invalid'; label: string }) {
  const { field } = useController<
    CustomerFormValues,
    `contactPoints.${number}.primary` | `contactPoints.${number}.invalid`
  >({ name: `contactPoints.${props.index}.${props.flag}` })
  return <Checkbox {...field} label={props.label} />
}
