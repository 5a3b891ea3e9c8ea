import { ShieldCheck } from 'lucide-react'
import { useIsLoaded } from '#replica/use-replica.ts'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { ChoiceChips } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { type ChurnView, churnViews } from './churn-groups.ts'
import { ChurnRow } from './churn-row.tsx'
import { useChurnGroups } from './use-churn-groups.ts'

interface ChurnScreenProps {
  view: ChurnView
  onView: (view: ChurnView) => void
  onBack?: (() => void) | undefined
}

/** R43 流失预警: who may leave and by what, who is being talked to, and what became of the others. */
export function ChurnScreen(props: ChurnScreenProps) {
  const texts = useChurnMessages()
  const loaded = useIsLoaded()
  const groups = useChurnGroups()
  const rows = groups[props.view]
  return (
    <div className="page">
      <div className="max-w-200">
        <PageHeader title={texts.title} subtitle={texts.text} onBack={props.onBack} />
        <div className="mb-4">
          <ChoiceChips
            label={texts.viewsLabel}
            hideLabel
            layout="scroll"
            options={churnViews.map((view) => ({
              value: view,
              label: texts.views[view],
              ...(loaded ? { count: groups[view].length } : {}),
            }))}
            value={props.view}
            onChange={props.onView}
          />
        </div>
        {!loaded && (
          <>
            <p className="pb-2 text-sm text-ink-3">{texts.loading}</p>
            <SkeletonRows count={5} />
          </>
        )}
        {loaded && rows.length > 0 && (
          <div className="panel-box overflow-hidden">
            <VirtualList
              key={props.view}
              label={texts.views[props.view]}
              items={rows}
              itemKey={({ id }) => id}
              renderItem={(item) => <ChurnRow item={item} />}
              rowHeight={91}
            />
          </div>
        )}
        {loaded && rows.length === 0 && (
          <EmptyState
            icon={ShieldCheck}
            title={texts.empty[props.view]}
            description={texts.emptyText[props.view]}
          />
        )}
      </div>
    </div>
  )
}
