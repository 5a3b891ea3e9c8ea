import { HeartHandshake, MessageSquareWarning } from 'lucide-react'
import type { ReactNode } from 'react'
import { isMourning } from '#shared/domain/mourning.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import { useIsPending, useSession, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { WordChips } from '#ui/word-chips.tsx'
import { BriefingFacts } from './briefing-facts.tsx'
import type { Briefing } from './briefing-queries.ts'
import { TierBadge } from './tier-badge.tsx'
import { TierEntitlements } from './tier-entitlements.tsx'

/** Characters; longer ones would fill the top of a phone. */
const longName = 24

/** The top of a card: read in five seconds, the things that can hurt first. */
export function CustomerHeader(props: {
  briefing: Briefing
  actions: ReactNode
  /** Opens a task; a new one without. */
  onTask: (taskId?: string) => void
}) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const session = useSession()
  const today = useToday()
  const { card, openComplaints, ownerName } = props.briefing
  const customer = card.data
  const presentYear = Number(today.slice(0, 4))
  const mourningUntil = isMourning(customer, today) ? customer.mourningUntil : undefined
  const cardPending = useIsPending('customer', card.id)
  const profilePending = useIsPending('profile', card.id)
  const owner = customer.ownerId === session.staffId ? texts.ownedByYou : ownerName
  return (
    <header className="flex flex-col gap-4">
      {customer.deceasedOn !== undefined && (
        <Banner tone="danger" shape="card">
          {texts.deceasedText}
        </Banner>
      )}
      <div className="flex items-start gap-4">
        <SurnameDisc
          surname={surnameOf(customer.name) ?? customer.name}
          tier={customer.tier}
          size="lg"
        />
        <div className="min-w-0 flex-1">
          <h1
            className={`flex flex-wrap items-baseline gap-x-3 font-semibold wrap-anywhere ${
              // A name of three lines is read, not shouted.
              customer.name.length > longName ? 'text-md md:text-xl' : 'text-xl md:text-2xl'
            }`}
          >
            <span className="min-w-0">{customer.name}</span>
            {customer.salutation && (
              <span className="min-w-0 text-md font-medium text-ink-2">{customer.salutation}</span>
            )}
          </h1>
          <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-3">
            <TierBadge tier={customer.tier} />
            {customer.phoneTail && (
              <span className="tnum">{texts.phoneTail(customer.phoneTail)}</span>
            )}
            {owner !== undefined && (
              <span className="min-w-0 wrap-anywhere">
                {texts.owner} {owner}
              </span>
            )}
            {customer.specialCare.map((care) => (
              <Badge key={care} icon={HeartHandshake}>
                {messages.domain.specialCare[care]}
              </Badge>
            ))}
            {openComplaints.length > 0 && (
              <Badge tone="danger" icon={MessageSquareWarning}>
                {texts.openComplaints(openComplaints.length)}
              </Badge>
            )}
            {(cardPending || profilePending) && <PendingBadge>{messages.app.pending}</PendingBadge>}
          </div>
        </div>
      </div>
      {customer.deceasedOn === undefined && mourningUntil !== undefined && (
        <Banner tone="warning" shape="card">
          {texts.mourningText(formatDate(language, mourningUntil, { presentYear }))}
        </Banner>
      )}
      {customer.deceasedOn === undefined && customer.doNotContact !== 'none' && (
        <Banner tone={customer.doNotContact === 'all' ? 'danger' : 'warning'} shape="card">
          <strong className="font-semibold">
            {messages.domain.doNotContact[customer.doNotContact]}
          </strong>
          {customer.doNotContactReason && <> {customer.doNotContactReason}</>}
        </Banner>
      )}
      <WordChips kind="taboos" label={texts.taboos} words={customer.taboos} />
      <WordChips kind="likes" label={texts.likes} words={customer.likes} />
      {customer.deceasedOn === undefined && <TierEntitlements tier={customer.tier} />}
      {customer.pinnedNote && (
        <p className="border-l-2 border-primary pl-3 whitespace-pre-line wrap-anywhere">
          <span className="sr-only">{texts.pinnedNote} </span>
          {customer.pinnedNote}
        </p>
      )}
      {props.actions}
      <BriefingFacts briefing={props.briefing} onTask={props.onTask} />
    </header>
  )
}
