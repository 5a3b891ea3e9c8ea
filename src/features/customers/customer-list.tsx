import { Link } from '@tanstack/react-router'
import { HeartHandshake, Plus, SearchX, Users } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { type CustomerFacts, partsOf, withoutPart } from '#shared/domain/customer-filter.ts'
import { useIsLoaded, useOpenComplaints, useSession } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button, buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { iconButtonClass } from '#ui/icon-button.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { VirtualList, type VirtualListHandle } from '#ui/virtual-list.tsx'
import { holdsPortfolio, mayAddCustomer, usualSort } from './customer-access.ts'
import { useCustomerFacts } from './customer-facts.ts'
import {
  useCustomerList,
  type CustomerList as FoundCustomers,
  type CustomerListItem,
} from './customer-list-queries.ts'
import { CustomerRow } from './customer-row.tsx'
import { CustomerTableHead, CustomerTableRow } from './customer-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FilterSheet } from './filter-sheet.tsx'
import { remember, useListMemory, useTypedSearch } from './list-memory.ts'
import {
  customerColumns,
  customerSorts,
  type CustomerSort,
  type ListView,
  useListView,
} from './list-view.ts'
import { OpenedLately } from './opened-lately.tsx'

interface CustomerListProps {
  /** `table`: a line with columns each, for a whole page from tablet up; `rows`: two lines each. */
  layout: 'rows' | 'table'
  selectedId: string | null
  /** `element`: a pane that scrolls by itself; `window`: the whole page. */
  scroll: 'window' | 'element'
  /** The search is asked to take the focus. */
  focusSearch: boolean
  onSearchFocused: () => void
  /** Further ways to add and take customers, in the head of the list. */
  actions?: ReactNode
}

/** Search, filter and all customers of the branch. */
export function CustomerList(props: CustomerListProps) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const session = useSession()
  const [typed, setTyped] = useTypedSearch()
  const [kept, change] = useListView()
  const [isSheetOpen, openSheet] = useState(false)
  const view = kept ?? nothingChosen
  const sort = view.sort ?? usualSort(session)
  const facts = useCustomerFacts()
  const list = useCustomerList({ typed, filter: view.filter, sort, fuzzy: view.fuzzy, facts })
  const { items, total } = list
  const searching = typed.trim() !== ''
  const filtered = searching || partsOf(view.filter).length > 0
  const search = useRef<HTMLInputElement>(null)
  const Title = props.selectedId === null ? 'h1' : 'h2'
  const { focusSearch, onSearchFocused } = props
  useEffect(() => {
    if (!focusSearch) return
    search.current?.select()
    onSearchFocused()
  }, [focusSearch, onSearchFocused])
  const chooseSort = (next: CustomerSort) => change({ sort: next })
  return (
    <div className={props.scroll === 'element' ? 'flex h-full min-h-0 flex-col' : ''}>
      <div
        className={
          props.scroll === 'element' ? 'shrink-0 border-b border-line px-4 md:px-5' : stickyHead
        }
      >
        <div className="flex min-h-14 items-center gap-1 pt-2">
          <Title className="text-xl font-semibold">{texts.title}</Title>
          <output className="tnum ml-2 min-w-0 flex-1 truncate text-sm text-ink-3">
            {filtered
              ? texts.found(formatCount(language, items.length))
              : texts.count(formatCount(language, total))}
          </output>
          {holdsPortfolio(session) && (
            <Link
              to="/cadence"
              aria-label={messages.cadence.open}
              title={messages.cadence.open}
              className={iconButtonClass}
            >
              <HeartHandshake size={22} aria-hidden />
            </Link>
          )}
          {props.actions}
          {mayAddCustomer(session) && (
            <Link
              to="/customers/new"
              aria-label={texts.add}
              title={texts.add}
              className={iconButtonClass}
            >
              <Plus size={22} aria-hidden />
            </Link>
          )}
        </div>
        <SearchField
          ref={search}
          label={texts.searchLabel}
          placeholder={texts.searchHint}
          value={typed}
          onChange={setTyped}
        />
        <FilterBar view={view} onChange={change} onOpen={() => openSheet(true)} />
        {props.layout === 'table' ? (
          <CustomerTableHead
            columns={view.columns}
            sort={searching ? null : sort}
            onSort={chooseSort}
          />
        ) : (
          <SortRow sort={sort} onSort={chooseSort} searching={searching} />
        )}
      </div>
      <div
        className={
          props.scroll === 'element'
            ? 'flex min-h-0 flex-1 flex-col'
            : `-mx-4 ${items.length > 0 ? 'bg-surface' : ''}`
        }
      >
        {/* Beside an opened customer it would move the rows under the finger. */}
        {props.scroll === 'window' && !filtered && <OpenedLately selectedId={props.selectedId} />}
        {/* What was chosen is not known for a moment: all customers would be the wrong answer. */}
        {kept !== null &&
          (items.length > 0 ? (
            <Rows
              {...props}
              items={items}
              facts={facts}
              columns={view.columns}
              key={`${JSON.stringify(view.filter)}|${sort}|${props.layout}`}
            />
          ) : (
            <Nothing
              list={list}
              view={view}
              filtered={filtered}
              searching={searching}
              onChange={change}
              onClearTyped={() => setTyped('')}
            />
          ))}
      </div>
      <FilterSheet
        open={isSheetOpen}
        onClose={() => openSheet(false)}
        view={view}
        onChange={change}
        found={items.length}
      />
    </div>
  )
}

