import { useAll } from '#replica/use-replica.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import type { FieldProps } from '#ui/form-field.tsx'
import { Select } from '#ui/select.tsx'

interface BranchSelectProps extends Omit<FieldProps<string, HTMLButtonElement>, 'label'> {
  /** Adds the choice of all branches, which gives `''`. */
  all?: boolean
  /** One that is no choice. */
  except?: string
}

/** One of the branches, in the order of their names. */
export function BranchSelect({ all = false, except, ...field }: BranchSelectProps) {
  const texts = useAdminMessages().branches
  const options = useAll('branch')
    .filter(({ id }) => id !== except)
    .map(({ id, data }) => ({ value: id, label: data.name }))
    .toSorted((one, other) => one.label.localeCompare(other.label, 'zh-CN'))
  return (
    <Select
      {...field}
      label={texts.one}
      placeholder={all ? texts.all : texts.choose}
      {...(all && { noneLabel: texts.all })}
      options={options}
    />
  )
}
