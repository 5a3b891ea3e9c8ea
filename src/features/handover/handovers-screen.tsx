import { Link } from '@tanstack/react-router'
import { ArrowRightLeft, Plus } from 'lucide-react'
import { useMemo } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useAll, useIsLoaded, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { handsOver, useGrants } from './handover-access.ts'
import { handoverGroups } from './handover-queries.ts'
import { HandoverRow } from './handover-row.tsx'
import { LeaversPanel } from './leavers-panel.tsx'

/** 交接: what waits for this person, what this person proposed, and what was decided. */
export function HandoversScreen({ onBack }: { onBack?: (() => void) | undefined }) {
  const { handover: texts, sync } = useMessages()
  const { staffId } = useSession()
  const grants = useGrants()
  const loaded = useIsLoaded()
  const handovers = useAll('handover')
  const isLead = grants.person.role === 'lead'
  const groups = useMemo(
    () => handoverGroups(handovers, { staffId, isLead }),
    [handovers, staffId, isLead],
  )
  const mayStart = handsOver(grants)
  const shown = (['toMe', 'branch', 'fromMe', 'decided'] as const).filter(
    (group) => groups[group].length > 0,
  )
  const start = (
    <Link to="/handovers/new" className={buttonClass({})}>
      <Plus size={20} aria-hidden />
      {texts.propose}
    </Link>
  )
  return (
    <div className="page">
      <div className="lg:max-w-3xl">
        <PageHeader
          title={texts.title}
          onBack={onBack}
          actions={mayStart && shown.length > 0 && start}
        />
        {isLead && <LeaversPanel />}
        {shown.length === 0 && !loaded && <SkeletonRows count={4} />}
        {shown.length === 0 && loaded && (
          <Panel>
            <EmptyState
              icon={ArrowRightLeft}
              title={texts.emptyTitle}
              description={mayStart ? texts.emptyText : texts.forOwnersOnly}
              action={mayStart && start}
            />
          </Panel>
        )}
        <div className="grid gap-4">
          {shown.map((group) => (
            <Panel
              key={group}
              title={texts.group[group]}
              count={sync.itemCount(groups[group].length)}
              flush
            >
              <Rows label={texts.group[group]} handovers={groups[group]} />
            </Panel>
          ))}
        </div>
      </div>
    </div>
  )
}

function Rows(props: { label: string; handovers: readonly RecordOf<'handover'>[] }) {
  return (
    <VirtualList
      label={props.label}
      items={props.handovers}
      itemKey={({ id }) => id}
      rowHeight={72}
      renderItem={(handover) => <HandoverRow handover={handover} />}
    />
  )
}
