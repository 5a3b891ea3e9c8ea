import { EyeOff } from 'lucide-react'
import { useState } from 'react'
import { readDigits } from '#shared/recovery/readable-digits.ts'
import { printedCode, type RecoveryCode } from '#shared/recovery/recovery-code.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'

interface CodeStepProps {
  code: RecoveryCode
  nextLabel: string
  busy: boolean
  onWritten(): void
}

/** KE5: one keeper sees the own code, writes it down, and proves it with the end of it. */
export function CodeStep({ code, nextLabel, busy, onWritten }: CodeStepProps) {
  const { recovery: texts } = useAdminMessages()
  const [step, setStep] = useState<'covered' | 'shown' | 'asked'>('covered')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)

  if (step === 'covered') {
    return (
      <div className="grid justify-items-center gap-4 py-4 text-center">
        <span className="grid size-12 place-items-center rounded-full bg-primary-soft text-on-primary-soft">
          <EyeOff size={24} aria-hidden />
        </span>
        <div>
          <p className="text-lg font-semibold">{texts.codeFor(code.keeper)}</p>
          <p className="mt-1 text-ink-3">{texts.codeForText}</p>
        </div>
        <Button full onPress={() => setStep('shown')}>
          {texts.showCode}
        </Button>
      </div>
    )
  }
  if (step === 'shown') {
    return (
      <div className="grid gap-4">
        <p
          data-recovery-code
          className="tnum grid grid-cols-2 gap-x-6 gap-y-2 rounded-md bg-sunken px-4 py-4 text-center font-mono text-xl font-semibold tracking-widest sm:grid-cols-3"
        >
          {printedCode(code)
            .split('-')
            .map((group, index) => (
              <span key={`${index + 1} ${group}`}>{group}</span>
            ))}
        </p>
        <p className="text-ink-2">{texts.codeText}</p>
        <Button full onPress={() => setStep('asked')}>
          {texts.written}
        </Button>
      </div>
    )
  }
  const check = () => {
    const isRight = readDigits(typed)?.join() === readDigits(code.text.slice(-5))?.join()
    setWrong(!isRight)
    if (isRight) onWritten()
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        check()
      }}
    >
      <TextField
        name="last-five"
        label={texts.lastFive}
        description={texts.lastFiveText}
        value={typed}
        onChange={setTyped}
        maxLength={12}
        autoFocus
        error={wrong ? texts.lastFiveWrong : undefined}
      />
      <Button type="submit" full busy={busy}>
        {nextLabel}
      </Button>
      {wrong && (
        <Button full tone="ghost" onPress={() => setStep('shown')}>
          {texts.showCode}
        </Button>
      )}
    </form>
  )
}
