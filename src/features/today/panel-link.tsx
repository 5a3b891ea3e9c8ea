import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'

/** The way from a panel to its whole list. */
export function PanelLink(props: { to: '/tasks' | '/complaints' | '/dates'; children: string }) {
  return (
    <Link
      to={props.to}
      className="inline-flex min-h-11 items-center gap-0.5 rounded-md px-2 text-sm font-medium text-primary hover:bg-primary-soft hover:text-on-primary-soft"
    >
      {props.children}
      <ChevronRight size={16} aria-hidden />
    </Link>
  )
}
