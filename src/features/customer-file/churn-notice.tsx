import { ChevronRight, TrendingDown } from 'lucide-react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { isPendingSignal } from '#shared/domain/churn-signal.ts'
import { useChurnOf } from '#replica/use-churn.ts'
import { useBy } from '#replica/use-replica.ts'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { EntryLink } from './entry-link.tsx'

/** R43: above everything about a customer, that he may leave and by what; nothing when nothing says so. */
export function ChurnNotice({ card }: { card: RecordOf<'customer'> }) {
  const texts = useChurnMessages()
  const { churnKind, comma } = useMessages().customerFile
  const suggestions = useChurnOf(card)
  const signals = useBy('churn-signal.customer', card.id).filter(({ data }) =>
    isPendingSignal(data),
  )
  const entry = signals[0]?.id ?? suggestions[0]?.id
  if (entry === undefined) return null
  const kinds = new Set([
    ...signals.map(({ data }) => churnKind[data.kind]),
    ...suggestions.map(({ reason }) => churnKind[reason.kind]),
  ])
  return (
    <EntryLink
      customerId={card.id}
      part="churn"
      entry={entry}
      className="mt-4 flex min-h-11 items-center gap-2.5 rounded-md bg-warn-soft px-4 text-sm text-on-warn-soft"
    >
      <TrendingDown size={18} className="shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 py-2 wrap-anywhere">
        {texts.notice([...kinds].join(comma))}
      </span>
      <span className="inline-flex shrink-0 items-center font-semibold">
        {texts.handle}
        <ChevronRight size={16} aria-hidden />
      </span>
    </EntryLink>
  )
}
