import type { ReactNode } from 'react'

interface RadioLineProps {
  name: string
  checked: boolean
  onChoose: () => void
  /** A frame around each where they stand side by side. */
  framed?: boolean | undefined
  children: ReactNode
}

/** One of several answers, with as much text as it takes. */
export function RadioLine({ name, checked, onChoose, framed = false, children }: RadioLineProps) {
  return (
    <label className={`${lineClass} ${framed ? frameClass : 'px-2 py-2.5'}`}>
      <input
        type="radio"
        autoComplete="off"
        name={name}
        checked={checked}
        onChange={onChoose}
        className="mt-1 size-4.5 shrink-0 accent-primary"
      />
      <span className="min-w-0">{children}</span>
    </label>
  )
}

// `relative` keeps the radio in its line: focus must not scroll the page elsewhere.
const lineClass =
  'relative flex min-h-11 min-w-0 flex-1 cursor-pointer items-start gap-2.5 rounded-md hover:bg-sunken has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-primary'
const frameClass = 'border border-line px-3 py-3 has-checked:border-primary'
