import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRecord } from '#replica/use-replica.ts'

interface RecordLinkProps {
  recordType: string
  recordId: string
  customerId: string | null
  className: string
  children: ReactNode
}

/** A link to the page on which a record is shown; plain text where there is none. */
export function RecordLink({
  recordType,
  recordId,
  customerId,
  className,
  children,
}: RecordLinkProps) {
  const card = useRecord('customer', customerId ?? undefined)
  if (recordType === 'task') {
    return (
      <Link to="/tasks/$taskId" params={{ taskId: recordId }} className={className}>
        {children}
      </Link>
    )
  }
  if (recordType === 'complaint') {
    return (
      <Link to="/complaints/$complaintId" params={{ complaintId: recordId }} className={className}>
        {children}
      </Link>
    )
  }
  if (recordType === 'handover') {
    return (
      <Link to="/handovers/$handoverId" params={{ handoverId: recordId }} className={className}>
        {children}
      </Link>
    )
  }
  if (recordType === 'template') {
    return (
      <Link to="/templates/$entry" params={{ entry: recordId }} search className={className}>
        {children}
      </Link>
    )
  }
  if (card === undefined) return children
  return (
    <Link to="/customers/$customerId" params={{ customerId: card.id }} className={className}>
      {children}
    </Link>
  )
}
