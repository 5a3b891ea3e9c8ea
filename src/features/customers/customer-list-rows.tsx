import { memo, type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import type { CustomerFacts } from '#shared/domain/customer-filter.ts'
import { VirtualList, type VirtualListHandle } from '#ui/virtual-list.tsx'
import type { CustomerListItem, ListedCustomers } from './customer-list-queries.ts'
import { CustomerRow } from './customer-row.tsx'
import { CustomerTableRow } from './customer-table.tsx'
import { remember, useListMemory } from './list-memory.ts'
import type { ListView } from './list-view.ts'
import { useRowLinks } from './row-link.tsx'
import { useRowReading } from './row-reading.ts'

/**
 * The rows of the list; those in sight exist. What is typed reaches the box above without drawing them, and draws them once
 * when it brings other customers.
 */
export const CustomerListRows = memo(function CustomerListRows(props: {
  items: ListedCustomers
  /** What is searched for; other hits are shown from their beginning. */
  typed: string
  layout: 'rows' | 'table'
  selectedId: string | null
  scroll: 'window' | 'element'
  facts: CustomerFacts
  columns: ListView['columns']
}) {
  const reading = useRowReading(props.facts)
  const links = useRowLinks()
  const { box, list } = useKeptPlace(props.scroll, props.typed.trim())
  const row = ({ id, highlight }: CustomerListItem): ReactNode => {
    const card = reading.card(id)
    if (card === undefined) return null
    const parts = { card, highlight, reading, links }
    if (props.layout === 'table') return <CustomerTableRow {...parts} columns={props.columns} />
    return <CustomerRow {...parts} selected={props.selectedId === id} />
  }
  return (
    <div
      ref={box}
      onPointerEnter={links.prepare}
      onPointerOver={showWhole}
      onFocus={links.prepare}
      className="flex min-h-0 flex-1 flex-col"
    >
      <VirtualList
        ref={list}
        items={props.items}
        itemKey={({ id }) => id}
        renderItem={(item) => <>{row(item)}</>}
        reuseRows
        label={reading.messages.customers.listLabel}
        rowHeight={props.layout === 'table' ? 61 : 71}
        scroll={props.scroll}
        className={props.scroll === 'element' ? 'min-h-0 flex-1' : ''}
      />
    </div>
  )
})

/** What is cut off is said in full when the pointer rests on it. */
function showWhole({ target }: PointerEvent): void {
  if (target instanceof HTMLElement && target.matches('.truncate'))
    target.title = target.textContent
}

/** Going back to the list shows the rows that were left; another search begins at its first hit. */
function useKeptPlace(scroll: 'window' | 'element', query: string) {
  const memory = useListMemory()
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualListHandle>(null)
  const isAway = useRef(false)
  const shown = useRef(query)
  useEffect(() => {
    if (memory.top > 0) list.current?.scrollToIndex(memory.top)
    const target = scroll === 'window' ? window : box.current
    const keep = () => {
      const edge = scroll === 'window' ? 200 : (box.current?.getBoundingClientRect().top ?? 0)
      const rows = box.current?.querySelectorAll<HTMLElement>('[data-index]') ?? []
      const top = [...rows].find((row) => row.getBoundingClientRect().bottom > edge)
      if (top !== undefined) remember(memory, { top: Number(top.dataset['index']) })
      isAway.current = true
    }
    // Scrolling does not bubble; the list inside the box is met on the way down.
    target?.addEventListener('scroll', keep, { passive: true, capture: true })
    return () => target?.removeEventListener('scroll', keep, { capture: true })
  }, [memory, scroll])
  useLayoutEffect(() => {
    if (shown.current === query) return
    shown.current = query
    if (!isAway.current) return
    isAway.current = false
    if (scroll === 'window') scrollTo({ top: 0, behavior: 'instant' })
    else box.current?.firstElementChild?.scrollTo({ top: 0, behavior: 'instant' })
  }, [query, scroll])
  return { box, list }
}
