import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { AriaAttributes, ReactNode, Ref } from 'react'
import { useUiTexts } from './ui-texts.tsx'

export type ButtonTone = 'primary' | 'soft' | 'outline' | 'ghost' | 'danger'

export interface ButtonProps extends AriaAttributes {
  children: ReactNode
  tone?: ButtonTone | undefined
  size?: 'md' | 'sm' | undefined
  icon?: LucideIcon | undefined
  iconEnd?: LucideIcon | undefined
  full?: boolean | undefined
  /** Work is under way: shows a wheel, keeps its width and its focus, and ignores presses. */
  busy?: boolean | undefined
  disabled?: boolean | undefined
  type?: 'button' | 'submit' | undefined
  /** The id of the form to submit, for a button outside of it. */
  form?: string | undefined
  onPress?: (() => void) | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

/** A native button. One primary per screen: it is the next step. */
export function Button(props: ButtonProps) {
  const { children, tone, size, icon, iconEnd, full, busy, disabled, type, onPress, ...rest } =
    props
  const texts = useUiTexts()
  const iconSize = size === 'sm' ? 16 : 20
  const Icon = icon
  const IconEnd = iconEnd
  return (
    <button
      {...rest}
      // A busy submit button must not send the form a second time.
      type={busy ? 'button' : (type ?? 'button')}
      disabled={disabled}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onPress}
      className={buttonClass({ tone, size, full })}
    >
      {busy ? (
        <>
          <LoaderCircle size={iconSize} className="shrink-0 animate-spin" aria-hidden />
          <span className="sr-only">{texts.loading}</span>
        </>
      ) : (
        Icon && <Icon size={iconSize} className="shrink-0" aria-hidden />
      )}
      <span className="min-w-0 wrap-anywhere">{children}</span>
      {IconEnd && <IconEnd size={iconSize} className="-mr-1 shrink-0" aria-hidden />}
    </button>
  )
}

/** The same look for a router link. */
export function buttonClass(look: {
  tone?: ButtonTone | undefined
  size?: 'md' | 'sm' | undefined
  full?: boolean | undefined
}): string {
  return [
    'inline-flex max-w-full cursor-pointer items-center justify-center rounded-md text-center font-semibold no-underline select-none',
    'transition-[background-color,border-color,color,scale] duration-150 active:scale-[.98] motion-reduce:active:scale-100',
    'disabled:cursor-not-allowed disabled:active:scale-100',
    look.size === 'sm'
      ? 'min-h-11 gap-1.5 px-3 py-1.5 text-sm md:min-h-9'
      : 'min-h-12 gap-2 px-5 py-2 text-base md:min-h-11',
    look.full ? 'w-full' : '',
    toneClass[look.tone ?? 'primary'],
  ].join(' ')
}

const quietDisabled = 'disabled:text-ink-3 disabled:hover:bg-transparent'
const filledDisabled = 'disabled:border-transparent disabled:bg-sunken disabled:text-ink-3'
const toneClass: Record<ButtonTone, string> = {
  primary: `bg-primary text-on-primary hover:bg-primary-hover ${filledDisabled}`,
  soft: `bg-sunken text-ink hover:bg-line ${filledDisabled}`,
  outline: `border border-line-strong bg-surface text-ink hover:bg-sunken ${filledDisabled}`,
  ghost: `text-primary hover:bg-primary-soft hover:text-on-primary-soft ${quietDisabled}`,
  danger: `bg-danger text-on-danger hover:bg-danger-hover ${filledDisabled}`,
}
