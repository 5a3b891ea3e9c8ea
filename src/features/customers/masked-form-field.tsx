import { useState, type ReactNode } from 'react'
import { useLook } from '#replica/use-replica.ts'
import { MaskedField } from '#ui/masked-field.tsx'

interface MaskedFormFieldProps {
  /** Null for a new customer: what is typed there is not masked. */
  customerId: string | null
  label: string
  /** The name of the field in the form. */
  name: string
  /** The field of the profile: `field` or `field.key`. */
  path: string
  /** The mask of what the form opened with; null when it opened empty. */
  masked: string | null
  error?: string | undefined
  children: ReactNode
}

/** SE7: a field of a known profile is masked until somebody wants to change it. */
export function MaskedFormField(props: MaskedFormFieldProps) {
  const { customerId, path, masked, children, ...field } = props
  const look = useLook()
  const [maskedAtFirst] = useState(masked)
  if (customerId === null) return children
  return (
    <MaskedField
      {...field}
      masked={maskedAtFirst}
      onShow={() => look([{ recordType: 'profile', recordId: customerId, field: path }])}
    >
      {children}
    </MaskedField>
  )
}
