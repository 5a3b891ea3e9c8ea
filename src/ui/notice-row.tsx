import { ChevronRight, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface NoticeRowProps {
  icon: LucideIcon
  /** A link with the class `stretch-link`: the row leads to all of it. */
  title: ReactNode
  /** One quiet line; what does not fit is on the page that the row leads to. */
  detail?: string | undefined
  /** The next step, for who need not look first. */
  action?: ReactNode
}

/** Something that came in and waits for an answer: above the work of the day, and quieter than it. */
export function NoticeRow({ icon: Icon, title, detail, action }: NoticeRowProps) {
  return (
    <section className="relative flex items-center gap-3 border-b border-line px-4 py-2.5 last:border-b-0 has-[.stretch-link:hover]:bg-sunken/60 md:px-5">
      <Icon size={20} className="shrink-0 text-primary" aria-hidden />
      <div className="min-w-0 flex-1">
        <h2 className="font-medium text-pretty wrap-anywhere">{title}</h2>
        {detail && <p className="tnum truncate text-sm text-ink-3">{detail}</p>}
      </div>
      {action && <div className="relative z-1 shrink-0">{action}</div>}
      <ChevronRight size={18} className="-ml-1 shrink-0 text-ink-3" aria-hidden />
    </section>
  )
}
