import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { panelLinkClass } from '#ui/panel.tsx'

/** The way from a panel to its whole list. */
export function PanelLink(props: { to: '/tasks' | '/complaints' | '/dates'; children: string }) {
  return (
    <Link to={props.to} className={panelLinkClass}>
      {props.children}
      <ChevronRight size={16} aria-hidden />
    </Link>
  )
}
