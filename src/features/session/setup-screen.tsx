import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { passwordLength, type SetupDemoResponse } from '#shared/protocol/session-message.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useWaitLeft } from '#ui/use-wait-left.ts'
import { DemoReady } from './demo-ready.tsx'
import { SessionFrame } from './session-frame.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { problemText, waitOf, type SessionProblem, type TooManyTries } from './session-problem.ts'

const line = (longest: number) =>
  z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(longest, 'too-long'))

const SetupForm = z.object({
  code: line(64),
  branchName: line(textLimits.name),
  name: line(textLimits.name),
  staffNo: line(32),
  password: z
    .string()
    .check(
      z.minLength(passwordLength.minimum, 'short-password'),
      z.maxLength(passwordLength.maximum, 'too-long'),
    ),
})
type SetupForm = z.infer<typeof SetupForm>

interface SetupScreenProps {
  onSetup(form: SetupForm): Promise<SessionProblem | null>
  onDemo(code: string): Promise<{ problem: SessionProblem } | { demo: SetupDemoResponse }>
  onDone(): void
}

/** The first page of an empty server: the first branch and administrator, or the demonstration branch. */
export function SetupScreen({ onSetup, onDemo, onDone }: SetupScreenProps) {
  const texts = useFirstMessages().session
  const [choice, setChoice] = useState<'real' | 'demo'>('real')
  const [demo, setDemo] = useState<SetupDemoResponse | null>(null)
  if (demo !== null) return <DemoReady demo={demo} onDone={onDone} />
  return (
    <SessionFrame title={texts.setupTitle} text={texts.setupText}>
      <div className="grid gap-5">
        <Segmented
          label={texts.setupTitle}
          hideLabel
          value={choice}
          onChange={setChoice}
          options={[
            { value: 'real', label: texts.setupReal },
            { value: 'demo', label: texts.setupDemo },
          ]}
        />
        {choice === 'real' ? (
          <RealBranch onSetup={onSetup} />
        ) : (
          <DemoBranch onDemo={onDemo} onReady={setDemo} />
        )}
      </div>
    </SessionFrame>
  )
}

function RealBranch({ onSetup }: Pick<SetupScreenProps, 'onSetup'>) {
  const messages = useFirstMessages()
  const texts = messages.session
  const [problem, setProblem] = useState<SessionProblem | null>(null)
  const left = useWaitLeft(waitOf(problem))
  const { control, handleSubmit, formState } = useForm<SetupForm>({
    defaultValues: { code: '', branchName: '', name: '', staffNo: '', password: '' },
    resolver: standardSchemaResolver(SetupForm),
  })
  const errorText = (code: string | undefined) => {
    if (code === undefined) return undefined
    return code === 'short-password' ? texts.shortPassword : messages.app.fieldErrors[code]
  }
  const fields = [
    { name: 'code', label: texts.setupCode, description: texts.setupCodeHint, autoComplete: 'off' },
    {
      name: 'branchName',
      label: texts.branchName,
      placeholder: texts.branchNamePlaceholder,
      autoComplete: 'off',
    },
    { name: 'name', label: texts.adminName, autoComplete: 'name' },
    { name: 'staffNo', label: texts.staffNo, autoComplete: 'username' },
    {
      name: 'password',
      label: texts.newPassword,
      description: texts.passwordHint,
      autoComplete: 'new-password',
      type: 'password',
    },
  ] as const
  const submit = handleSubmit(async (form) => setProblem(await onSetup(form)))
  return (
    <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <ErrorSummary
        title={messages.app.gaps(Object.keys(formState.errors).length)}
        attempt={formState.submitCount}
        gaps={fields
          .filter(({ name }) => formState.errors[name])
          .map(({ name, label }) => ({ name, label }))}
      />
      {problem && <ProblemNotice problem={problem} left={left} />}
      {fields.map(({ name, ...rest }) => (
        <Controller
          key={name}
          control={control}
          name={name}
          render={({ field, fieldState }) => (
            <TextField {...field} {...rest} required error={errorText(fieldState.error?.message)} />
          )}
        />
      ))}
      <Button type="submit" full busy={formState.isSubmitting} disabled={left > 0}>
        {texts.create}
      </Button>
    </form>
  )
}

function DemoBranch(
  props: Pick<SetupScreenProps, 'onDemo'> & { onReady(demo: SetupDemoResponse): void },
) {
  const messages = useFirstMessages()
  const texts = messages.session
  const [code, setCode] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [wait, setWait] = useState<TooManyTries | null>(null)
  const left = useWaitLeft(wait)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (code.trim() === '') {
      setError(messages.app.fieldErrors['required'] ?? '')
      return
    }
    setBusy(true)
    setError(null)
    setWait(null)
    try {
      const answer = await props.onDemo(code.trim())
      if ('demo' in answer) props.onReady(answer.demo)
      else if (answer.problem.type === 'too-many-tries') setWait(answer.problem)
      else setError(problemText(answer.problem, texts))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <p className="text-ink-2">{texts.setupDemoText}</p>
      {wait && <ProblemNotice problem={wait} left={left} />}
      <TextField
        name="code"
        label={texts.setupCode}
        description={texts.setupCodeHint}
        value={code}
        onChange={setCode}
        autoComplete="off"
        required
        error={error ?? undefined}
      />
      <Button type="submit" full busy={busy} disabled={left > 0}>
        {busy ? texts.loadingDemo : texts.loadDemo}
      </Button>
    </form>
  )
}
