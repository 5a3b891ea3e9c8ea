import { Link, useNavigate } from '@tanstack/react-router'
import { MessageSquareWarning, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useAll, useIsLoaded, useRules, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { FloatingButton } from '#ui/floating-button.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { ComplaintRow } from './complaint-row.tsx'
import { complaintRows, type ComplaintView } from './queries.ts'

interface ComplaintsScreenProps {
  view: ComplaintView
  onView(view: ComplaintView): void
}

/** The board: what is left is the loudest word, the most urgent stands first. */
export function ComplaintsScreen({ view, onView }: ComplaintsScreenProps) {
  const { complaints: texts, domain } = useMessages()
  const navigate = useNavigate()
  const complaints = useAll('complaint')
  const loaded = useIsLoaded()
  const rules = useRules()
  const today = useToday()
  const rows = useMemo(
    () => complaintRows(complaints, view, rules, today),
    [complaints, view, rules, today],
  )
  return (
    <div className="page">
      <PageHeader
        title={texts.title}
        meta={rows.length > 0 ? texts.openCount(rows.length) : undefined}
        actions={
          <>
            <Link to="/feedback" className={buttonClass({ tone: 'outline' })}>
              {domain.recordType.feedback}
            </Link>
            <Link
              to="/complaints/new"
              className={`max-md:hidden ${buttonClass({ tone: 'primary' })}`}
            >
              <Plus size={18} aria-hidden />
              {texts.register}
            </Link>
          </>
        }
      />
      <div className="mb-4 max-w-md">
        <Segmented
          label={texts.viewLabel}
          hideLabel
          value={view}
          onChange={onView}
          options={[
            { value: 'open', label: texts.open },
            { value: 'closed', label: texts.closed },
          ]}
        />
      </div>
      {rows.length === 0 && !loaded && <SkeletonRows count={4} />}
      {rows.length === 0 && loaded && (
        <EmptyState
          icon={MessageSquareWarning}
          title={view === 'open' ? texts.empty : texts.emptyClosed}
          description={view === 'open' ? texts.emptyText : undefined}
        />
      )}
      {rows.length > 0 && (
        <div className="panel-box overflow-hidden">
          <VirtualList
            label={texts.listLabel}
            items={rows}
            itemKey={({ record }) => record.id}
            rowHeight={104}
            renderItem={(row) => <ComplaintRow row={row} />}
          />
        </div>
      )}
      <FloatingButton icon={Plus} onPress={() => void navigate({ to: '/complaints/new' })}>
        {texts.register}
      </FloatingButton>
    </div>
  )
}
