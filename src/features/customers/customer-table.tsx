import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import type { CustomerFacts, CustomerSort } from '#shared/domain/customer-filter.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import { useRecord, useSession } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { CardBadges } from './card-badges.tsx'
import { lastContactWords } from './contact-words.ts'
import { HighlightedName } from './highlighted-name.tsx'
import type { CustomerColumn } from './list-view.ts'
import { TierBadge } from './tier-badge.tsx'

interface CustomerTableRowProps {
  card: RecordOf<'customer'>
  /** The part of the name that matched, [from, to) in UTF-16 units. */
  highlight: readonly [from: number, to: number] | undefined
  columns: readonly CustomerColumn[]
  facts: CustomerFacts
  /** False while the notes are still being opened: “never” would be a guess. */
  loaded: boolean
  openComplaints: number
}

/** One customer in the table from tablet up: a line with the chosen columns. */
export function CustomerTableRow(props: CustomerTableRowProps) {
  const { card, highlight } = props
  const { name, salutation, phoneTail, tier } = card.data
  const texts = useLanguage().messages.customers
  return (
    <div
      className="relative grid min-h-14 items-center gap-3 border-b border-line px-4 py-2 hover:bg-sunken/60 md:px-5"
      style={tableColumns(props.columns)}
    >
      <div className="flex min-w-0 items-center gap-3">
        <SurnameDisc surname={surnameOf(name) ?? name} tier={tier} size="sm" />
        <div className="min-w-0">
          <Link
            to="/customers/$customerId"
            params={{ customerId: card.id }}
            className="stretch-link clamp-2 font-medium"
          >
            <HighlightedName name={name} highlight={highlight} />
            {salutation && (
              <span className="ml-2 text-sm font-normal text-ink-3">{salutation}</span>
            )}
          </Link>
          <div className="flex flex-wrap gap-x-2 gap-y-1 text-sm text-ink-3 empty:hidden">
            {phoneTail && <span className="tnum">{texts.phoneTail(phoneTail)}</span>}
            <CardBadges card={card} openComplaints={props.openComplaints} />
          </div>
        </div>
      </div>
      {props.columns.map((column) => (
        <Cell key={column} column={column} {...props} />
      ))}
    </div>
  )
}

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

/** The same widths for the head and every row. */
export function tableColumns(columns: readonly CustomerColumn[]): { gridTemplateColumns: string } {
  return {
    gridTemplateColumns: `minmax(9rem, 2fr) repeat(${columns.length}, minmax(0, 1fr))`,
  }
}

function Cell({ column, ...props }: CustomerTableRowProps & { column: CustomerColumn }) {
  const texts = useFindMessages()
  const content = useCell(column, props)
  return (
    <div className="min-w-0 text-sm text-ink-2">
      {content !== null && <span className="sr-only">{texts.columnNames[column]}</span>}
      {typeof content === 'string' ? (
        <span className="block truncate" title={content}>
          {content}
        </span>
      ) : (
        content
      )}
    </div>
  )
}

/** What stands in a cell; null: nothing, or not for this colleague to know. */
function useCell(
  column: CustomerColumn,
  { card, facts, loaded }: CustomerTableRowProps,
): ReactNode {
  const { language, messages } = useLanguage()
  const texts = useFindMessages()
  const { staffId } = useSession()
  const owner = useRecord('staff', card.data.ownerId)
  const isHeld = facts.holdsOwner(card.data.ownerId)
  switch (column) {
    case 'tier':
      return <TierBadge tier={card.data.tier} />
    case 'stage':
      return messages.domain.stage[card.data.stage]
    case 'owner':
      return card.data.ownerId === staffId
        ? messages.customers.ownedByYou
        : (owner?.data.name ?? null)
    case 'risk': {
      const level = facts.profileOf(card.id)?.riskLevel
      return isHeld ? (level ?? texts.riskNone) : null
    }
    case 'tags':
      return facts.profileOf(card.id)?.tags?.join(texts.separator) || null
    case 'contact': {
      const at = facts.lastContactAt(card.id)
      if (!isHeld || (!loaded && at === undefined)) return null
      return lastContactWords(texts.lastContact, facts.today, at ?? null)
    }
    case 'due': {
      const due = isHeld && loaded ? facts.dueOf(card.id) : null
      if (due === null) return null
      return <Badge tone={due === 'overdue' ? 'danger' : 'amber'}>{texts.due[due]}</Badge>
    }
    case 'birthday': {
      const on = isHeld ? facts.birthdayOf(card.id) : undefined
      const presentYear = civilDateParts(facts.today).year
      return on === undefined ? null : formatDate(language, on, { presentYear })
    }
  }
}
