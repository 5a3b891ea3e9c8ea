import { Search, X } from 'lucide-react'
import { useRef, type ReactNode, type Ref } from 'react'
import { useUiTexts } from './ui-texts.tsx'

export interface SearchFieldProps {
  /** For screen readers. */
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string | undefined
  onSubmit?: (() => void) | undefined
  /** At the end while empty: a `Kbd`. */
  hint?: ReactNode
  autoFocus?: boolean | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/** Search as you type; Esc and the cross clear it. */
export function SearchField({ ref, ...props }: SearchFieldProps) {
  const texts = useUiTexts()
  const box = useRef<HTMLElement>(null)
  const clear = () => {
    props.onChange('')
    box.current?.querySelector('input')?.focus()
  }
  return (
    <search ref={box} className="control-box">
      <Search size={20} className="shrink-0 text-ink-3" aria-hidden />
      <input
        ref={ref}
        type="search"
        aria-label={props.label}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the caller decides, e.g. the palette
        autoFocus={props.autoFocus}
        placeholder={props.placeholder}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          // Enter that ends a pinyin composition is not a search.
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') props.onSubmit?.()
          if (event.key === 'Escape' && props.value) {
            // The first Esc clears; only the next one may close a sheet around it.
            event.stopPropagation()
            clear()
          }
        }}
        className="control-input"
      />
      {props.value ? (
        <button
          type="button"
          aria-label={texts.clear}
          title={texts.clear}
          onClick={clear}
          className="-mr-3 grid size-11 shrink-0 cursor-pointer place-items-center rounded-sm text-ink-3 hover:text-ink"
        >
          <X size={20} aria-hidden />
        </button>
      ) : (
        props.hint
      )}
    </search>
  )
}
