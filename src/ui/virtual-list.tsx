import {
  createContext,
  use,
  useImperativeHandle,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react'
import { Virtualizer, WindowVirtualizer } from 'virtua'
import { RowElementContext } from './list-row.tsx'

export interface VirtualListHandle {
  scrollToIndex: (index: number) => void
}

export interface VirtualListProps<Item> {
  items: readonly Item[]
  itemKey: (item: Item) => string
  /** A `ListRow`: the list item around it is drawn here. */
  renderItem: (item: Item, index: number) => ReactElement
  label: string
  /** First guess in px; rows are measured as they appear. */
  rowHeight?: number | undefined
  /** `element`: scrolls by itself and needs a height from `className`. */
  scroll?: 'window' | 'element' | undefined
  className?: string | undefined
  ref?: Ref<VirtualListHandle> | undefined
}

/** Thousands of rows, of which only those in sight exist. Arrow keys, Home and End walk through it. */
export function VirtualList<Item>({ ref, ...props }: VirtualListProps<Item>) {
  const box = useRef<HTMLDivElement>(null)
  const core = useRef<VirtualListHandle>(null)
  const [focused, setFocused] = useState(-1)
  const count = props.items.length
  useImperativeHandle(ref, () => ({
    scrollToIndex: (index) => core.current?.scrollToIndex(index),
  }))

  const walk = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, rowIndex(event.target), count)
    if (next === null || isTyping(event.target)) return
    event.preventDefault()
    focusRow(box.current, next, () => core.current?.scrollToIndex(next))
  }

  const renderRow = (item: Item, index: number) => (
    <Row key={props.itemKey(item)}>{props.renderItem(item, index)}</Row>
  )
  const setCore = (handle: VirtualListHandle | null) => {
    core.current = handle
  }
  return (
    // The keys only move the focus between links and buttons that work without them.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      onKeyDown={walk}
      onFocus={(event) => setFocused(rowIndex(event.target))}
      className={`${props.scroll === 'element' ? 'overflow-y-auto overscroll-contain' : ''} ${props.className ?? ''}`}
    >
      <ListContext value={{ count, label: props.label }}>
        {typeof ResizeObserver === 'undefined' ? (
          <List style={{}}>
            {props.items.map((item, index) => (
              <ListItem key={props.itemKey(item)} index={index} style={{}}>
                {renderRow(item, index)}
              </ListItem>
            ))}
          </List>
        ) : props.scroll === 'element' ? (
          <Virtualizer
            ref={setCore}
            as={List}
            item={ListItem}
            itemSize={props.rowHeight ?? 72}
            data={props.items}
            // The row with the focus must not vanish while scrolled out of sight.
            keepMounted={focused >= 0 && focused < count ? [focused] : []}
          >
            {renderRow}
          </Virtualizer>
        ) : (
          <WindowVirtualizer
            ref={setCore}
            as={List}
            item={ListItem}
            itemSize={props.rowHeight ?? 72}
            data={props.items}
          >
            {renderRow}
          </WindowVirtualizer>
        )}
      </ListContext>
    </div>
  )
}

const ListContext = createContext({ count: 0, label: '' })

function Row(props: { children: ReactNode }) {
  return <RowElementContext value="div">{props.children}</RowElementContext>
}

function List({
  ref,
  ...props
}: {
  style: CSSProperties
  children: ReactNode
  ref?: Ref<HTMLUListElement>
}) {
  const { label } = use(ListContext)
  // The library lets presses through while it scrolls: one that comes with the last of a scroll would be lost.
  const style: CSSProperties = { ...props.style, pointerEvents: 'auto' }
  return (
    <ul ref={ref} aria-label={label} style={style}>
      {props.children}
    </ul>
  )
}

function ListItem({
  ref,
  ...props
}: {
  style: CSSProperties
  index: number
  children: ReactNode
  ref?: Ref<HTMLLIElement>
}) {
  const { count } = use(ListContext)
  return (
    <li
      ref={ref}
      style={props.style}
      data-index={props.index}
      aria-setsize={count}
      aria-posinset={props.index + 1}
    >
      {props.children}
    </li>
  )
}

function rowIndex(target: EventTarget): number {
  if (!(target instanceof Element)) return -1
  const index = target.closest('[data-index]')?.getAttribute('data-index')
  return index ? Number(index) : -1
}

function nextIndex(key: string, from: number, count: number): number | null {
  if (from < 0 || count === 0) return null
  if (key === 'ArrowDown') return Math.min(from + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(from - 1, 0)
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement && target.matches('textarea, select, input:not([type=checkbox])')
  )
}

/** A far row is drawn only after scrolling to it: try again for some frames. */
function focusRow(box: HTMLElement | null, index: number, scroll: () => void, tries = 20): void {
  const row = box?.querySelector(`[data-index="${index}"]`)
  const target = row?.querySelector<HTMLElement>('.stretch-link, a, button')
  if (target) {
    target.focus()
    return
  }
  if (tries === 0) return
  if (tries === 20) scroll()
  requestAnimationFrame(() => focusRow(box, index, scroll, tries - 1))
}
