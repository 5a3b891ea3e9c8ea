import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Nothing here yet, or nothing found: says why and what to do next. */
export function EmptyState(props: {
  title: string
  icon?: LucideIcon | undefined
  description?: ReactNode
  action?: ReactNode
}) {
  const Icon = props.icon
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      {Icon && (
        <span className="mb-4 grid size-14 place-items-center rounded-full bg-sunken text-ink-3">
          <Icon size={26} strokeWidth={1.7} aria-hidden />
        </span>
      )}
      <p className="text-md font-semibold text-balance">{props.title}</p>
      {props.description && (
        <p className="mt-1 max-w-90 text-sm text-balance text-ink-3">{props.description}</p>
      )}
      {props.action && <div className="mt-5">{props.action}</div>}
    </div>
  )
}
