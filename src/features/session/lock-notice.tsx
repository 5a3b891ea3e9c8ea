import { useEffect, useRef, useState } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'

/** Heard once more when so little is left (s); every second would be chatter. */
const lastWords = 10

interface LockNoticeProps {
  /** Whole seconds until the lock. */
  seconds: number
  onGoOn(): void
  onLock(): void
}

/** KE6: a lock that comes by itself says so before. */
export function LockNotice({ seconds, onGoOn, onLock }: LockNoticeProps) {
  const texts = useFirstMessages().session
  const [atFirst] = useState(seconds)
  const goOn = useRef<HTMLButtonElement>(null)
  useEffect(() => goOn.current?.focus(), [])
  return (
    <Sheet
      open
      onClose={onGoOn}
      title={texts.lockSoonTitle}
      role="alertdialog"
      size="sm"
      footer={
        <>
          <Button tone="soft" onPress={onLock}>
            {texts.lockNow}
          </Button>
          <Button ref={goOn} onPress={onGoOn}>
            {texts.keepUsing}
          </Button>
        </>
      }
    >
      <p className="tnum text-2xl font-semibold" aria-hidden>
        {texts.lockSoonSeconds(seconds)}
      </p>
      <p className="mt-1 text-ink-2">
        <span className="sr-only">{texts.lockSoonSeconds(atFirst)} </span>
        {texts.lockSoonText}
      </p>
      <output className="sr-only">
        {seconds <= lastWords ? texts.lockSoonSeconds(lastWords) : ''}
      </output>
    </Sheet>
  )
}
