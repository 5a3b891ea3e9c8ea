import { Link } from '@tanstack/react-router'
import { SearchX, Users } from 'lucide-react'
import { partsOf, withoutPart } from '#shared/domain/customer-filter.ts'
import { useSession } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button, buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { mayAddCustomer } from './customer-access.ts'
import type { CustomerList } from './customer-list-queries.ts'
import type { ListView } from './list-view.ts'

/** Nobody is found: says which condition to take away for how many customers, or how to begin. */
export function NobodyFound(props: {
  list: CustomerList
  view: ListView
  filtered: boolean
  typed: string
  onChange: (part: Partial<ListView>) => void
  onClearTyped: () => void
}) {
  const { language, messages } = useLanguage()
  const session = useSession()
  const texts = messages.customers
  const find = useFindMessages()
  const { list, view, typed } = props
  const searching = typed.trim() !== ''
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
  const isNumber = /^[\d\s+-]{5,}$/u.test(typed.trim().normalize('NFKC'))
  const isSeveral = parts > 1 && list.inTheWay.length === 0 && list.withoutTyped === 0
  return (
    <EmptyState
      icon={SearchX}
      title={searching ? texts.noMatchTitle : find.noneWithFilter}
      description={
        isSeveral
          ? find.severalInTheWay
          : searching
            ? isNumber
              ? texts.noMatchNumber
              : texts.noMatchText
            : undefined
      }
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
          {searching && !view.fuzzy && !isNumber && (
            <Button tone="outline" onPress={() => props.onChange({ fuzzy: true })}>
              {find.fuzzyTry}
            </Button>
          )}
          {parts > 0 && (
            <Button
              tone="ghost"
              onPress={() => {
                props.onClearTyped()
                props.onChange({ filter: {} })
              }}
            >
              {texts.clearFilters}
            </Button>
          )}
        </div>
      }
    />
  )
}
