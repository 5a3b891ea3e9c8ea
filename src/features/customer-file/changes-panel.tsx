import type { RecordOf } from '#shared/domain/record-types.ts'
import { useChangesOf } from '#replica/use-changes.ts'
import { useBy, useIsPending, useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { ChangeDecision } from './change-decision.tsx'
import { AddLink, EntryLink } from './entry-link.tsx'
import { useChangeWords } from './use-change-words.ts'

/** R27: what changed in the life of one customer: what is to be decided on, and what was dealt with. */
export function ChangesPanel({ customerId }: { customerId: string }) {
  const messages = useMessages()
  const { texts, day } = useChangeWords()
  const card = useRecord('customer', customerId)
  const proposals = useChangesOf(card)
  const events = useBy('life-event.customer', customerId).toSorted((one, other) =>
    placeOf(one) < placeOf(other) ? 1 : -1,
  )
  if (card === undefined) return null
  const proposed = new Set(proposals.map(({ eventId }) => eventId))
  const rest = events.filter(({ id }) => !proposed.has(id))
  const open = rest.filter(({ data }) => data.state === 'open')
  const past = rest.filter(({ data }) => data.state !== 'open')
  return (
    <Panel
      flush
      title={texts.title}
      action={
        <AddLink customerId={customerId} part="changes">
          {texts.add}
        </AddLink>
      }
    >
      {proposals.length + events.length === 0 && (
        <p className="px-4 pb-3 text-sm text-ink-3 md:px-5">{texts.empty}</p>
      )}
      {proposals.length + open.length > 0 && (
        <ul>
          {proposals.map((proposal) => (
            <ListRow
              key={proposal.eventId}
              title={
                <EntryLink
                  customerId={customerId}
                  part="changes"
                  entry={proposal.eventId}
                  className="stretch-link"
                >
                  {messages.domain.lifeEventKind[proposal.kind]}
                </EntryLink>
              }
              meta={day(proposal.on)}
              subtitle={<Unsent id={proposal.eventId} />}
            >
              <Note event={events.find(({ id }) => id === proposal.eventId)} />
              <ChangeDecision card={card} proposal={proposal} />
            </ListRow>
          ))}
          {open.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <div className="px-4 md:px-5">
          <Disclosure summary={texts.past(past.length)}>
            <ul className="-mx-4 md:-mx-5">
              {past.map((event) => (
                <EventRow key={event.id} event={event} />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </Panel>
  )
}

function EventRow({ event }: { event: RecordOf<'life-event'> }) {
  const { lifeEventKind, lifeEventState, declineReason } = useMessages().domain
  const { texts, day } = useChangeWords()
  const { kind, on, state, reason, customerId } = event.data
  return (
    <ListRow
      title={
        <EntryLink customerId={customerId} part="changes" entry={event.id} className="stretch-link">
          {lifeEventKind[kind]}
        </EntryLink>
      }
      meta={day(on)}
      subtitle={
        <>
          {state === 'open' && kind === 'money_out' && <span>{texts.byChurn}</span>}
          {state !== 'open' && <span>{lifeEventState[state]}</span>}
          {reason !== undefined && state === 'declined' && <span>{declineReason[reason]}</span>}
          <Unsent id={event.id} />
        </>
      }
    >
      <Note event={event} />
    </ListRow>
  )
}

function Note({ event }: { event: RecordOf<'life-event'> | undefined }) {
  if (!event?.data.note) return null
  return <p className="clamp-2 text-sm text-ink-2">{event.data.note}</p>
}

function Unsent({ id }: { id: string }) {
  const { pending } = useMessages().app
  return useIsPending('life-event', id) ? <PendingBadge>{pending}</PendingBadge> : null
}

/** The latest first; the id keeps the order the same on every device. */
function placeOf({ id, data }: RecordOf<'life-event'>): string {
  return `${data.on} ${id}`
}
