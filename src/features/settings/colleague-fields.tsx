import type { ComponentProps } from 'react'
import * as z from 'zod/mini'
import { type Role, roles } from '#shared/domain/role.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { TextField } from '#ui/text-field.tsx'

/** What a colleague may be called. */
export const ColleagueName = z
  .string()
  .check(z.trim(), z.minLength(1, 'required'), z.maxLength(textLimits.name, 'too-long'))

/** Name of a colleague; the rest comes from the form. */
export function NameField(props: Omit<ComponentProps<typeof TextField>, 'label'>) {
  const { name } = useMessages().settings
  return <TextField {...props} label={name} required autoComplete="off" />
}

/** Role of a colleague; the rest comes from the form. */
export function RoleField(
  props: Omit<ComponentProps<typeof ChoiceChips<Role>>, 'label' | 'options'>,
) {
  const { roleNames, settings } = useMessages()
  const options = roles.map((role) => ({ value: role, label: roleNames[role] }))
  return <ChoiceChips<Role> {...props} label={settings.role} options={options} />
}
