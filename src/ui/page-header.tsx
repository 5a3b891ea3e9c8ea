import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'
import { useUiTexts } from './ui-texts.tsx'

export interface PageHeaderProps {
  title: ReactNode
  subtitle?: ReactNode
  /** A quiet word beside the title: a count, “草稿已存 09:38”. */
  meta?: ReactNode
  actions?: ReactNode
  onBack?: (() => void) | undefined
  /** Before the title: a surname disc. */
  leading?: ReactNode
}

/** The only `h1` of a screen. */
export function PageHeader(props: PageHeaderProps) {
  const texts = useUiTexts()
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-3 pt-4 pb-4 md:pt-6 md:pb-5">
      <div className="flex min-w-0 flex-1 basis-56 items-center gap-1">
        {props.onBack && (
          <span className="-ml-2.5">
            <IconButton label={texts.back} icon={ArrowLeft} onPress={props.onBack} />
          </span>
        )}
        {props.leading && <span className="mr-3 shrink-0">{props.leading}</span>}
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <h1 className="min-w-0 text-xl font-semibold wrap-anywhere md:text-2xl">
              {props.title}
            </h1>
            {props.meta && <span className="tnum text-sm text-ink-3">{props.meta}</span>}
          </div>
          {props.subtitle && (
            <p className="tnum mt-0.5 text-sm text-ink-3 md:text-base">{props.subtitle}</p>
          )}
        </div>
      </div>
      {props.actions && (
        <div className="flex max-w-full flex-wrap items-center gap-2">{props.actions}</div>
      )}
    </header>
  )
}
