import { CircleAlert, CloudOff, Info, TriangleAlert, X, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useUiTexts } from './ui-texts.tsx'

export type BannerTone = 'offline' | 'warning' | 'danger' | 'info'

export interface BannerProps {
  tone: BannerTone
  children: ReactNode
  action?: { label: string; onPress: () => void } | undefined
  onDismiss?: (() => void) | undefined
  /** `bar` across the top of the page, `card` within it. */
  shape?: 'bar' | 'card' | undefined
  icon?: LucideIcon | undefined
}

/** A lasting state of things, above the content it concerns; announced politely. */
export function Banner(props: BannerProps) {
  const texts = useUiTexts()
  const Icon = props.icon ?? icons[props.tone]
  return (
    <output
      className={`flex flex-wrap items-center gap-x-2.5 text-sm ${toneClass[props.tone]} ${props.shape === 'card' ? 'rounded-md px-4 py-1' : 'px-4 md:px-6'}`}
    >
      <Icon size={18} className="shrink-0" aria-hidden />
      <span className="tnum min-w-0 flex-1 basis-40 py-2 wrap-anywhere">{props.children}</span>
      {(props.action || props.onDismiss) && (
        <span className="-mr-2 ml-auto flex shrink-0 items-center">
          {props.action && (
            <button type="button" onClick={props.action.onPress} className={actionClass}>
              {props.action.label}
            </button>
          )}
          {props.onDismiss && (
            <button
              type="button"
              aria-label={texts.close}
              title={texts.close}
              onClick={props.onDismiss}
              className="grid size-11 cursor-pointer place-items-center rounded-sm md:size-9"
            >
              <X size={18} aria-hidden />
            </button>
          )}
        </span>
      )}
    </output>
  )
}

const actionClass =
  'min-h-11 cursor-pointer rounded-sm px-2 font-semibold underline decoration-1 underline-offset-4 hover:decoration-2 md:min-h-9'

const icons: Record<BannerTone, LucideIcon> = {
  offline: CloudOff,
  warning: TriangleAlert,
  danger: CircleAlert,
  info: Info,
}

const toneClass: Record<BannerTone, string> = {
  offline: 'bg-warn-soft text-on-warn-soft',
  warning: 'bg-warn-soft text-on-warn-soft',
  danger: 'bg-danger-soft text-on-danger-soft',
  info: 'bg-primary-soft text-on-primary-soft',
}
