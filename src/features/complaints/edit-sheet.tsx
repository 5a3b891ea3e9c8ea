import { useMemo, useState } from 'react'
import type { Control } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { editComplaint } from './commands.ts'
import { ClassificationFields, MatterFields, PersonFields } from './complaint-form-fields.tsx'
import {
  complaintFormOf,
  correctionDraft,
  correctionFormSchema,
  type ComplaintForm,
  type CorrectionForm,
} from './complaint-form.ts'
import { complaintFieldLabels } from './field-labels.ts'
import { SheetForm } from './sheet-form.tsx'

/** Corrects what was registered; receipt, colleague concerned and sensitive flags stay. */
export function EditSheet({
  complaint,
  onClose,
}: {
  complaint: RecordOf<'complaint'>
  onClose(): void
}) {
  const texts = useMessages().complaints
  const today = useToday()
  const schema = useMemo(() => correctionFormSchema(today), [today])
  const [start] = useState((): CorrectionForm => {
    const before = complaintFormOf(complaint.data)
    return { ...before, before }
  })
  return (
    <SheetForm
      title={texts.edit}
      description={texts.editHint}
      size="lg"
      draftKey={`complaint-edit:${complaint.id}`}
      draftSchema={correctionDraft}
      schema={schema}
      start={start}
      labels={complaintFieldLabels(texts)}
      submitLabel={texts.saveEdit}
      savedText={texts.editSaved}
      changes={({ before, ...after }) => editComplaint(complaint.id, before, after)}
      onClose={onClose}
    >
      {(control) => {
        // The correction has every field of the registration.
        const registration = control as unknown as Control<ComplaintForm>
        return (
          <>
            <PersonFields control={registration} complaintId={complaint.id} />
            <MatterFields control={registration} />
            <ClassificationFields control={registration} />
          </>
        )
      }}
    </SheetForm>
  )
}
