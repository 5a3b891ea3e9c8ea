import type { ReactNode } from 'react'

/** The buttons that end a form: sticks to the bottom on phones, stands in line from tablet up. */
export function ActionBar(props: { children: ReactNode }) {
  return (
    <div className="safe-b sticky bottom-0 z-10 -mx-4 border-t border-line bg-surface px-4 md:static md:mx-0 md:border-0 md:bg-transparent md:px-0 md:pb-0">
      <div className="flex gap-3 py-3 *:last:flex-1 md:justify-end md:py-0 md:*:last:flex-none">
        {props.children}
      </div>
    </div>
  )
}
