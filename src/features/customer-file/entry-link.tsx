import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClass } from '#ui/button.tsx'

interface EntryLinkProps {
  customerId: string
  part: 'needs' | 'finance' | 'relations' | 'plan' | 'churn' | 'consents' | 'changes' | 'feedback'
  /** The id of a record, or a word for a new one or for all. */
  entry: string
  children: ReactNode
  className?: string
}

/** To one record of the file, in a sheet over the customer's page. */
export function EntryLink({ customerId, part, entry, children, className }: EntryLinkProps) {
  return (
    <Link
      to="/customers/$customerId/file/$part/$entry"
      params={{ customerId, part, entry }}
      search
      resetScroll={false}
      {...(className === undefined ? {} : { className })}
    >
      {children}
    </Link>
  )
}

/** At the head of a panel. */
export function AddLink(props: Omit<EntryLinkProps, 'className' | 'entry'>) {
  return (
    <EntryLink {...props} entry="new" className={buttonClass({ tone: 'ghost', size: 'sm' })}>
      <Plus size={16} aria-hidden />
      {props.children}
    </EntryLink>
  )
}
