import { type Control, Controller, type FieldValues, type Path } from 'react-hook-form'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { TextField, type TextFieldProps } from '#ui/text-field.tsx'
import { EffectiveFromField } from './publish-sheet.tsx'

interface Bound<Form extends FieldValues, Entered> {
  // oxlint-disable-next-line typescript/no-explicit-any -- the context of a form is nobody's here, as in the library's own types
  control: Control<Form, any, Entered>
  name: Path<Form>
  errorText: (code: string | undefined) => string | undefined
}

/** From which day on a version of the rules holds. */
export function EffectiveFrom<Form extends FieldValues, Entered>(
  props: Bound<Form, Entered> & { today: CivilDate },
) {
  return (
    <Controller
      control={props.control}
      name={props.name}
      render={({ field, fieldState }) => (
        <EffectiveFromField
          {...field}
          min={props.today}
          error={props.errorText(fieldState.error?.message)}
        />
      )}
    />
  )
}

/** One number of the rules, as it is typed. */
export function RuleNumber<Form extends FieldValues, Entered>({
  control,
  name,
  errorText,
  ...look
}: Bound<Form, Entered> &
  Pick<TextFieldProps, 'label' | 'suffix' | 'description' | 'placeholder' | 'inputMode'>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <TextField
          {...field}
          inputMode="numeric"
          {...look}
          required
          error={errorText(fieldState.error?.message)}
        />
      )}
    />
  )
}
