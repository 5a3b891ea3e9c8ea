import { ChevronDown } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'

/** Native `details`: more, for those who want it. `shows` opens it when it turns true, and never closes it under somebody's hands. */
export function Disclosure(props: {
  summary: ReactNode
  children: ReactNode
  open?: boolean | undefined
  shows?: boolean | undefined
}) {
  const box = useRef<HTMLDetailsElement>(null)
  useLayoutEffect(() => {
    if (props.shows && box.current) box.current.open = true
  }, [props.shows])
  return (
    <details ref={box} className="group min-w-0" open={props.open}>
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-sm font-medium text-primary [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 wrap-anywhere">{props.summary}</span>
        <ChevronDown
          size={18}
          className="shrink-0 transition-transform duration-150 group-open:rotate-180"
          aria-hidden
        />
      </summary>
      <div className="pt-2 pb-1">{props.children}</div>
    </details>
  )
}
