import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { recoveryReasonLength, type RecoveryListItem } from '#shared/protocol/recovery-message.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { toast } from '#ui/toast.tsx'
import { troubleText, type RecoveryAdminApi } from './recovery-trouble.ts'

const ReasonForm = z.object({
  reason: z
    .string()
    .check(
      z.trim(),
      z.minLength(recoveryReasonLength.minimum, 'short'),
      z.maxLength(recoveryReasonLength.maximum, 'too-long'),
    ),
})
type ReasonForm = z.infer<typeof ReasonForm>

interface RequestSheetProps {
  api: Pick<RecoveryAdminApi, 'requestRecovery'>
  item: RecoveryListItem
  onDone(): void
  onClose(): void
}

/** KE5: the first administrator stands for a recovery, with a reason that the second one reads. */
export function RequestSheet({ api, item, onDone, onClose }: RequestSheetProps) {
  const { app } = useMessages()
  const { recovery: texts } = useAdminMessages()
  // SR3: there is no device any more.
  const said = item.rescued === null ? texts : texts.rescue
  const [trouble, setTrouble] = useState<string | null>(null)
  const { control, handleSubmit, formState } = useForm<ReasonForm>({
    defaultValues: { reason: '' },
    resolver: standardSchemaResolver(ReasonForm),
  })
  const submit = handleSubmit(async (form) => {
    setTrouble(null)
    const answer = await api.requestRecovery(item.id, form)
    if (!answer.ok) return setTrouble(troubleText(answer.error, texts))
    toast({ text: texts.requested, tone: 'done' })
    onDone()
  })
  const errorText = (code: string | undefined) => {
    if (code === undefined) return undefined
    return code === 'short' ? texts.reasonShort : app.fieldErrors[code]
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={said.requestTitle(item.name)}
      description={said.requestText}
    >
      <SheetForm onSubmit={submit}>
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        <Controller
          control={control}
          name="reason"
          render={({ field, fieldState }) => (
            <TextArea
              {...field}
              label={texts.reason}
              description={said.reasonHint}
              max={recoveryReasonLength.maximum}
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
        <Button type="submit" full busy={formState.isSubmitting}>
          {texts.request}
        </Button>
      </SheetForm>
    </Sheet>
  )
}
