import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { useHasDraft, useMergedCustomers, useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'

/** ME8: the way to an edit that was half-typed when its customer was merged into this one. */
export function UnsavedOfMerged({ keptId }: { keptId: string }) {
  return useMergedCustomers(keptId).map((id) => <Unsaved key={id} id={id} />)
}

function Unsaved({ id }: { id: string }) {
  const texts = useMessages().customers
  const card = useRecord('customer', id)
  const isUnsaved = useHasDraft(`customer:${id}`)
  if (card === undefined || !isUnsaved) return null
  return (
    <Link
      to="/customers/$customerId/edit"
      params={{ customerId: id }}
      className="mt-2 inline-flex min-h-11 items-center gap-2 rounded-sm font-medium text-primary hover:underline md:min-h-8"
    >
      <Pencil size={16} className="shrink-0" aria-hidden />
      {texts.unsavedOf(card.data.name)}
    </Link>
  )
}
