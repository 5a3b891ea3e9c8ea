import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { mentionAt } from './mention-at.ts'
import type { Option } from './option.ts'

/** More would cover what stands below; typing on narrows them. */
const mostShown = 6

type TextControl = HTMLInputElement | HTMLTextAreaElement

interface MentionableProps {
  /** The text of the control within. */
  value: string
  onChange: (text: string) => void
  /** Who fits what was typed behind the @, the likeliest first; everybody fits nothing. */
  find: (query: string) => readonly Option[]
  /** When somebody begins, for what takes time to load. */
  onBegin?: (() => void) | undefined
  /** Names the list. */
  label: string
  /** What a screen reader hears when the list opens or changes. */
  countLabel: (count: number) => string
  /** One text field or text area. */
  children: ReactNode
}

/**
 * Offers names while an @ is typed in the control within: arrows, Enter or Tab take one, Escape closes, a tap takes one, too.
 * What is put into the text is the label of the option, and nothing else.
 */
export function Mentionable(props: MentionableProps) {
  const { value, onChange, onBegin } = props
  const listId = useId()
  const box = useRef<HTMLDivElement>(null)
  const [caret, setCaret] = useState<number | null>(null)
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const [place, setPlace] = useState(0)
  const caretAfter = useRef<number | null>(null)
  const typed = caret === null ? null : mentionAt(value, caret)
  const isOpen = typed !== null && typed.at !== closedAt
  const options = isOpen ? props.find(typed.query).slice(0, mostShown) : []
  const active = options.length === 0 ? undefined : options[Math.min(place, options.length - 1)]
  const optionId = (option: Option) => `${listId}-${option.value}`
  const activeId = active && optionId(active)

  useEffect(() => {
    if (isOpen) onBegin?.()
  }, [isOpen, onBegin])
  useEffect(() => {
    const control = controlIn(box.current)
    control?.setAttribute('aria-autocomplete', 'list')
    setOrRemove(control, 'aria-controls', activeId === undefined ? undefined : listId)
    setOrRemove(control, 'aria-activedescendant', activeId)
  })
  const shownIds = options.map(optionId).join(' ')
  useEffect(() => {
    // On a phone with its keyboard up there is little room below the text.
    if (shownIds !== '') document.getElementById(listId)?.scrollIntoView({ block: 'nearest' })
  }, [shownIds, listId])
  useEffect(() => {
    if (activeId !== undefined)
      document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  useLayoutEffect(() => {
    if (caretAfter.current === null) return
    controlIn(box.current)?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = null
  })

  const follow = () => {
    const control = controlIn(box.current)
    const at = control?.selectionStart ?? null
    if (at !== caret) setPlace(0)
    setCaret(at)
    if (control === null || at === null || mentionAt(control.value, at)?.at !== closedAt)
      setClosedAt(null)
  }
  const take = ({ label }: Option) => {
    if (typed === null || caret === null) return
    const begin = `${value.slice(0, typed.at)}@${label} `
    const rest = value.slice(caret)
    caretAfter.current = begin.length
    setCaret(begin.length)
    onChange(begin + (rest.startsWith(' ') ? rest.slice(1) : rest))
  }
  const onKey = (event: KeyboardEvent) => {
    const isOther = event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing
    if (active === undefined || isOther) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      const from = options.indexOf(active)
      setPlace((from + step + options.length) % options.length)
    } else if (event.key === 'Enter' || event.key === 'Tab') take(active)
    else if (event.key === 'Escape') setClosedAt(typed?.at ?? null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the control within
    <div
      ref={box}
      className="grid gap-1"
      onKeyDownCapture={onKey}
      onSelect={follow}
      onInput={follow}
      onBlur={() => setCaret(null)}
    >
      {props.children}
      <output className="sr-only">{isOpen ? props.countLabel(options.length) : ''}</output>
      {options.length > 0 && (
        <div
          id={listId}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a list beside a text, which keeps the focus
          role="listbox"
          aria-label={props.label}
          className="overflow-hidden rounded-md border border-line bg-raised"
        >
          {options.map((option) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the control has the keys
            <div
              key={option.value}
              id={optionId(option)}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see above
              role="option"
              tabIndex={-1}
              aria-selected={option === active}
              // The control keeps the focus, so that the keyboard of a tablet stays.
              onPointerDown={(event) => event.preventDefault()}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(option)}
              className="flex min-h-11 cursor-pointer items-baseline gap-2 px-3 py-2.5 hover:bg-sunken aria-selected:bg-primary-soft aria-selected:text-on-primary-soft"
            >
              <span className="min-w-0 truncate font-medium">{option.label}</span>
              <span className="shrink-0 text-sm text-ink-2">{option.description}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function controlIn(box: HTMLElement | null): TextControl | null {
  return box?.querySelector<TextControl>('textarea, input') ?? null
}

function setOrRemove(element: Element | null, name: string, value: string | undefined): void {
  if (value === undefined) element?.removeAttribute(name)
  else element?.setAttribute(name, value)
}
