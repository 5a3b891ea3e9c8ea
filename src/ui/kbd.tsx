import type { ReactNode } from 'react'

/** A key to press, as a hint: `Ctrl K`. */
export function Kbd(props: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-h-5 items-center rounded-sm bg-sunken px-1.5 font-sans text-xs font-medium whitespace-nowrap text-ink-2">
      {props.children}
    </kbd>
  )
}
