import { portfolioScope } from '#shared/protocol/scope.ts'
import type { TemplateOccasion } from '#shared/domain/template.ts'
import { useDraft, useIsLoaded, useRecord, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { MessageForm } from './message-form.tsx'
import { MessageDraft, type SentMessage } from './sent-message.ts'

interface MessageSheetProps {
  customerId: string
  /** Null: whatever is nearest. */
  occasion: TemplateOccasion | null
  /** The message was sent outside of this app: to be written down. */
  onLog: (sent: SentMessage, forget: () => Promise<void>) => void
  onClose: () => void
}

/** R26 发消息: words for one customer out of a template, to be copied. Nothing is sent from here. */
export function MessageSheet({ customerId, ...props }: MessageSheetProps) {
  const texts = useTemplateMessages()
  const { notes } = useMessages()
  const { scopes } = useSession()
  const loaded = useIsLoaded()
  const card = useRecord('customer', customerId)
  const draft = useDraft(`message:${customerId}`, MessageDraft)
  const isOpen = card !== undefined && card.archivedAt === undefined
  const title = isOpen ? texts.messageTo(card.data.name) : texts.message
  if (!draft.loaded || !loaded) {
    return (
      <Sheet open onClose={props.onClose} title={title}>
        <SkeletonRows count={3} />
      </Sheet>
    )
  }
  // SC2: like the notes, it is for whoever looks after the customer; an address alone opens nothing.
  if (!isOpen || !scopes.includes(portfolioScope(card.data.ownerId))) {
    return (
      <Sheet open onClose={props.onClose} title={title} size="sm">
        <EmptyState title={isOpen ? notes.notAllowed : notes.gone} />
      </Sheet>
    )
  }
  return <MessageForm {...props} key={card.id} card={card} draft={draft} />
}
