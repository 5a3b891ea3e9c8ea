import { Controller } from 'react-hook-form'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useClock, useNewId, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { appendEvent, closingEvent, type NewEvent } from './commands.ts'
import {
  CloseDraft,
  CloseForm,
  emptyClose,
  emptyRemark,
  noticeWays,
  RemarkDraft,
  RemarkForm,
  WithdrawForm,
} from './event-forms.ts'
import { SheetForm } from './sheet-form.tsx'
import { useErrorText } from './use-error-text.ts'

interface EventSheetProps {
  complaintId: string
  onClose(): void
}

/** 记录进展, or after the end 补充说明: one text, appended. */
export function RemarkSheet({
  complaintId,
  kind,
  onClose,
}: EventSheetProps & { kind: 'progress' | 'note' }) {
  const texts = useMessages().complaints
  const append = useAppend(complaintId)
  const errorText = useErrorText()
  const progress = kind === 'progress'
  const label = progress ? texts.progressLabel : texts.noteLabel
  return (
    <SheetForm
      title={texts.step[kind]}
      draftKey={`complaint-${kind}:${complaintId}`}
      draftSchema={RemarkDraft}
      schema={RemarkForm}
      start={emptyRemark}
      labels={{ text: label }}
      submitLabel={texts.saveEvent}
      savedText={progress ? texts.progressSaved : texts.noteSaved}
      changes={({ text }) => append({ kind, text })}
      onClose={onClose}
    >
      {(control) => (
        <Controller
          control={control}
          name="text"
          render={({ field, fieldState }) => (
            <TextArea
              {...field}
              label={label}
              description={progress ? texts.progressHint : texts.noteHint}
              rows={5}
              max={textLimits.paragraph}
              required
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
      )}
    </SheetForm>
  )
}

/** 答复办结: the reply, its reasons, how it was told, and that the further remedies were named. */
export function CloseSheet({ complaintId, onClose }: EventSheetProps) {
  const { complaints: texts, domain } = useMessages()
  const append = useAppend(complaintId)
  const errorText = useErrorText()
  return (
    <SheetForm
      title={texts.step.close}
      description={texts.closeText}
      draftKey={`complaint-close:${complaintId}`}
      draftSchema={CloseDraft}
      schema={CloseForm}
      start={emptyClose}
      labels={{
        reply: texts.reply,
        basis: texts.basis,
        noticeHow: texts.noticeHow,
        remediesTold: texts.remediesLabel,
      }}
      submitLabel={texts.closeSubmit}
      savedText={texts.closedSaved}
      changes={(form) => append(closingEvent(form))}
      onClose={onClose}
    >
      {(control) => (
        <>
          <Controller
            control={control}
            name="reply"
            render={({ field, fieldState }) => (
              <TextArea
                {...field}
                label={texts.reply}
                placeholder={texts.replyHint}
                rows={4}
                max={textLimits.paragraph}
                required
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
          <Controller
            control={control}
            name="basis"
            render={({ field, fieldState }) => (
              <TextArea
                {...field}
                label={texts.basis}
                placeholder={texts.basisHint}
                rows={2}
                max={textLimits.paragraph}
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
          <Controller
            control={control}
            name="noticeHow"
            render={({ field, fieldState }) => (
              <ChoiceChips
                {...field}
                label={texts.noticeHow}
                required
                options={noticeWays.map((value) => ({ value, label: domain.noticeHow[value] }))}
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
          <Controller
            control={control}
            name="remediesTold"
            render={({ field, fieldState }) => (
              <Checkbox
                {...field}
                label={texts.remediesTold}
                required
                error={errorText(fieldState.error?.message)}
              />
            )}
          />
        </>
      )}
    </SheetForm>
  )
}

/** 客户撤回: ends the complaint on the day it is received. */
export function WithdrawSheet({ complaintId, onClose }: EventSheetProps) {
  const texts = useMessages().complaints
  const append = useAppend(complaintId)
  const errorText = useErrorText()
  return (
    <SheetForm
      title={texts.step.withdraw}
      description={texts.withdrawHint}
      draftKey={`complaint-withdraw:${complaintId}`}
      draftSchema={RemarkDraft}
      schema={WithdrawForm}
      start={emptyRemark}
      labels={{ text: texts.withdrawText }}
      submitLabel={texts.withdrawSubmit}
      savedText={texts.withdrawn}
      changes={({ text }) => append({ kind: 'withdrawn', ...(text === '' ? {} : { text }) })}
      onClose={onClose}
    >
      {(control) => (
        <Controller
          control={control}
          name="text"
          render={({ field, fieldState }) => (
            <TextArea
              {...field}
              label={texts.withdrawText}
              rows={3}
              max={textLimits.paragraph}
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
      )}
    </SheetForm>
  )
}

function useAppend(complaintId: string) {
  const newId = useNewId()
  const now = useClock()
  const { staffId } = useSession()
  return (event: NewEvent) => [appendEvent(complaintId, event, { newId, now: now(), staffId })]
}
