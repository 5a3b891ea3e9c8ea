import type { SetupDemoResponse } from '#shared/protocol/session-message.ts'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { SessionFrame } from './session-frame.tsx'

/** The sign-ins of the demonstration branch, shown once after it was generated. */
export function DemoReady({ demo, onDone }: { demo: SetupDemoResponse; onDone(): void }) {
  const messages = useFirstMessages()
  return (
    <SessionFrame title={messages.session.demoReadyTitle} text={messages.session.demoReadyText}>
      <p className="tnum rounded-md bg-sunken px-4 py-3 text-md font-semibold select-all">
        {demo.password}
      </p>
      <ul className="my-4 divide-y divide-line">
        {demo.signIns.map((signIn) => (
          <li key={signIn.staffNo} className="flex items-center gap-3 py-2.5">
            <span className="tnum w-20 font-medium select-all">{signIn.staffNo}</span>
            <span className="min-w-0 flex-1 truncate">{signIn.name}</span>
            <span className="text-sm text-ink-3">{messages.roleNames[signIn.role]}</span>
          </li>
        ))}
      </ul>
      <Button full onPress={onDone}>
        {messages.session.signIn}
      </Button>
    </SessionFrame>
  )
}
