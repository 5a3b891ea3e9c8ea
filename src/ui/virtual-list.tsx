import {
  createContext,
  use,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react'
import { Virtualizer, WindowVirtualizer } from 'virtua'
import { RowElementContext } from './list-row.tsx'

export interface VirtualListHandle {
  scrollToIndex: (index: number) => void
}

/** The items of a list in their order: an array, or what looks one up when its row is drawn. */
export interface ListItems<Item> {
  readonly length: number
  at: (index: number) => Item | undefined
}

export interface VirtualListProps<Item> {
  items: ListItems<Item>
  itemKey: (item: Item) => string
  /**
   * Rows keep their place and show another item when the items change: a list that answers each key is drawn anew in a third of the
   * time. Rows must hold no state. While one has the focus, it stays with its item.
   */
  reuseRows?: boolean | undefined
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
  const keys = useRowKeys(props, box)
  const [ahead, drawAhead] = useRowsAhead(props)
  useImperativeHandle(ref, () => ({
    scrollToIndex: (index) => core.current?.scrollToIndex(index),
  }))

  const walk = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, rowIndex(event.target), count)
    if (next === null || isTyping(event.target)) return
    event.preventDefault()
    focusRow(box.current, next, () => core.current?.scrollToIndex(next))
  }

  const renderRow = (_: unknown, index: number) => {
    const item = props.items.at(index)
    // One that left between two drawings.
    if (item === undefined) return <Row key={`gone ${index}`}>{null}</Row>
    return <Row key={keys.of(item, index)}>{props.renderItem(item, index)}</Row>
  }
  const rows = { length: count }
  const setCore = (handle: VirtualListHandle | null) => {
    core.current = handle
  }
  return (
    // The keys only move the focus between links and buttons that work without them.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      onKeyDown={walk}
      onFocus={(event) => {
        setFocused(rowIndex(event.target))
        keys.hold()
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        // While another window is in front the element is the active one still, and has the focus after it.
        const stays = [relatedTarget, document.activeElement]
        if (!stays.some((element) => currentTarget.contains(element))) keys.letGo()
      }}
      className={`${props.scroll === 'element' ? 'overflow-y-auto overscroll-contain' : ''} ${props.className ?? ''}`}
    >
      <ListContext value={{ count, label: props.label }}>
        {typeof ResizeObserver === 'undefined' ? (
          <List style={{}}>
            {Array.from(rows, (_, index) => {
              const row = renderRow(null, index)
              return (
                <ListItem key={row.key} index={index} style={{}}>
                  {row}
                </ListItem>
              )
            })}
          </List>
        ) : props.scroll === 'element' ? (
          <Virtualizer
            ref={setCore}
            as={List}
            item={ListItem}
            itemSize={props.rowHeight ?? 72}
            data={rows}
            bufferSize={ahead}
            onScroll={drawAhead}
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
            data={rows}
            bufferSize={ahead}
            onScroll={drawAhead}
          >
            {renderRow}
          </WindowVirtualizer>
        )}
      </ListContext>
    </div>
  )
}

/** The keys of rows: that of the item, or, where rows are reused, the place. */
function useRowKeys<Item>(
  { items, itemKey, reuseRows }: VirtualListProps<Item>,
  box: RefObject<HTMLElement | null>,
) {
  /** While a row has the focus: the keys that the rows had when it came, by item. */
  const [held, setHeld] = useState<ReadonlyMap<string, string> | null>(null)
  useEffect(() => {
    if (held === null) return undefined
    // A row that leaves with the focus tells nobody.
    const frame = requestAnimationFrame(() => {
      if (!box.current?.contains(document.activeElement)) setHeld(null)
    })
    return () => cancelAnimationFrame(frame)
  })
  return {
    of(item: Item, index: number): string {
      const own = itemKey(item)
      if (!reuseRows) return own
      return held === null ? String(index) : (held.get(own) ?? own)
    },
    hold(): void {
      if (!reuseRows || held !== null) return
      const rows = box.current?.querySelectorAll<HTMLElement>('[data-index]') ?? []
      const drawn = [...rows].flatMap((row): [string, string][] => {
        const item = items.at(rowIndex(row))
        return item === undefined ? [] : [[itemKey(item), String(rowIndex(row))]]
      })
      setHeld(new Map(drawn))
    },
    letGo: () => setHeld(null),
  }
}

/** Height (px) of what is drawn beyond the edges, so that a scroll finds it there. */
const usualAhead = 200
/** Rows beyond the edge follow so long (ms) after the last key: they are there before anybody has read those in sight. */
const aheadAfter = 600

/** Where rows are reused, only those in sight answer a key; the others follow in the pause after it, or with the first scroll. */
function useRowsAhead<Item>({ items, reuseRows }: VirtualListProps<Item>): [number, () => void] {
  const [drawn, setDrawn] = useState(items)
  useEffect(() => {
    if (!reuseRows) return undefined
    const timer = setTimeout(() => setDrawn(items), aheadAfter)
    return () => clearTimeout(timer)
  }, [items, reuseRows])
  return [reuseRows && drawn !== items ? 0 : usualAhead, () => setDrawn(items)]
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
  target?.focus()
  // A row that was not measured yet is hidden, and takes no focus.
  if (target && document.activeElement === target) return
  if (tries === 0) return
  if (tries === 20) scroll()
  requestAnimationFrame(() => focusRow(box, index, scroll, tries - 1))
}
