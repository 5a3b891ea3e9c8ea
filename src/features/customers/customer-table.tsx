import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo } from 'react'
import type { CustomerSort } from '#shared/domain/customer-filter.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { useLanguage } from '#i18n/language.tsx'
import { badgesOf, CardBadges } from './card-badges.tsx'
import type { CustomerColumn } from './list-view.ts'
import { usePaintedSlots } from './paint-slots.ts'
import { RowLink, type RowLinks, rowAddress } from './row-link.tsx'
import type { RowReading } from './row-reading.ts'
import { cellWords, nameWords, tailWords } from './row-words.ts'

interface CustomerTableRowProps {
  card: RecordOf<'customer'>
  /** The part of the name that matched, [from, to) in UTF-16 units. */
  highlight: readonly [from: number, to: number] | undefined
  columns: readonly CustomerColumn[]
  reading: RowReading
  links: RowLinks
}

/** One customer in the table from tablet up: a line with the chosen columns. */
export function CustomerTableRow(props: CustomerTableRowProps) {
  const { card, highlight, columns, reading } = props
  const tail = tailWords(card, reading)
  const has = { mark: highlight !== undefined, tail: tail !== '' }
  const root = usePaintedSlots<HTMLDivElement>(
    {
      ...nameWords(card, highlight, 'sm'),
      ...cellWords(columns, card, reading),
      link: { href: rowAddress(card.id) },
      tail: { text: tail },
    },
    `${has.mark} ${has.tail} ${columns.join(' ')}`,
  )
  return (
    <div ref={root}>
      <TableRowShape
        open={props.links.open}
        columns={columns}
        marked={has.mark}
        hasTail={has.tail}
        badges={badgesOf(card, reading)}
      />
    </div>
  )
}

const TableRowShape = memo(function TableRowShape(props: {
  open: RowLinks['open']
  columns: readonly CustomerColumn[]
  marked: boolean
  hasTail: boolean
  badges: string
}) {
  return (
    <div
      className="relative grid min-h-15.25 items-center gap-3 border-b border-line px-4 py-2 hover:bg-sunken/60 md:px-5"
      style={tableColumns(props.columns)}
    >
      <div className="flex min-w-0 items-center gap-3">
        <span data-slot="disc" aria-hidden />
        <div className="min-w-0">
          <RowLink
            open={props.open}
            marked={props.marked}
            className="stretch-link clamp-2 font-medium"
          />
          <div className="flex flex-wrap gap-x-2 gap-y-1 text-sm text-ink-3">
            {props.hasTail && <span data-slot="tail" className="tnum" />}
            <CardBadges badges={props.badges} />
          </div>
        </div>
      </div>
      {props.columns.map((column) => (
        <div key={column} className="min-w-0 text-sm text-ink-2">
          <span data-slot={`${column}Label`} className="sr-only" />
          {column === 'tier' || column === 'due' ? (
            <span data-slot={`${column}Badge`} data-badge>
              <span data-slot={column} className="tnum min-w-0 truncate" />
            </span>
          ) : (
            <span data-slot={column} className="block truncate" />
          )}
        </div>
      ))}
    </div>
  )
})

/** Above the rows: the columns, those that a list can be put in order by as buttons. */
export const CustomerTableHead = memo(function CustomerTableHead(props: {
  columns: readonly CustomerColumn[]
  /** Null while hits stand by how well they match. */
  sort: CustomerSort | null
  onSort: (sort: CustomerSort) => void
}) {
  const texts = useFindMessages()
  return (
    <fieldset
      aria-label={useLanguage().messages.customers.sortLabel}
      className="grid min-h-11 min-w-0 items-center gap-3 text-sm text-ink-3"
      style={tableColumns(props.columns)}
    >
      {(['name', ...props.columns] as const).map((column) => (
        <HeadCell
          key={column}
          {...props}
          text={texts.columnNames[column]}
          sorts={sortsOf[column]}
        />
      ))}
    </fieldset>
  )
})

/** A press sorts by the first order of the column, the next one by the second if it has two. */
function HeadCell(props: {
  text: string
  sorts: readonly CustomerSort[]
  sort: CustomerSort | null
  onSort: (sort: CustomerSort) => void
}) {
  const texts = useFindMessages()
  const { sorts, sort } = props
  const [first] = sorts
  if (first === undefined) return <span className="min-w-0 truncate">{props.text}</span>
  const place = sort === null ? -1 : sorts.indexOf(sort)
  const next = sorts[(place + 1) % sorts.length] ?? first
  const Arrow = place === 1 ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      aria-pressed={place >= 0}
      title={texts.sortBy(texts.sort[next])}
      onClick={() => props.onSort(next)}
      className="flex min-h-11 min-w-0 cursor-pointer items-center gap-1 text-left hover:text-ink aria-pressed:font-semibold aria-pressed:text-primary"
    >
      <span className="min-w-0 truncate">
        {place === 1 ? texts.sort[sorts[1] ?? first] : props.text}
      </span>
      {place >= 0 && <Arrow size={14} className="shrink-0" aria-hidden />}
    </button>
  )
}

const sortsOf: Record<'name' | CustomerColumn, readonly CustomerSort[]> = {
  name: ['name'],
  tier: ['tier'],
  stage: [],
  owner: [],
  risk: [],
  tags: [],
  contact: ['recent', 'longest'],
  due: ['longest'],
  birthday: ['birthday'],
}

/** The same widths for the head and every row; the same object for the same columns. */
export function tableColumns(columns: readonly CustomerColumn[]): { gridTemplateColumns: string } {
  return (widths[columns.length] ??= {
    gridTemplateColumns: `minmax(9rem, 2fr) repeat(${columns.length}, minmax(0, 1fr))`,
  })
}

const widths: { gridTemplateColumns: string }[] = []
