import { Link } from '@tanstack/react-router'
import { HeartHandshake, Plus, SearchX, Users } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import {
  useIsLoaded,
  useLastContacts,
  useOpenComplaints,
  useSession,
  useToday,
} from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button, buttonClass } from '#ui/button.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { iconButtonClass } from '#ui/icon-button.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { VirtualList, type VirtualListHandle } from '#ui/virtual-list.tsx'
import { holdsPortfolio, mayAddCustomer, seesPortfolio } from './customer-access.ts'
import {
  customerSorts,
  useCustomerList,
  type CustomerListItem,
  type CustomerSort,
} from './customer-list-queries.ts'
import { CustomerRow } from './customer-row.tsx'
import { remember, useListMemory, useTypedSearch } from './list-memory.ts'
import { OpenedLately } from './opened-lately.tsx'

interface CustomerListProps {
  tier: Tier | null
  sort: CustomerSort
  onTier: (tier: Tier | null) => void
  onSort: (sort: CustomerSort) => void
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
  const { items, total } = useCustomerList({ typed, tier: props.tier, sort: props.sort })
  const searching = typed.trim() !== ''
  const filtered = searching || props.tier !== null
  const search = useRef<HTMLInputElement>(null)
  const Title = props.selectedId === null ? 'h1' : 'h2'
  const { focusSearch, onSearchFocused } = props
  useEffect(() => {
    if (!focusSearch) return
    search.current?.select()
    onSearchFocused()
  }, [focusSearch, onSearchFocused])
  const clear = () => {
    setTyped('')
    props.onTier(null)
  }
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
        <div className="pt-2">
          <ChoiceChips
            label={texts.tierFilter}
            hideLabel
            layout="scroll"
            options={[
              { value: 'all', label: texts.allTiers },
              ...tiers.map((tier) => ({ value: tier, label: messages.domain.tier[tier] })),
            ]}
            value={props.tier ?? 'all'}
            onChange={(value) => props.onTier(value === 'all' ? null : value)}
          />
        </div>
        <SortRow sort={props.sort} onSort={props.onSort} searching={searching} />
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
        {items.length > 0 ? (
          <Rows items={items} {...props} key={`${props.tier}|${props.sort}`} />
        ) : (
          <Nothing filtered={filtered} onClear={clear} />
        )}
      </div>
    </div>
  )
}

const stickyHead = 'sticky top-14 z-10 -mx-4 border-b border-line bg-canvas px-4'

function SortRow(props: {
  sort: CustomerSort
  onSort: (sort: CustomerSort) => void
  searching: boolean
}) {
  const { messages } = useLanguage()
  const texts = messages.customers
  if (props.searching) return <p className="py-3 text-sm text-ink-3">{texts.sortedByMatch}</p>
  return (
    <fieldset aria-label={texts.sortLabel} className="-mx-2 flex min-w-0 flex-wrap">
      {customerSorts.map((sort) => (
        <button
          key={sort}
          type="button"
          aria-pressed={props.sort === sort}
          onClick={() => props.onSort(sort)}
          className="min-h-11 cursor-pointer rounded-sm px-2 text-sm text-ink-3 hover:text-ink aria-pressed:font-semibold aria-pressed:text-primary aria-pressed:underline aria-pressed:underline-offset-4"
        >
          {texts.sort[sort]}
        </button>
      ))}
    </fieldset>
  )
}

function Rows(props: CustomerListProps & { items: readonly CustomerListItem[] }) {
  const { messages } = useLanguage()
  const today = useToday()
  const session = useSession()
  const loaded = useIsLoaded()
  const contacts = useLastContacts()
  const complaints = useOpenComplaints()
  const { box, list } = useKeptPlace(props.scroll)
  const row = (item: CustomerListItem): ReactNode => {
    const { id, data } = item.card
    // Before the notes are in memory “never” would be a guess.
    const known = seesPortfolio(session, data) && (loaded || contacts.has(id))
    return (
      <CustomerRow
        item={item}
        today={today}
        lastContactAt={known ? (contacts.get(id) ?? null) : undefined}
        openComplaints={complaints.get(id)?.length ?? 0}
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
        rowHeight={71}
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

function Nothing(props: { filtered: boolean; onClear: () => void }) {
  const { messages } = useLanguage()
  const session = useSession()
  const texts = messages.customers
  if (props.filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title={texts.noMatchTitle}
        description={texts.noMatchText}
        action={
          <Button tone="outline" onPress={props.onClear}>
            {texts.clearFilters}
          </Button>
        }
      />
    )
  }
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
