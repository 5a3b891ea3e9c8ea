import { Link } from '@tanstack/react-router'
import { HeartHandshake, TrendingDown } from 'lucide-react'
import { useMemo, type ReactElement } from 'react'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useCadences } from '#replica/use-cadence.ts'
import { useIsLoaded, useToday } from '#replica/use-replica.ts'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { useLanguage } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Select } from '#ui/select.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import {
  cadenceGroups,
  type CadenceGroups,
  type CadenceView,
  cadenceViews,
} from './cadence-groups.ts'
import { CadenceRow } from './cadence-row.tsx'

interface CadenceScreenProps {
  view: CadenceView
  tier: Tier | null
  onView: (view: CadenceView) => void
  onTier: (tier: Tier | null) => void
  onBack?: (() => void) | undefined
  renderContact: (card: RecordOf<'customer'>) => ReactElement
}

/** R28, R39 联系节奏: who is due, who hears from us too often, and why. */
export function CadenceScreen(props: CadenceScreenProps) {
  const { messages } = useLanguage()
  const texts = messages.cadence
  const churn = useChurnMessages()
  const loaded = useIsLoaded()
  const groups = useGroups(props.tier)
  const rows = groups[props.view]
  return (
    <div className="page">
      <div className="max-w-200">
        <PageHeader
          title={texts.title}
          subtitle={texts.text}
          onBack={props.onBack}
          actions={
            <Link to="/churn" className={buttonClass({ tone: 'outline', size: 'sm' })}>
              <TrendingDown size={16} aria-hidden />
              {churn.open}
            </Link>
          }
        />
        <div className="mb-4 flex flex-wrap items-start gap-3">
          <div className="min-w-0 flex-1 basis-80">
            <ChoiceChips
              label={texts.viewsLabel}
              hideLabel
              layout="scroll"
              options={cadenceViews.map((view) => ({
                value: view,
                label: texts.views[view],
                ...(loaded ? { count: groups[view].length } : {}),
              }))}
              value={props.view}
              onChange={props.onView}
            />
          </div>
          <div className="w-40">
            <Select
              label={texts.tierLabel}
              hideLabel
              placeholder={texts.allTiers}
              noneLabel={texts.allTiers}
              options={tiers.map((tier) => ({ value: tier, label: messages.domain.tier[tier] }))}
              value={props.tier ?? ''}
              onChange={(tier) => props.onTier(tiers.find((each) => each === tier) ?? null)}
            />
          </div>
        </div>
        {/* Before the notes are in memory everybody would seem forgotten. */}
        {!loaded && (
          <>
            <p className="pb-2 text-sm text-ink-3">{texts.loading}</p>
            <SkeletonRows count={5} />
          </>
        )}
        {loaded && rows.length > 0 && (
          <div className="panel-box overflow-hidden">
            <VirtualList
              key={`${props.view}|${props.tier}`}
              label={texts.views[props.view]}
              items={rows}
              itemKey={({ card }) => card.id}
              renderItem={(customer) => (
                <CadenceRow customer={customer} contact={props.renderContact(customer.card)} />
              )}
              rowHeight={71}
            />
          </div>
        )}
        {loaded && rows.length === 0 && (
          <EmptyState
            icon={HeartHandshake}
            title={texts.empty[props.view]}
            description={texts.emptyText[props.view]}
          />
        )}
      </div>
    </div>
  )
}

function useGroups(tier: Tier | null): CadenceGroups {
  const today = useToday()
  const customers = useCadences()
  return useMemo(() => {
    const chosen =
      tier === null ? customers : customers.filter(({ card }) => card.data.tier === tier)
    return cadenceGroups(chosen, today)
  }, [customers, tier, today])
}
