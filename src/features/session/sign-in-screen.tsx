import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { Lock } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Controller, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useWaitLeft } from '#ui/use-wait-left.ts'
import { PasskeyForm } from './passkey-form.tsx'
import { SessionFrame } from './session-frame.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { waitOf, type SessionProblem } from './session-problem.ts'

const SignInForm = z.object({
  staffNo: z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(32, 'too-long')),
  password: z.string().check(z.minLength(1, 'required')),
})
type SignInForm = z.infer<typeof SignInForm>

interface SignInScreenProps {
  /** `online` signs in at the server; `offline` opens the vault of one of several colleagues. */
  kind: 'online' | 'offline'
  onSubmit(form: SignInForm): Promise<SessionProblem | null>
  /** KE3, SE1: left out where there can be no passkey. */
  onPasskey?: (() => Promise<SessionProblem | null>) | undefined
  onBack?: (() => void) | undefined
  backLabel?: string
  below?: ReactNode
}

/** Staff number and password; what was typed stays when something goes wrong. */
export function SignInScreen(props: SignInScreenProps) {
  const { kind, onSubmit, onPasskey, onBack, backLabel, below } = props
  const messages = useFirstMessages()
  const texts = messages.session
  const [problem, setProblem] = useState<SessionProblem | null>(null)
  const left = useWaitLeft(waitOf(problem))
  const { control, handleSubmit, setFocus, formState } = useForm<SignInForm>({
    defaultValues: { staffNo: '', password: '' },
    resolver: standardSchemaResolver(SignInForm),
  })
  const submit = handleSubmit(async (form) => {
    setProblem(null)
    const answer = await onSubmit(form)
    setProblem(answer)
    if (answer !== null) setFocus('password')
  })
  const fieldError = (code: string | undefined) => code && messages.app.fieldErrors[code]
  return (
    <SessionFrame
      {...(kind === 'offline' ? { icon: Lock } : {})}
      title={kind === 'online' ? texts.signInTitle : texts.unlockTitle}
      text={kind === 'online' ? texts.signInText : texts.unlockText}
    >
      <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
        {problem && <ProblemNotice problem={problem} left={left} />}
        <Controller
          control={control}
          name="staffNo"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              label={texts.staffNo}
              required
              autoComplete="username"
              spellCheck={false}
              error={fieldError(fieldState.error?.message) || undefined}
            />
          )}
        />
        <Controller
          control={control}
          name="password"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              type="password"
              label={texts.password}
              required
              autoComplete="current-password"
              error={fieldError(fieldState.error?.message) || undefined}
            />
          )}
        />
        <Button type="submit" full busy={formState.isSubmitting} disabled={left > 0}>
          {formState.isSubmitting ? texts.opening : kind === 'online' ? texts.signIn : texts.unlock}
        </Button>
      </form>
      {onPasskey && (
        <div className="mt-4 border-t border-line pt-4">
          <PasskeyForm
            label={kind === 'online' ? texts.signInByPasskey : texts.unlockByPasskey}
            tone="outline"
            onSubmit={onPasskey}
          />
        </div>
      )}
      {onBack && (
        <div className="mt-4">
          <Button tone="ghost" full onPress={onBack}>
            {backLabel ?? messages.app.back}
          </Button>
        </div>
      )}
      {below}
    </SessionFrame>
  )
}
