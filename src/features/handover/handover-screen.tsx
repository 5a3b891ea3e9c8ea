import { Link } from '@tanstack/react-router'
import { ArrowRight, FileQuestion, RotateCcw } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { surnameOf } from '#shared/domain/person-name.ts'
import { handoverState } from '#shared/domain/handover.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useIsLoaded, useIsPending, useRecord } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { AlongPanel } from './along-panel.tsx'
import { DecisionButtons } from './decision-buttons.tsx'
import { mayPropose, useGrants } from './handover-access.ts'
import { useAlong, useMovingCards } from './handover-queries.ts'
import { MovingCustomers } from './moving-customers.tsx'
import { StateBadge } from './state-badge.tsx'
import { useColleagueName } from './use-colleague-name.ts'

interface HandoverScreenProps {
  handoverId: string
  /** The way to the history of this hand-over. */
  footnote?: ReactNode
  onBack(): void
}

/** One hand-over: who, what comes along, and the decision. */
export function HandoverScreen({ handoverId, footnote, onBack }: HandoverScreenProps) {
  const texts = useLanguage().messages.handover
  const handover = useRecord('handover', handoverId)
  const loaded = useIsLoaded()
  if (handover !== undefined && handover.archivedAt === undefined) {
    return <Found handover={handover} footnote={footnote} onBack={onBack} />
  }
  return (
    <div className="page">
      <PageHeader title={texts.title} onBack={onBack} />
      {loaded ? (
        <EmptyState icon={FileQuestion} title={texts.none} description={texts.noneText} />
      ) : (
        <SkeletonRows count={4} />
      )}
    </div>
  )
}

interface FoundProps extends Pick<HandoverScreenProps, 'footnote' | 'onBack'> {
  handover: RecordOf<'handover'>
}

function Found({ handover, footnote, onBack }: FoundProps) {
  const { language, messages } = useLanguage()
  const texts = messages.handover
  const nameOf = useColleagueName()
  const pending = useIsPending('handover', handover.id)
  const { data, createdBy, createdAt } = handover
  const cards = useMovingCards(data)
  const ids = useMemo(() => new Set(cards.map(({ id }) => id)), [cards])
  const counted = useAlong(data.fromId, ids)
  const along = { ...counted, openTasks: counted.openTasks ?? data.openTasks ?? null }
  const state = handoverState(data)
  const isMoving = state === 'accepted' && data.movedCount === undefined
  return (
    <div className="page">
      <div className="lg:max-w-3xl">
        <PageHeader
          title={texts.fromTo(nameOf(data.fromId), nameOf(data.toId))}
          onBack={onBack}
          subtitle={
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <StateBadge handover={data} />
              <span>{messages.domain.handoverReason[data.reason]}</span>
              <span>{texts.by(nameOf(createdBy))}</span>
              <span className="tnum">{formatInstant(language, createdAt)}</span>
              {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
            </span>
          }
        />
        <div className="grid gap-4">
          {isMoving && (
            <Banner tone="info" shape="card">
              {texts.whenOnline}
            </Banner>
          )}
          <Panel>
            <People handover={handover} />
          </Panel>
          {state === 'proposed' && <AlongPanel along={along} />}
          {state === 'proposed' && <DecisionButtons handover={handover} count={cards.length} />}
          {state === 'returned' && <AgainLink handover={handover} />}
          <MovingCustomers handover={data} />
          {footnote}
        </div>
      </div>
    </div>
  )
}

/** A returned hand-over once more, with everything filled in. */
function AgainLink({ handover: { id, data } }: { handover: RecordOf<'handover'> }) {
  const texts = useLanguage().messages.handover
  if (!mayPropose(useGrants(), data.fromId)) return null
  return (
    <div>
      <Link to="/handovers/new" search={{ again: id }} className={buttonClass({ tone: 'soft' })}>
        <RotateCcw size={18} aria-hidden />
        {texts.again}
      </Link>
    </div>
  )
}

/** From whom to whom, and what was said about it. */
function People({ handover }: { handover: RecordOf<'handover'> }) {
  const { language, messages } = useLanguage()
  const texts = messages.handover
  const nameOf = useColleagueName()
  const { fromId, toId, note, decidedBy, decidedAt, returnReason, movedCount } = handover.data
  const decided =
    decidedBy === undefined || decidedAt === undefined
      ? undefined
      : texts.decided(nameOf(decidedBy), formatInstant(language, decidedAt))
  const facts = [
    { id: 'note', label: texts.note, value: note },
    { id: 'decided', label: texts.decidedByLabel, value: decided },
    { id: 'returned', label: texts.returnedBecause, value: returnReason },
    {
      id: 'moved',
      label: texts.alongCustomers,
      value: movedCount === undefined ? undefined : texts.movedCount(movedCount),
    },
  ]
  const known = facts.filter(({ value }) => value !== undefined && value !== '')
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Colleague label={texts.fromLabel} name={nameOf(fromId)} />
        <ArrowRight size={20} className="shrink-0 text-ink-3" aria-hidden />
        <Colleague label={texts.toLabel} name={nameOf(toId)} />
      </div>
      {known.length > 0 && (
        <div className="border-t border-line pt-4 whitespace-pre-line">
          <FactList facts={known} />
        </div>
      )}
    </div>
  )
}

function Colleague({ label, name }: { label: string; name: string }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <SurnameDisc surname={surnameOf(name) ?? name} tier="mass" />
      <div className="min-w-0">
        <div className="text-sm text-ink-3">{label}</div>
        <div className="font-medium wrap-anywhere">{name}</div>
      </div>
    </div>
  )
}
