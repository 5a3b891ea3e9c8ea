import { Link } from '@tanstack/react-router'
import { isPendingSignal } from '#shared/domain/churn-signal.ts'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import { useIsPending, useRecord, useSession, useToday } from '#replica/use-replica.ts'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import type { ChurnItem } from './churn-groups.ts'
import { reasonCount, reasonWords } from './churn-words.ts'
import { SeverityBadge } from './severity-badge.tsx'
import { TakeUpButton } from './take-up-button.tsx'

/** One signal of the board: who, which, and by what it was noticed; a suggestion is taken up with one tap. */
export function ChurnRow({ item }: { item: ChurnItem }) {
  const { messages } = useLanguage()
  const texts = useChurnMessages()
  const session = useSession()
  const { card, severity } = item
  const { name, tier, ownerId } = card.data
  const owner = useRecord('staff', ownerId)
  const unsent = useIsPending('churn-signal', item.id)
  const kind = 'signal' in item ? item.signal.data.kind : item.suggestion.reason.kind
  const isEnded = 'signal' in item && !isPendingSignal(item.signal.data)
  return (
    <ListRow
      leading={<SurnameDisc surname={surnameOf(name) ?? name} tier={tier} />}
      title={
        <Link
          to="/churn/$customerId/$entry"
          params={{ customerId: card.id, entry: item.id }}
          search
          resetScroll={false}
          className="stretch-link font-medium"
        >
          <span className="mr-2 inline-block">{name}</span>
          <span className="inline-block text-sm font-normal text-ink-3">
            {messages.domain.tier[tier]}
          </span>
        </Link>
      }
      meta={isEnded ? undefined : <SeverityBadge severity={severity} />}
      subtitle={
        <>
          <span className="font-medium text-ink-2">{messages.customerFile.churnKind[kind]}</span>
          <Reason item={item} />
          {ownerId !== session.staffId && owner !== undefined && (
            <span>{texts.owner(owner.data.name)}</span>
          )}
          {'suggestion' in item && <span>{texts.suggested}</span>}
          {unsent && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
      trailing={
        'suggestion' in item ? (
          <TakeUpButton card={card} suggestion={item.suggestion} label={texts.takeUpOf(name)} />
        ) : undefined
      }
    />
  )
}

function Reason({ item }: { item: ChurnItem }) {
  const { language, messages } = useLanguage()
  const texts = useChurnMessages()
  const presentYear = civilDateParts(useToday()).year
  if ('suggestion' in item) {
    const { reason } = item.suggestion
    const count = reasonCount(reason, texts)
    return (
      <>
        <span>{reasonWords(reason, { texts, language, presentYear })}</span>
        {count !== null && <span>{count}</span>}
      </>
    )
  }
  const { evidence, noticedOn, cause, note, state } = item.signal.data
  const hasResult = state === 'recovered' || state === 'lost' || state === 'dismissed'
  return (
    <>
      <span>{texts.noticed(formatDate(language, noticedOn, { presentYear }))}</span>
      {cause !== undefined && <span>{texts.cause(messages.customerFile.churnCause[cause])}</span>}
      <span className="line-clamp-2">{hasResult && note ? note : evidence}</span>
    </>
  )
}
