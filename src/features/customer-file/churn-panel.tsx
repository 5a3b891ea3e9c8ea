import { churnSeverities, isPendingSignal } from '#shared/domain/churn-signal.ts'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useChurnOf } from '#replica/use-churn.ts'
import { useBy, useIsPending, useRecord, useToday } from '#replica/use-replica.ts'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { AddLink, EntryLink } from './entry-link.tsx'
import { reasonCount, reasonWords } from './churn-words.ts'
import { SeverityBadge } from './severity-badge.tsx'
import { TakeUpButton } from './take-up-button.tsx'

/** R43: the signals of one customer: what the records suggest, what is at work, what has ended. */
export function ChurnPanel({ customerId }: { customerId: string }) {
  const texts = useChurnMessages()
  const card = useRecord('customer', customerId)
  const suggestions = useChurnOf(card)
  const signals = useBy('churn-signal.customer', customerId).toSorted((one, other) =>
    placeOf(one) < placeOf(other) ? 1 : -1,
  )
  const pending = signals
    .filter(({ data }) => isPendingSignal(data))
    .toSorted((one, other) => rankOf(one) - rankOf(other))
  const ended = signals.filter(({ data }) => !isPendingSignal(data))
  if (card === undefined) return null
  return (
    <Panel
      flush
      title={texts.filePanel}
      action={
        <AddLink customerId={customerId} part="churn">
          {texts.add}
        </AddLink>
      }
    >
      {suggestions.length + signals.length === 0 && (
        <p className="px-4 pb-3 text-sm text-ink-3 md:px-5">{texts.none}</p>
      )}
      {suggestions.length + pending.length > 0 && (
        <ul>
          {suggestions.map((suggestion) => (
            <SuggestionRow key={suggestion.id} card={card} suggestion={suggestion} />
          ))}
          {pending.map((signal) => (
            <SignalRow key={signal.id} signal={signal} />
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <div className="px-4 md:px-5">
          <Disclosure summary={texts.past(ended.length)}>
            <ul className="-mx-4 md:-mx-5">
              {ended.map((signal) => (
                <SignalRow key={signal.id} signal={signal} />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </Panel>
  )
}

function SuggestionRow(props: {
  card: RecordOf<'customer'>
  suggestion: ReturnType<typeof useChurnOf>[number]
}) {
  const { language, messages } = useLanguage()
  const texts = useChurnMessages()
  const presentYear = civilDateParts(useToday()).year
  const { card, suggestion } = props
  const { reason, severity } = suggestion
  return (
    <ListRow
      title={
        <EntryLink customerId={card.id} part="churn" entry={suggestion.id} className="stretch-link">
          {messages.customerFile.churnKind[reason.kind]}
        </EntryLink>
      }
      meta={<SeverityBadge severity={severity} />}
      subtitle={
        <>
          <span className="text-ink-2">
            {reasonWords(reason, { texts, language, presentYear })}
          </span>
          {reasonCount(reason, texts) !== null && <span>{reasonCount(reason, texts)}</span>}
          <span>{texts.suggested}</span>
        </>
      }
      trailing={<TakeUpButton card={card} suggestion={suggestion} />}
    />
  )
}

function SignalRow({ signal }: { signal: RecordOf<'churn-signal'> }) {
  const { language, messages } = useLanguage()
  const texts = useChurnMessages()
  const labels = messages.customerFile
  const presentYear = civilDateParts(useToday()).year
  const unsent = useIsPending('churn-signal', signal.id)
  const { kind, severity, state, evidence, noticedOn, cause, note, customerId } = signal.data
  return (
    <ListRow
      title={
        <EntryLink customerId={customerId} part="churn" entry={signal.id} className="stretch-link">
          {labels.churnKind[kind]}
        </EntryLink>
      }
      meta={labels.churnState[state]}
      subtitle={
        <>
          <span>{texts.noticed(formatDate(language, noticedOn, { presentYear }))}</span>
          {cause !== undefined && <span>{texts.cause(labels.churnCause[cause])}</span>}
          {isPendingSignal(signal.data) && <SeverityBadge severity={severity} />}
          {unsent && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    >
      <p className="clamp-2 text-sm text-ink-2">{evidence}</p>
      {note && <p className="clamp-2 text-sm text-ink-3">{note}</p>}
    </ListRow>
  )
}

function placeOf({ id, data }: RecordOf<'churn-signal'>): string {
  return `${data.noticedOn} ${id}`
}

function rankOf({ data }: RecordOf<'churn-signal'>): number {
  return churnSeverities.indexOf(data.severity)
}
