import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { passwordLength } from '#shared/protocol/session-message.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'
import { useWaitLeft, type Wait } from '#ui/use-wait-left.ts'
import { WaitNotice } from '#ui/wait-notice.tsx'

const PasswordForm = z.object({
  current: z.string().check(z.minLength(1, 'required')),
  next: z
    .string()
    .check(
      z.minLength(passwordLength.minimum, 'short'),
      z.maxLength(passwordLength.maximum, 'too-long'),
    ),
})
type PasswordForm = z.infer<typeof PasswordForm>

/** Changes the password at the server and re-wraps the key of this device; null when both are done. */
export type ChangePassword = (current: string, next: string) => Promise<null | ChangeProblem>

/** Why the password was not changed. */
export type ChangeProblem =
  | 'wrong-current'
  | 'unreachable'
  | 'server-trouble'
  | { type: 'too-many-tries'; seconds: number }

/** The password opens the server and this device, so both change together. */
export function ChangePasswordSheet({
  onChange,
  onClose,
}: {
  onChange: ChangePassword
  onClose(): void
}) {
  const messages = useMessages()
  const texts = messages.settings
  const [trouble, setTrouble] = useState<string | null>(null)
  const [wait, setWait] = useState<Wait | null>(null)
  const left = useWaitLeft(wait)
  const { control, handleSubmit, setError, formState } = useForm<PasswordForm>({
    defaultValues: { current: '', next: '' },
    resolver: standardSchemaResolver(PasswordForm),
  })
  const submit = handleSubmit(async ({ current, next }) => {
    setTrouble(null)
    setWait(null)
    const problem = await onChange(current, next)
    if (problem === 'wrong-current') setError('current', { message: 'wrong-current' })
    else if (problem === 'unreachable') setTrouble(texts.needsNetwork)
    else if (problem === 'server-trouble') setTrouble(messages.session.serverTrouble)
    else if (problem !== null) setWait(problem)
    else {
      toast({ text: texts.passwordChanged, tone: 'done' })
      onClose()
    }
  })
  const errorText = (code: string | undefined) => {
    if (code === undefined) return undefined
    if (code === 'short') return messages.session.shortPassword
    if (code === 'wrong-current') return texts.wrongCurrent
    return messages.app.fieldErrors[code]
  }
  return (
    <Sheet open onClose={onClose} title={texts.changePassword} size="sm">
      <SheetForm onSubmit={submit}>
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        {wait && (
          <WaitNotice
            seconds={wait.seconds}
            left={left}
            words={messages.session.tooManyTries}
            overWords={messages.session.mayTryAgain}
          />
        )}
        <Controller
          control={control}
          name="current"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              type="password"
              label={texts.currentPassword}
              autoComplete="current-password"
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
        <Controller
          control={control}
          name="next"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              type="password"
              label={texts.nextPassword}
              description={messages.session.passwordHint}
              autoComplete="new-password"
              error={errorText(fieldState.error?.message)}
            />
          )}
        />
        <Button type="submit" full busy={formState.isSubmitting} disabled={left > 0}>
          {texts.changePassword}
        </Button>
      </SheetForm>
    </Sheet>
  )
}
