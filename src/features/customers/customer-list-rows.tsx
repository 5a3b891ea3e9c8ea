import { memo, type ReactNode, useEffect, useRef } from 'react'
import type { CustomerFacts } from '#shared/domain/customer-filter.ts'
import { useIsLoaded, useOpenComplaints, useReplica } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { VirtualList, type VirtualListHandle } from '#ui/virtual-list.tsx'
import type { CustomerListItem } from './customer-list-queries.ts'
import { CustomerRow } from './customer-row.tsx'
import { CustomerTableRow } from './customer-table.tsx'
import { remember, useListMemory } from './list-memory.ts'
import type { ListView } from './list-view.ts'

/**
 * The rows of the list; those in sight exist. What is typed reaches the box above without drawing them, and draws them once
 * when it brings other customers.
 */
export const CustomerListRows = memo(function CustomerListRows(props: {
  items: readonly CustomerListItem[]
  layout: 'rows' | 'table'
  selectedId: string | null
  scroll: 'window' | 'element'
  facts: CustomerFacts
  columns: ListView['columns']
}) {
  const { customers } = useMessages()
  const replica = useReplica()
  const loaded = useIsLoaded()
  const complaints = useOpenComplaints()
  const { box, list } = useKeptPlace(props.scroll)
  const { facts } = props
  const row = ({ id, highlight }: CustomerListItem): ReactNode => {
    const card = replica.get('customer', id)
    if (card === undefined) return null
    const openComplaints = complaints.get(id)?.length ?? 0
    if (props.layout === 'table') {
      return (
        <CustomerTableRow
          card={card}
          highlight={highlight}
          columns={props.columns}
          facts={facts}
          loaded={loaded}
          openComplaints={openComplaints}
        />
      )
    }
    // Before the notes are in memory “never” would be a guess.
    const at = facts.lastContactAt(id)
    const known = facts.holdsOwner(card.data.ownerId) && (loaded || at !== undefined)
    return (
      <CustomerRow
        card={card}
        highlight={highlight}
        today={facts.today}
        lastContactAt={known ? (at ?? null) : undefined}
        openComplaints={openComplaints}
        selected={props.selectedId === id}
      />
    )
  }
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col">
      <VirtualList
        ref={list}
        items={props.items}
        itemKey={({ id }) => id}
        renderItem={(item) => <>{row(item)}</>}
        label={customers.listLabel}
        rowHeight={props.layout === 'table' ? 57 : 71}
        scroll={props.scroll}
        className={props.scroll === 'element' ? 'min-h-0 flex-1' : ''}
      />
    </div>
  )
})

/** Going back to the list shows the rows that were left. */
function useKeptPlace(scroll: 'window' | 'element') {
  const memory = useListMemory()
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualListHandle>(null)
  useEffect(() => {
    if (memory.top > 0) list.current?.scrollToIndex(memory.top)
    const target = scroll === 'window' ? window : box.current
    const keep = () => {
      const edge = scroll === 'window' ? 200 : (box.current?.getBoundingClientRect().top ?? 0)
      const rows = box.current?.querySelectorAll<HTMLElement>('[data-index]') ?? []
      const top = [...rows].find((row) => row.getBoundingClientRect().bottom > edge)
      if (top !== undefined) remember(memory, { top: Number(top.dataset['index']) })
    }
    // Scrolling does not bubble; the list inside the box is met on the way down.
    target?.addEventListener('scroll', keep, { passive: true, capture: true })
    return () => target?.removeEventListener('scroll', keep, { capture: true })
  }, [memory, scroll])
  return { box, list }
}
