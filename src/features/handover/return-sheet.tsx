import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useId, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { keepableText } from '#shared/domain/keepable-text.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useCommit, useDraft, type DraftHandle } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { toast } from '#ui/toast.tsx'
import { returnHandover } from './handover-commands.ts'
import { useErrorText } from './proposal-fields.tsx'

const ReturnDraft = z.object({ reason: z.string() })
type ReturnForm = z.infer<typeof ReturnDraft>
const ReturnFormSchema = z.object({
  reason: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'required'),
      z.maxLength(textLimits.paragraph, 'too-long'),
      keepableText,
    ),
})

interface ReturnSheetProps {
  handoverId: string
  /** The proposer takes it back; otherwise it is returned to the proposer. */
  takesBack: boolean
  onClose(): void
}

/** Why a hand-over is returned: the proposer reads it. */
export function ReturnSheet(props: ReturnSheetProps) {
  const draft = useDraft(`handover-return:${props.handoverId}`, ReturnDraft)
  return draft.loaded ? <OpenedSheet {...props} draft={draft} /> : null
}

function OpenedSheet(props: ReturnSheetProps & { draft: DraftHandle<ReturnForm> }) {
  const { app, handover: texts } = useMessages()
  const { handoverId, takesBack, onClose, draft } = props
  const commit = useCommit()
  const formId = useId()
  const errorText = useErrorText()
  const [failed, setFailed] = useState(false)
  const { control, handleSubmit, subscribe, formState } = useForm<ReturnForm>({
    defaultValues: draft.value ?? { reason: '' },
    resolver: standardSchemaResolver(ReturnFormSchema),
  })
  const { save } = draft
  useEffect(
    () => subscribe({ formState: { values: true }, callback: ({ values }) => save(values) }),
    [subscribe, save],
  )
  const submit = handleSubmit(async ({ reason }) => {
    const saved = await commit(returnHandover(handoverId, reason))
    setFailed(!saved.ok)
    if (!saved.ok) return
    await draft.remove()
    toast({ text: takesBack ? texts.takenBack : texts.returned, tone: 'done' })
    onClose()
  })
  return (
    <Sheet
      open
      onClose={onClose}
      title={takesBack ? texts.takeBackTitle : texts.returnTitle}
      size="sm"
      footer={
        <>
          <Button tone="soft" onPress={onClose}>
            {app.cancel}
          </Button>
          <Button type="submit" form={formId} busy={formState.isSubmitting}>
            {takesBack ? texts.takeBack : texts.giveBack}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4 pt-1"
        onSubmit={(event) => void submit(event)}
      >
        {failed && <FormTrouble>{texts.refused}</FormTrouble>}
        <Controller
          control={control}
          name="reason"
          render={({ field, fieldState }) => (
            <TextArea
              {...field}
              required
              label={takesBack ? texts.takeBackReason : texts.returnReason}
              rows={3}
              max={textLimits.paragraph}
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
      </form>
    </Sheet>
  )
}
