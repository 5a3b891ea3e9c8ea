import { createContext, use, type ReactNode } from 'react'

export interface ListRowProps {
  /** Text, or a link with the class `stretch-link`. */
  title: ReactNode
  /** Spans side by side get a dot between them; an icon may stand before a text. */
  subtitle?: ReactNode
  /** At the end of the first line: a time, what is left. */
  meta?: ReactNode
  /** Before the text: a surname disc, a checkbox. */
  leading?: ReactNode
  /** After the text: badges, icon buttons. */
  trailing?: ReactNode
  /** Makes the whole row a button; controls in `leading` and `trailing` stay their own. */
  onPress?: (() => void) | undefined
  /** A vermilion edge; say it in words too, in `meta`. */
  overdue?: boolean | undefined
  selected?: boolean | undefined
  done?: boolean | undefined
  /** `li` unless a virtual list has drawn the list item already. */
  as?: 'li' | 'div' | undefined
  /** Below the two lines, across the row. */
  children?: ReactNode
}

/** 64–72 px. Long names wrap up to two lines; the line below never pushes the end out. */
export function ListRow(props: ListRowProps) {
  const host = use(RowElementContext)
  const Row = (props.as ?? host) === 'div' ? 'div' : 'li'
  const title = props.onPress ? (
    <button type="button" onClick={props.onPress} className="stretch-link block w-full text-left">
      <span className="clamp-2">{props.title}</span>
    </button>
  ) : (
    props.title
  )
  return (
    <Row
      className={`row ${props.selected ? 'bg-primary-soft' : 'has-[.stretch-link:hover]:bg-sunken/60'}`}
      aria-current={props.selected ? 'true' : undefined}
    >
      {props.overdue && <span className="row-edge" aria-hidden />}
      {props.leading && <div className="row-leading">{props.leading}</div>}
      <div className="row-body">
        <div className="flex min-w-0 flex-1 items-center gap-3">
          <div className="min-w-0 flex-1">
            <div className="flex items-start gap-3">
              <div
                className={`min-w-0 flex-1 wrap-anywhere ${props.onPress ? '' : 'clamp-2'} ${props.done ? 'text-ink-3 line-through decoration-1' : ''}`}
              >
                {title}
              </div>
              {props.meta && (
                <div
                  className={`tnum shrink-0 ${props.overdue ? 'font-semibold text-danger' : props.done ? 'text-ink-3' : 'text-ink-2'}`}
                >
                  {props.meta}
                </div>
              )}
            </div>
            {props.subtitle && <div className="row-subtitle">{props.subtitle}</div>}
          </div>
          {props.trailing && <div className="row-trailing">{props.trailing}</div>}
        </div>
        {props.children && <div className="mt-2 empty:hidden">{props.children}</div>}
      </div>
    </Row>
  )
}

/** What a row is by default, set by the list around it. */
export const RowElementContext = createContext<'li' | 'div'>('li')
