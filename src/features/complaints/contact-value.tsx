import { maskContact } from '#shared/domain/masking.ts'
import { useLook } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { MaskedValue } from '#ui/masked-value.tsx'

/** How to reach the complainant; masked until it is asked for (SE7). */
export function ContactValue(props: { complaintId: string; contact: string }) {
  const texts = useMessages().complaints
  const look = useLook()
  const { complaintId, contact } = props
  return (
    <MaskedValue
      label={texts.contact}
      masked={maskContact(contact)}
      value={contact}
      onShow={() => look([{ recordType: 'complaint', recordId: complaintId, field: 'contact' }])}
    />
  )
}
