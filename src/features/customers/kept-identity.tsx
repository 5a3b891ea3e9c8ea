import { useEffect, useRef } from 'react'
import { useIdentityMessages } from '#i18n/identity/use-identity-messages.ts'
import { Button } from '#ui/button.tsx'
import { fieldLabelClass } from '#ui/form-field.tsx'

/** “尾号 002X”: what is kept of a number, with the ways to replace and to delete it. */
export function KeptIdentity(props: {
  last4: string
  takesFocus: boolean
  onReplace: () => void
  onRemove: () => void
}) {
  const texts = useIdentityMessages()
  const { last4, takesFocus } = props
  const group = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    // Not one of its buttons: who types the last digit and presses Enter out of habit would open an empty field.
    if (takesFocus) group.current?.focus({ preventScroll: true })
  }, [takesFocus])
  return (
    <div data-field="idHmac" className="min-w-0">
      <span className={fieldLabelClass}>{texts.label}</span>
      <fieldset
        ref={group}
        aria-label={texts.label}
        tabIndex={-1}
        className="flex min-h-12 min-w-0 flex-wrap items-center justify-between gap-x-3 rounded-md border border-line-strong py-0.5 pr-1 pl-3.5"
      >
        <output className="tnum min-w-0">{texts.tail(last4)}</output>
        <span className="flex">
          <Button tone="ghost" size="sm" aria-label={texts.replaceOf} onPress={props.onReplace}>
            {texts.replace}
          </Button>
          <Button tone="ghost" size="sm" aria-label={texts.removeOf} onPress={props.onRemove}>
            {texts.remove}
          </Button>
        </span>
      </fieldset>
      <p className="mt-1.5 text-sm text-ink-3">{texts.notKept}</p>
    </div>
  )
}

/** Says that the number goes with the next save, and takes that back. */
export function RemovedIdentity({ last4, onRestore }: { last4: string; onRestore: () => void }) {
  const texts = useIdentityMessages()
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 text-sm">
      <output className="tnum">{texts.removed(last4)}</output>
      <Button tone="ghost" size="sm" aria-label={texts.restoreOf} onPress={onRestore}>
        {texts.restore}
      </Button>
    </p>
  )
}
