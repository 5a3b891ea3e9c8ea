import { handoverState, type Handover } from '#shared/domain/handover.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'

/** How far a hand-over is, in a word. */
export function StateBadge({ handover }: { handover: Handover }) {
  const messages = useMessages()
  const state = handoverState(handover)
  // Accepted here, and not yet carried out by the server.
  const isMoving = state === 'accepted' && handover.movedCount === undefined
  return (
    <Badge tone={state === 'accepted' ? 'jade' : state === 'returned' ? 'danger' : 'neutral'}>
      {isMoving ? messages.handover.moving : messages.domain.handoverState[state]}
    </Badge>
  )
}
