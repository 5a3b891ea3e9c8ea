import type { LucideIcon } from 'lucide-react'
import type { AriaAttributes, Ref } from 'react'

export interface IconButtonProps extends Omit<AriaAttributes, 'aria-label' | 'aria-pressed'> {
  /** The name for screen readers and the tooltip. */
  label: string
  icon: LucideIcon
  onPress?: (() => void) | undefined
  tone?: 'plain' | 'danger' | undefined
  /** For a toggle. */
  pressed?: boolean | undefined
  disabled?: boolean | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

/** 44 × 44 px at every width: the smallest target a thumb hits without looking. */
export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, onPress, tone, pressed, ...rest } = props
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onPress}
      className={`${iconButtonClass} ${tone === 'danger' ? 'hover:bg-danger-soft hover:text-on-danger-soft' : ''}`}
    >
      <Icon size={22} strokeWidth={1.9} aria-hidden />
    </button>
  )
}

/** The same look for a router link. */
export const iconButtonClass =
  'grid size-11 shrink-0 cursor-pointer place-items-center rounded-full text-ink-2 transition-colors duration-150 hover:bg-sunken hover:text-ink aria-pressed:bg-primary-soft aria-pressed:text-on-primary-soft disabled:cursor-not-allowed disabled:text-line-strong disabled:hover:bg-transparent'
