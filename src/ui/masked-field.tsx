import { Eye } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { FieldError, fieldLabelClass } from './form-field.tsx'
import { toast } from './toast.tsx'
import { useUiTexts } from './ui-texts.tsx'

interface MaskedFieldProps {
  label: string
  /** The `name` of the field. */
  name: string
  /** What stands there before anybody asks; null: nothing is there to be masked, the field is open. */
  masked: string | null
  error?: string | undefined
  /** Notes the look; false: it must not be shown. */
  onShow: () => Promise<boolean>
  /** The field itself. */
  children: ReactNode
}

/** SE7: a field of a form whose value is masked; who wants to change it is shown it first, which is a look. */
export function MaskedField({ label, name, masked, error, onShow, children }: MaskedFieldProps) {
  const texts = useUiTexts()
  const id = useId()
  const field = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'open' | 'masked' | 'asked-for'>(
    masked === null ? 'open' : 'masked',
  )
  useEffect(() => {
    // Who asked for the field is about to type in it.
    if (state === 'asked-for') field.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [state])
  if (state !== 'masked') return <div ref={field}>{children}</div>
  const show = async () => {
    if (await onShow()) setState('asked-for')
    else toast({ text: texts.notRevealed, tone: 'danger' })
  }
  return (
    <div data-field={name} className="min-w-0">
      <span id={`${id}label`} className={fieldLabelClass}>
        {label}
      </span>
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 rounded-md border border-dashed border-line-strong py-0.5 pr-1 pl-3.5">
        <span id={`${id}value`} className="tnum min-w-0 wrap-anywhere text-ink-2">
          <bdi>{masked}</bdi>
        </span>
        <Button
          tone="ghost"
          size="sm"
          icon={Eye}
          aria-label={`${texts.revealToEdit} ${label}`}
          onPress={() => void show()}
        >
          {texts.revealToEdit}
        </Button>
      </div>
      <FieldError id={`${id}error`} text={error} />
    </div>
  )
}
