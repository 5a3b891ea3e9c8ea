import { useMemo, useState } from 'react'
import type { StaffListItem } from '#shared/protocol/session-message.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { ComboField } from '#ui/combo-field.tsx'
import type { FieldProps } from '#ui/form-field.tsx'

/** So many are offered at once; who is not among them is found by typing on. */
const mostOffered = 40

interface PersonFieldProps extends FieldProps<string> {
  people: readonly StaffListItem[]
}

/** One colleague of the organisation, found by name or staff number; those who left among them. */
export function PersonField({ people, value, onChange, ...field }: PersonFieldProps) {
  const { roleNames, settings } = useMessages()
  const texts = useAdminMessages().audit
  const chosen = people.find(({ id }) => id === value)
  const [typed, setTyped] = useState<string | null>(null)
  const query = typed ?? (chosen === undefined ? '' : chosen.name)
  const options = useMemo(() => {
    const text = typed?.trim().toLowerCase() ?? ''
    return people
      .filter(({ name, staffNo }) => name.toLowerCase().includes(text) || staffNo.startsWith(text))
      .slice(0, mostOffered)
      .map(({ id, name, staffNo, role, active }) => ({
        value: id,
        label: name,
        description: [staffNo, roleNames[role], active ? '' : settings.ended]
          .filter(Boolean)
          .join(' · '),
      }))
  }, [people, typed, roleNames, settings])
  return (
    <ComboField
      {...field}
      value={value}
      placeholder={texts.anyone}
      emptyText={settings.nobodyFound}
      options={options}
      query={query}
      onQuery={(text) => {
        setTyped(text)
        if (text === '') onChange('')
      }}
      onChange={(id) => {
        if (id === '') return
        onChange(id)
        setTyped(null)
      }}
    />
  )
}
