import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import type { RecoveryListItem } from '#shared/protocol/recovery-message.ts'
import { readRecoveryCode } from '#shared/recovery/recovery-code.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { CodeField } from './code-field.tsx'
import { answerFor, type OpenProblem } from './open-recovery.ts'
import { troubleText, type RecoveryAdminApi } from './recovery-trouble.ts'

const code = z.string().check(
  z.minLength(1, 'required'),
  z.refine((typed) => problemOfCode(typed) !== 'length', { error: 'length', abort: true }),
  z.refine((typed) => problemOfCode(typed) !== 'mistyped', 'mistyped'),
)
const OpenForm = z.object({
  deviceCode: z.string().check(z.minLength(1, 'required')),
  first: code,
  second: code,
})
type OpenForm = z.infer<typeof OpenForm>
/** SR3: the device is wiped; there is nothing to read out. */
const OpenRescueForm = z.object({ deviceCode: z.string(), first: code, second: code })

const empty: OpenForm = { deviceCode: '', first: '', second: '' }

interface OpenSheetProps {
  api: RecoveryAdminApi
  item: RecoveryListItem
  onDone(): void
  onClose(): void
}

/** KE5: two keepers type their codes; the key of the vault is sealed anew to the device that asked, in this page. */
export function OpenSheet({ api, item, onDone, onClose }: OpenSheetProps) {
  const { recovery: texts } = useAdminMessages()
  const isRescue = item.rescued !== null
  const said = isRescue ? texts.rescue : texts
  const [trouble, setTrouble] = useState<string | null>(null)
  const { control, handleSubmit, setError, formState } = useForm<OpenForm>({
    defaultValues: empty,
    resolver: standardSchemaResolver(isRescue ? OpenRescueForm : OpenForm),
  })
  const submit = handleSubmit(async ({ deviceCode, first, second }) => {
    setTrouble(null)
    const codes = [readRecoveryCode(first), readRecoveryCode(second)] as const
    if (!codes[0].ok || !codes[1].ok) return
    const opened = await api.openRecovery(item.id)
    if (!opened.ok) return setTrouble(troubleText(opened.error, texts))
    const answer = await answerFor(opened.value, {
      deviceCode: isRescue ? null : deviceCode,
      codes: [codes[0].value, codes[1].value],
    })
    if (!answer.ok) return setError(fieldOf(answer.error), { message: answer.error.type })
    const sent = await api.answerRecovery(item.id, { box: answer.value })
    if (!sent.ok) return setTrouble(troubleText(sent.error, texts))
    toast({ text: said.opened(item.name), tone: 'done' })
    onDone()
  })
  const deviceCodeField = {
    name: 'deviceCode',
    label: texts.deviceCode,
    description: texts.deviceCodeHint,
  } as const
  const errorText = (code: string | undefined) =>
    code === undefined ? undefined : texts.problem[code as keyof typeof texts.problem]
  const fields = [
    ...(isRescue ? [] : [deviceCodeField]),
    { name: 'first', label: texts.firstCode, secret: true },
    { name: 'second', label: texts.secondCode, secret: true },
  ] as const
  return (
    <Sheet
      open
      onClose={onClose}
      dismissable={false}
      title={said.openTitle(item.name)}
      description={said.openText}
    >
      <SheetForm onSubmit={submit}>
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        {fields.map((shown) => (
          <Controller
            key={shown.name}
            control={control}
            name={shown.name}
            render={({ field, fieldState }) => (
              <CodeField {...shown} {...field} error={errorText(fieldState.error?.message)} />
            )}
          />
        ))}
        <Button type="submit" full busy={formState.isSubmitting}>
          {texts.open}
        </Button>
      </SheetForm>
    </Sheet>
  )
}

function problemOfCode(typed: string): 'length' | 'mistyped' | null {
  const read = readRecoveryCode(typed)
  return read.ok ? null : read.error.type
}

function fieldOf({ type }: OpenProblem): keyof OpenForm {
  if (type === 'wrong-fingerprint') return 'deviceCode'
  return type === 'same-keeper' ? 'second' : 'first'
}
