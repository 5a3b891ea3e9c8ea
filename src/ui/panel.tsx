import { useId, type ReactNode } from 'react'

export interface PanelProps {
  title?: ReactNode
  /** A quiet word after the title: “3 件”. */
  count?: ReactNode
  /** At the end of the header: a link or a small button. */
  action?: ReactNode
  children: ReactNode
  /** The content brings its own padding: rows, a chart. */
  flush?: boolean | undefined
  level?: 2 | 3 | undefined
}

/** A white card with a heading. */
export function Panel(props: PanelProps) {
  const id = useId()
  const Title = props.level === 3 ? 'h3' : 'h2'
  const headed = Boolean(props.title || props.action)
  return (
    <section aria-labelledby={props.title ? id : undefined} className="panel-box min-w-0">
      {headed && (
        <div className="flex min-h-14 items-center gap-3 pt-2 pr-3 pl-4 md:pl-5">
          <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
            <Title id={id} className="min-w-0 text-md font-semibold wrap-anywhere">
              {props.title}
            </Title>
            {props.count !== undefined && (
              <span className="tnum text-sm text-ink-3">{props.count}</span>
            )}
          </div>
          {props.action && <div className="flex shrink-0 items-center gap-1">{props.action}</div>}
        </div>
      )}
      <div
        className={
          props.flush
            ? 'overflow-hidden rounded-b-lg pb-1'
            : `px-4 pb-4 md:px-5 md:pb-5 ${headed ? 'pt-1' : 'pt-4 md:pt-5'}`
        }
      >
        {props.children}
      </div>
    </section>
  )
}

/** For a router link in the place of `action`: the way from a panel to its whole list. */
export const panelLinkClass =
  'inline-flex min-h-11 items-center gap-0.5 rounded-md px-2 text-sm font-medium text-primary hover:bg-primary-soft hover:text-on-primary-soft'
