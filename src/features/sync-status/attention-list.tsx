import { CircleCheck, ListChecks } from 'lucide-react'
import { useMemo } from 'react'
import { useAll } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Panel } from '#ui/panel.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import {
  attentionGroups,
  attentionItems,
  countGroups,
  type AttentionGroup,
  type AttentionItem,
} from './attention-items.ts'
import { IssueCard } from './issue-card.tsx'
import { LossCard } from './loss-card.tsx'
import { PutAllAwayButton } from './settle-buttons.tsx'

/** What the list shows; it lives in the address, so that “back” finds it again. */
export interface AttentionChoice {
  view: 'open' | 'settled'
  /** One group alone, or all. */
  kind: AttentionGroup | 'all'
}

interface AttentionListProps {
  choice: AttentionChoice
  onChoice(choice: AttentionChoice): void
}

/** Everything that needs the person, by what is to be done, newest first; what was settled beside it. */
export function AttentionList({ choice, onChoice }: AttentionListProps) {
  const texts = useMessages().attention
  const issues = useAll('sync-issue')
  const reports = useAll('loss-report')
  const items = useMemo(() => attentionItems(issues, reports), [issues, reports])
  const open = items.filter(({ settled }) => !settled)
  const settled = items.filter((item) => item.settled)
  const listed = choice.view === 'settled' ? settled : open
  if (items.length === 0) return null
  return (
    <section aria-label={texts.title} className="grid gap-4">
      <div className="max-md:w-full md:w-72">
        <Segmented
          label={texts.view}
          hideLabel
          value={choice.view}
          onChange={(view) => onChoice({ view, kind: 'all' })}
          options={[
            { value: 'open', label: `${texts.open} ${open.length}` },
            { value: 'settled', label: `${texts.settled} ${settled.length}` },
          ]}
        />
      </div>
      {choice.view === 'settled' ? (
        <Settled items={settled} />
      ) : (
        <Open items={listed} kind={choice.kind} onKind={(kind) => onChoice({ ...choice, kind })} />
      )}
    </section>
  )
}

function Open(props: {
  items: readonly AttentionItem[]
  kind: AttentionChoice['kind']
  onKind(kind: AttentionChoice['kind']): void
}) {
  const texts = useMessages().attention
  const { items, kind, onKind } = props
  if (items.length === 0) {
    return (
      <Panel>
        <EmptyState icon={CircleCheck} title={texts.emptyTitle} description={texts.emptyText} />
      </Panel>
    )
  }
  const counts = countGroups(items)
  const present = attentionGroups.filter((group) => counts[group] > 0)
  const shown = kind === 'all' ? present : present.filter((group) => group === kind)
  return (
    <>
      {(present.length > 1 || shown.length === 0) && (
        <ChoiceChips
          label={texts.filter}
          hideLabel
          layout="scroll"
          value={kind}
          onChange={onKind}
          options={[
            { value: 'all', label: texts.all, count: items.length },
            ...present.map((group) => ({
              value: group,
              label: texts.group[group],
              count: counts[group],
            })),
          ]}
        />
      )}
      {shown.length === 0 && (
        <Panel>
          <EmptyState icon={CircleCheck} title={texts.noneOfKind} />
        </Panel>
      )}
      {shown.map((group) => (
        <Group
          key={group}
          title={texts.group[group]}
          items={items.filter((item) => item.group === group)}
          putsAllAway={group === 'know'}
        />
      ))}
    </>
  )
}

function Settled({ items }: { items: readonly AttentionItem[] }) {
  const texts = useMessages().attention
  if (items.length > 0) return <Group title={texts.settled} items={items} />
  return (
    <Panel>
      <EmptyState
        icon={ListChecks}
        title={texts.settledEmptyTitle}
        description={texts.settledEmptyText}
      />
    </Panel>
  )
}

function Group(props: {
  title: string
  items: readonly AttentionItem[]
  /** Nothing is to be decided here: all can be put away together. */
  putsAllAway?: boolean
}) {
  const { itemCount } = useMessages().sync
  const { title, items, putsAllAway = false } = props
  const issues = items.flatMap((item) => (item.kind === 'issue' ? [item.issue] : []))
  return (
    <Panel
      title={title}
      count={itemCount(items.length)}
      action={putsAllAway && issues.length > 1 && <PutAllAwayButton issues={issues} />}
      flush
    >
      <VirtualList
        label={title}
        items={items}
        itemKey={({ id }) => id}
        rowHeight={220}
        renderItem={(item) =>
          item.kind === 'issue' ? (
            <IssueCard issue={item.issue} />
          ) : (
            <LossCard report={item.report} />
          )
        }
      />
    </Panel>
  )
}
