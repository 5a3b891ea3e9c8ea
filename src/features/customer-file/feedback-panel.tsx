import type { RecordOf } from '#shared/domain/record-types.ts'
import { useBy } from '#replica/use-replica.ts'
import { useFeedbackMessages } from '#i18n/feedback/use-feedback-messages.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Panel } from '#ui/panel.tsx'
import { AddLink, EntryLink } from './entry-link.tsx'
import { latestFeedbackFirst } from './feedback-order.ts'
import { FeedbackRow } from './feedback-row.tsx'

/** R30: what one customer said of the bank; what was answered is folded. */
export function FeedbackPanel({ customerId }: { customerId: string }) {
  const texts = useFeedbackMessages()
  const all = latestFeedbackFirst(useBy('feedback.customer', customerId))
  const pending = all.filter(({ data }) => data.state !== 'answered')
  const answered = all.filter(({ data }) => data.state === 'answered')
  const row = (feedback: RecordOf<'feedback'>) => (
    <FeedbackRow
      key={feedback.id}
      feedback={feedback}
      renderLink={(text) => (
        <EntryLink
          customerId={customerId}
          part="feedback"
          entry={feedback.id}
          className="stretch-link"
        >
          {text}
        </EntryLink>
      )}
    />
  )
  return (
    <Panel
      flush
      title={texts.filePanel}
      action={
        <AddLink customerId={customerId} part="feedback">
          {texts.add}
        </AddLink>
      }
    >
      {all.length === 0 && <p className="px-4 pb-3 text-sm text-ink-3 md:px-5">{texts.none}</p>}
      {pending.length > 0 && <ul>{pending.map(row)}</ul>}
      {answered.length > 0 && (
        <div className="px-4 md:px-5">
          <Disclosure summary={texts.past(answered.length)}>
            <ul className="-mx-4 md:-mx-5">{answered.map(row)}</ul>
          </Disclosure>
        </div>
      )}
    </Panel>
  )
}
