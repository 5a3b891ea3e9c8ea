import type { ReactNode } from 'react'
import { useController, type FieldPathByValue } from 'react-hook-form'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips, MultiChips } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import type { Option } from '#ui/option.ts'
import { Select } from '#ui/select.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField, type TextFieldProps } from '#ui/text-field.tsx'
import type { CustomerFormValues } from './customer-form-values.ts'

type TextName = FieldPathByValue<CustomerFormValues, string>
type ListName = FieldPathByValue<CustomerFormValues, string[]>

interface BoundProps {
  name: TextName
  label: string
  description?: ReactNode
  required?: boolean
}

/** A text field of the customer form; inside its `FormProvider`. */
export function BoundText({
  name,
  ...props
}: BoundProps &
  Pick<TextFieldProps, 'placeholder' | 'autoFocus' | 'type' | 'inputMode' | 'maxLength'>) {
  const { field, error } = useBound(name)
  return <TextField {...field} {...props} error={error} />
}

/** A text area of the customer form. */
export function BoundArea({
  name,
  ...props
}: BoundProps & { rows?: number; placeholder?: string }) {
  const { field, error } = useBound(name)
  return <TextArea {...field} {...props} rows={props.rows ?? 2} error={error} />
}

/** A civil date of the customer form. */
export function BoundDate({ name, ...props }: BoundProps & { max?: string }) {
  const { field, error } = useBound(name)
  return <DateField {...field} {...props} error={error} />
}

/** One of a list of values, or none. */
export function BoundSelect({
  name,
  options,
  optional,
  ...props
}: BoundProps & { options: readonly Option[]; optional?: boolean }) {
  const texts = useMessages().customers
  const { field, error } = useBound(name)
  return (
    <Select
      {...field}
      {...props}
      options={options}
      placeholder={optional ? texts.notChosen : texts.chooseOwner}
      noneLabel={optional ? texts.notChosen : undefined}
      error={error}
    />
  )
}

/** One of a few values, all in sight. */
export function BoundChoice({ name, ...props }: BoundProps & { options: readonly Option[] }) {
  const { field, error } = useBound(name)
  return <ChoiceChips {...field} {...props} error={error} />
}

/** Any of a few values, all in sight. */
export function BoundMulti({
  name,
  ...props
}: Omit<BoundProps, 'name'> & { name: ListName; options: readonly Option[] }) {
  const { field, fieldState } = useController<CustomerFormValues, ListName>({ name })
  const error = useErrorText(fieldState.error?.message)
  return <MultiChips {...field} value={[...field.value]} {...props} error={error} />
}

/** The catalogue's words for an error code of the form. */
export function useErrorText(code: string | undefined): string | undefined {
  const messages = useMessages()
  if (code === undefined) return undefined
  return (
    messages.customers.fieldErrors[code] ??
    messages.app.fieldErrors[code] ??
    messages.app.fieldErrors['invalid']
  )
}

function useBound(name: TextName) {
  const { field, fieldState } = useController<CustomerFormValues, TextName>({ name })
  return { field, error: useErrorText(fieldState.error?.message) }
}

/** Options from the values of a list and their labels. */
export function optionsOf<Value extends string>(
  values: readonly Value[],
  labels: Record<Value, string>,
): Option<Value>[] {
  return values.map((value) => ({ value, label: labels[value] }))
}
