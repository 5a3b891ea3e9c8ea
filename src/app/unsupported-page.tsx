import { PlugZap, RotateCw, ShieldAlert } from 'lucide-react'
import { SessionFrame } from '#features/session/session-frame.tsx'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import type { ProbeProblem } from '#vault/device-probe.ts'
import { reloadWhenClean } from './safe-reload.ts'
import { useAccess } from './use-access.ts'

/** VA5: the verdict on a browser that failed the probe: why, what helps, and that nothing is taken down here. */
export function UnsupportedPage({ problem }: { problem: ProbeProblem['type'] }) {
  const { app, storage } = useFirstMessages()
  const isSilent = problem === 'no-answer'
  return (
    <SessionFrame
      icon={isSilent ? PlugZap : ShieldAlert}
      tone={isSilent ? 'offline' : 'danger'}
      title={isSilent ? storage.silentTitle : storage.unsupportedTitle}
      text={storage.unsupportedWhy(problem)}
    >
      {problem !== 'no-crypto' && (
        <Steps
          title={storage.unsupportedWhatToDo}
          steps={isSilent ? storage.silentSteps : storage.unsupportedSteps}
        />
      )}
      {!isSilent && <p className="mb-5 text-sm text-ink-3">{storage.unsupportedNothing}</p>}
      <Button full tone="outline" onPress={() => location.reload()}>
        {app.retry}
      </Button>
    </SessionFrame>
  )
}

/** CL6: this window made room for a newer app. */
export function SupersededPage() {
  const { app, storage } = useFirstMessages()
  const { access } = useAccess()
  return (
    <SessionFrame icon={RotateCw} title={storage.supersededTitle} text={storage.supersededText}>
      <Button full onPress={() => void reloadWhenClean(access)}>
        {app.reload}
      </Button>
    </SessionFrame>
  )
}

function Steps({ title, steps }: { title: string; steps: readonly string[] }) {
  return (
    <>
      <h2 className="text-md font-semibold">{title}</h2>
      <ol className="mt-2 mb-5 grid list-decimal gap-1.5 pl-5 marker:text-ink-3">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  )
}
