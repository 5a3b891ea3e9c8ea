import type { ReactNode } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useDraft, useIsLoaded, useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { DateFormBody } from './date-form-body.tsx'
import { DateDraft, dateFormOf, emptyDateForm } from './date-form.ts'

export interface DateFormSheetProps {
  customerId: string
  /** An existing date; a new one without. */
  dateId?: string | undefined
  /** Below the fields of an existing date: the way to its history. */
  footnote?: ReactNode
  onClose: () => void
}

/** Add or edit an important date of a customer, over the customer's page. */
export function DateFormSheet(props: DateFormSheetProps) {
  const texts = useMessages().dates
  const record = useRecord('important-date', props.dateId)
  const loaded = useIsLoaded()
  const isMissing = props.dateId !== undefined && record === undefined
  // Right after unlocking, what the address names may still be on its way from the disk.
  if (isMissing && !loaded) return <Opening title={texts.editDate} onClose={props.onClose} />
  if (isMissing) {
    return (
      <Sheet open onClose={props.onClose} title={texts.editDate} size="sm">
        <EmptyState title={texts.notFound} />
      </Sheet>
    )
  }
  return <OpenedForm key={props.dateId ?? 'new'} {...props} record={record} />
}

function OpenedForm(props: {
  customerId: string
  record: RecordOf<'important-date'> | undefined
  footnote?: ReactNode
  onClose: () => void
}) {
  const texts = useMessages().dates
  const { record, customerId } = props
  const draft = useDraft(record ? `date:${record.id}` : `new-date:${customerId}`, DateDraft)
  if (!draft.loaded) {
    return <Opening title={record ? texts.editDate : texts.newDate} onClose={props.onClose} />
  }
  return (
    <DateFormBody
      {...props}
      draft={draft}
      initial={record ? dateFormOf(record.data) : emptyDateForm}
    />
  )
}

function Opening({ title, onClose }: { title: string; onClose: () => void }) {
  return (
    <Sheet open onClose={onClose} title={title}>
      <SkeletonRows count={3} />
    </Sheet>
  )
}
