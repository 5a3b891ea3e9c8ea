import { useState } from 'react'
import { maskContact } from '#shared/domain/masking.ts'
import { useLook } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import type { FieldProps } from '#ui/form-field.tsx'
import { MaskedField } from '#ui/masked-field.tsx'
import { TextField } from '#ui/text-field.tsx'

/** How to reach the complainant: open while a complaint is registered, masked until it is asked for after that (SE7). */
export function ContactField({
  complaintId,
  ...field
}: Omit<FieldProps<string>, 'label'> & { complaintId: string | null }) {
  const texts = useMessages().complaints
  const look = useLook()
  const { value, error } = field
  const [masked] = useState(() => (complaintId === null || !value ? null : maskContact(value)))
  const open = (
    <TextField {...field} label={texts.contact} placeholder={texts.contactHint} required />
  )
  if (complaintId === null) return open
  return (
    <MaskedField
      label={texts.contact}
      name="contact"
      masked={masked}
      error={error}
      onShow={() => look([{ recordType: 'complaint', recordId: complaintId, field: 'contact' }])}
    >
      {open}
    </MaskedField>
  )
}
