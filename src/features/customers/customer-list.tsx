import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { memo, useCallback, useEffect, useRef, useState } from 'react'
import { customerSorts, type CustomerSort, partsOf } from '#shared/domain/customer-filter.ts'
import { useSession } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { Menu, type MenuEntry } from '#ui/menu.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { mayAddCustomer, usualSort } from './customer-access.ts'
import { useCustomerFacts } from './customer-facts.ts'
import { useCustomerList } from './customer-list-queries.ts'
import { CustomerListRows } from './customer-list-rows.tsx'
import { CustomerTableHead } from './customer-table.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FilterSheet } from './filter-sheet.tsx'
import { useTypedSearch } from './list-memory.ts'
import { customerColumns, type ListView, useListView } from './list-view.ts'
import { NobodyFound } from './nobody-found.tsx'
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
  /** What there is to do with all customers, in the head of the list. */
  menu: readonly MenuEntry[]
}

/** Search, filter and all customers of the branch. */
export function CustomerList(props: CustomerListProps) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const find = useFindMessages()
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
  const isMany = searching && items.length > mostAtAGlance
  const filtered = searching || partsOf(view.filter).length > 0
  const search = useRef<HTMLInputElement>(null)
  const Title = props.selectedId === null ? 'h1' : 'h2'
  const { focusSearch, onSearchFocused } = props
  useEffect(() => {
    if (!focusSearch) return
    search.current?.select()
    onSearchFocused()
  }, [focusSearch, onSearchFocused])
  const chooseSort = useCallback((next: CustomerSort) => change({ sort: next }), [change])
  const openFilter = useCallback(() => openSheet(true), [])
  return (
    <div className={props.scroll === 'element' ? 'flex h-full min-h-0 flex-col' : ''}>
      <div
        className={
          props.scroll === 'element' ? 'shrink-0 border-b border-line px-4 md:px-5' : stickyHead
        }
      >
        <div className="flex min-h-14 items-center gap-1 pt-2 pb-1.5 md:pb-0">
          <Title className="text-xl font-semibold">{texts.title}</Title>
          <div className="ml-2 flex min-w-0 flex-1 items-baseline gap-3 text-sm text-ink-3">
            <output className="tnum min-w-0 truncate">
              {filtered
                ? texts.found(formatCount(language, items.length))
                : texts.count(formatCount(language, total))}
            </output>
            {props.layout === 'table' && isMany && (
              <span className="min-w-0 truncate">{find.narrow}</span>
            )}
          </div>
          <HeadActions isBesideCustomer={props.selectedId !== null} menu={props.menu} />
        </div>
        <SearchField
          ref={search}
          label={texts.searchLabel}
          placeholder={texts.searchHint}
          value={typed}
          onChange={setTyped}
        />
        <FilterBar view={view} onChange={change} onOpen={openFilter} />
        {props.layout === 'table' ? (
          <CustomerTableHead
            columns={view.columns}
            sort={searching ? null : sort}
            onSort={chooseSort}
          />
        ) : (
          <SortRow sort={sort} onSort={chooseSort} searching={searching} isMany={isMany} />
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
            <CustomerListRows
              items={items}
              typed={typed}
              layout={props.layout}
              selectedId={props.selectedId}
              scroll={props.scroll}
              facts={facts}
              columns={view.columns}
              key={`${JSON.stringify(view.filter)}|${sort}|${props.layout}`}
            />
          ) : (
            <NobodyFound
              list={list}
              view={view}
              filtered={filtered}
              typed={typed}
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

/** What there is to do beside searching; a key does not draw it again. */
const HeadActions = memo(function HeadActions(props: {
  isBesideCustomer: boolean
  menu: readonly MenuEntry[]
}) {
  const texts = useMessages().customers
  return (
    <>
      {mayAddCustomer(useSession()) && (
        <Link
          to="/customers/new"
          className={buttonClass({
            size: 'sm',
            tone: props.isBesideCustomer ? 'outline' : 'primary',
          })}
        >
          <Plus size={18} className="shrink-0" aria-hidden />
          <span className="whitespace-nowrap max-[359px]:sr-only">{texts.add}</span>
        </Link>
      )}
      {props.menu.length > 0 && <Menu label={texts.listMenu} items={props.menu} />}
    </>
  )
})

/** More hits than a screen or two: the list says how to narrow them. */
const mostAtAGlance = 20

const nothingChosen: ListView = {
  filter: {},
  sort: undefined,
  columns: [...customerColumns],
  fuzzy: false,
}

const stickyHead = 'sticky top-14 z-10 -mx-4 border-b border-line bg-canvas px-4'

const SortRow = memo(function SortRow(props: {
  sort: CustomerSort
  onSort: (sort: CustomerSort) => void
  searching: boolean
  isMany: boolean
}) {
  const texts = useLanguage().messages.customers
  const find = useFindMessages()
  if (props.searching) {
    return (
      <p className="py-3 text-sm text-ink-3">{props.isMany ? find.narrow : texts.sortedByMatch}</p>
    )
  }
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
})
