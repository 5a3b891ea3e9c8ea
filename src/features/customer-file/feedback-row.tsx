import type { ReactNode } from 'react'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useIsPending, useRecord, useToday } from '#replica/use-replica.ts'
import { useFeedbackMessages } from '#i18n/feedback/use-feedback-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'

/** One feedback: what about, what was said, what was done. `renderLink` leads to it; `who` is for lists of several customers. */
export function FeedbackRow(props: {
  feedback: RecordOf<'feedback'>
  renderLink: (text: string) => ReactNode
  who?: ReactNode
}) {
  const { language, messages } = useLanguage()
  const texts = useFeedbackMessages()
  const presentYear = civilDateParts(useToday()).year
  const { id, data } = props.feedback
  const writer = useRecord('staff', data.receivedBy)?.data.name
  const pending = useIsPending('feedback', id)
  return (
    <ListRow
      title={props.renderLink(data.text)}
      meta={formatDate(language, data.receivedOn, { presentYear })}
      subtitle={
        <>
          <span className="font-medium text-ink-2">
            {messages.domain.feedbackCategory[data.category]}
          </span>
          {props.who}
          <span>{messages.domain.feedbackChannel[data.channel]}</span>
          {writer !== undefined && <span>{texts.by(writer)}</span>}
          {data.state !== 'open' && <Badge>{messages.domain.feedbackState[data.state]}</Badge>}
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    >
      {data.done && data.state !== 'open' && (
        <p className="clamp-2 text-sm text-ink-2">
          <span className="text-ink-3">{texts.done}</span> {data.done}
        </p>
      )}
      {data.answer && data.state === 'answered' && (
        <p className="clamp-2 text-sm text-ink-2">
          <span className="text-ink-3">{texts.answer}</span> {data.answer}
        </p>
      )}
    </ListRow>
  )
}