const nothingChosen: ListView = {
  filter: {},
  sort: undefined,
  columns: [...customerColumns],
  fuzzy: false,
  saved: [],
  different: [],
}

const stickyHead = 'sticky top-14 z-10 -mx-4 border-b border-line bg-canvas px-4'

function SortRow(props: {
  sort: CustomerSort
  onSort: (sort: CustomerSort) => void
  searching: boolean
}) {
  const texts = useLanguage().messages.customers
  const find = useFindMessages()
  if (props.searching) return <p className="py-3 text-sm text-ink-3">{texts.sortedByMatch}</p>
  return (
    <fieldset aria-label={texts.sortLabel} className="-mx-2 flex min-w-0 overflow-x-auto">
      {customerSorts.map((sort) => (
        <button
          key={sort}
          type="button"
          aria-pressed={props.sort === sort}
          onClick={() => props.onSort(sort)}
          className="min-h-11 shrink-0 cursor-pointer rounded-sm px-2 text-sm whitespace-nowrap text-ink-3 hover:text-ink aria-pressed:font-semibold aria-pressed:text-primary aria-pressed:underline aria-pressed:underline-offset-4"
        >
          {find.sort[sort]}
        </button>
      ))}
    </fieldset>
  )
}

function Rows(
  props: CustomerListProps & {
    items: readonly CustomerListItem[]
    facts: CustomerFacts
    columns: ListView['columns']
  },
) {
  const { messages } = useLanguage()
  const loaded = useIsLoaded()
  const complaints = useOpenComplaints()
  const { box, list } = useKeptPlace(props.scroll)
  const { facts } = props
  const row = (item: CustomerListItem): ReactNode => {
    const { id, data } = item.card
    const openComplaints = complaints.get(id)?.length ?? 0
    if (props.layout === 'table') {
      return (
        <CustomerTableRow {...props} item={item} loaded={loaded} openComplaints={openComplaints} />
      )
    }
    // Before the notes are in memory “never” would be a guess.
    const at = facts.lastContactAt(id)
    const known = facts.holdsOwner(data.ownerId) && (loaded || at !== undefined)
    return (
      <CustomerRow
        item={item}
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
        itemKey={({ card }) => card.id}
        renderItem={(item) => <>{row(item)}</>}
        label={messages.customers.listLabel}
        rowHeight={props.layout === 'table' ? 57 : 71}
        scroll={props.scroll}
        className={props.scroll === 'element' ? 'min-h-0 flex-1' : ''}
      />
    </div>
  )
}

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

/** Nobody is found: says which condition to take away for how many customers, or how to begin. */
function Nothing(props: {
  list: FoundCustomers
  view: ListView
  filtered: boolean
  searching: boolean
  onChange: (part: Partial<ListView>) => void
  onClearTyped: () => void
}) {
  const { language, messages } = useLanguage()
  const session = useSession()
  const texts = messages.customers
  const find = useFindMessages()
  const { list, view, searching } = props
  const parts = partsOf(view.filter).length
  if (!props.filtered) {
    return (
      <EmptyState
        icon={Users}
        title={texts.emptyTitle}
        description={texts.emptyText}
        action={
          mayAddCustomer(session) && (
            <Link to="/customers/new" className={buttonClass({})}>
              {texts.add}
            </Link>
          )
        }
      />
    )
  }
  const isSeveral = parts > 1 && list.inTheWay.length === 0 && list.withoutTyped === 0
  return (
    <EmptyState
      icon={SearchX}
      title={searching ? texts.noMatchTitle : find.noneWithFilter}
      description={isSeveral ? find.severalInTheWay : searching ? texts.noMatchText : undefined}
      action={
        <div className="flex flex-col items-stretch gap-2">
          {list.inTheWay.slice(0, 3).map(({ part, count }) => (
            <Button
              key={part}
              tone="outline"
              onPress={() => props.onChange({ filter: withoutPart(view.filter, part) })}
            >
              {find.without(find.parts[part], formatCount(language, count))}
            </Button>
          ))}
          {list.withoutTyped > 0 && parts > 0 && (
            <Button tone="outline" onPress={props.onClearTyped}>
              {find.withoutTyped(formatCount(language, list.withoutTyped))}
            </Button>
          )}
          {searching && !view.fuzzy && (
            <Button tone="outline" onPress={() => props.onChange({ fuzzy: true })}>
              {find.fuzzyTry}
            </Button>
          )}
          <Button
            tone="ghost"
            onPress={() => {
              props.onClearTyped()
              props.onChange({ filter: {} })
            }}
          >
            {texts.clearFilters}
          </Button>
        </div>
      }
    />
  )
}
