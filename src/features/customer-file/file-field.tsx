import type { ReactNode } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import type { Option } from '#ui/option.ts'
import { Select } from '#ui/select.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { FileValues } from './file-form.ts'

/** A field of a sheet: what it asks, and in which way. */
export interface FieldSpec {
  name: string
  label: string
  kind: 'choice' | 'select' | 'date' | 'text' | 'area'
  options?: readonly Option[]
  required?: boolean
  description?: ReactNode
  placeholder?: string
  /** Longest text. */
  max?: number
  /** Last day. */
  last?: string
  first?: string
  /** Whether it is asked, by what the others say; always without. */
  isAsked?: (values: FileValues) => boolean
}

/** One field of a sheet. */
export function FileField(props: {
  spec: FieldSpec
  value: string
  error: string | undefined
  onChange: (value: string) => void
}) {
  const texts = useMessages().customerFile
  const { name, label, kind, required, description, placeholder, options = [] } = props.spec
  const { value, error, onChange } = props
  const field = { name, label, required, description, value, error, onChange }
  switch (kind) {
    case 'choice':
      return <ChoiceChips {...field} options={options} />
    case 'select':
      return (
        <Select
          {...field}
          options={options}
          placeholder={placeholder ?? texts.notChosen}
          noneLabel={required ? undefined : texts.notChosen}
        />
      )
    case 'date':
      return <DateField {...field} min={props.spec.first} max={props.spec.last} />
    case 'text':
      return <TextField {...field} maxLength={props.spec.max} placeholder={placeholder} />
    case 'area':
      return <TextArea {...field} rows={2} max={props.spec.max} placeholder={placeholder} />
  }
}
