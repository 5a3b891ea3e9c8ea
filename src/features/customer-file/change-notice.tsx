import { Sprout } from 'lucide-react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useChangesOf } from '#replica/use-changes.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChangeDecision } from './change-decision.tsx'
import { EntryLink } from './entry-link.tsx'
import { useChangeWords } from './use-change-words.ts'

/** The most that stand above a customer; the rest is in the file. */
const shownAtMost = 2

/** R27: above everything about a customer, what changed and what it suggests; nothing when everything was decided on. */
export function ChangeNotice({ card }: { card: RecordOf<'customer'> }) {
  const { lifeEventKind } = useMessages().domain
  const { texts, day } = useChangeWords()
  const proposals = useChangesOf(card)
  if (proposals.length === 0) return null
  return (
    <section aria-label={texts.notice} className="panel-box mt-4 divide-y divide-line px-4 md:px-5">
      {proposals.slice(0, shownAtMost).map((proposal) => (
        <div key={proposal.eventId} className="py-3">
          <p className="mb-1 flex items-center gap-2">
            <Sprout size={18} className="shrink-0 text-primary" aria-hidden />
            <EntryLink
              customerId={card.id}
              part="changes"
              entry={proposal.eventId}
              className="font-medium hover:underline"
            >
              {lifeEventKind[proposal.kind]}
            </EntryLink>
            <span className="text-sm text-ink-3">{day(proposal.on)}</span>
          </p>
          <ChangeDecision card={card} proposal={proposal} />
        </div>
      ))}
    </section>
  )
}
