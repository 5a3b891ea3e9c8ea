import { useMemo } from 'react'
import { useDraft, useToday } from '#replica/use-replica.ts'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { complaintDraft, complaintFormSchema, emptyComplaintForm } from './complaint-form.ts'
import { RegistrationForm } from './registration-form.tsx'

export interface ComplaintFormPageProps {
  /** Fills in who complains when the form was opened from a card. */
  customer?: { id: string; name: string } | undefined
  /** `readable`: whether this person may go on reading what was registered. */
  onDone(complaintId: string, readable: boolean): void
  onCancel(): void
}

/** 投诉登记: emotion first, four required fields, the time limit at once. */
export function ComplaintFormPage({ customer, onDone, onCancel }: ComplaintFormPageProps) {
  const today = useToday()
  const schema = useMemo(() => complaintFormSchema(today), [today])
  const draft = useDraft(`complaint-form:${customer?.id ?? 'new'}`, complaintDraft)
  if (!draft.loaded) return <SkeletonRows count={6} />
  return (
    <RegistrationForm
      schema={schema}
      empty={emptyComplaintForm(today, customer)}
      draft={draft}
      onDone={onDone}
      onCancel={onCancel}
    />
  )
}
