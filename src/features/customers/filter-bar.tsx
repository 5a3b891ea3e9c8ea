import { SlidersHorizontal, X } from 'lucide-react'
import { memo } from 'react'
import {
  type CustomerFilter,
  type FilterPart,
  partsOf,
  withoutPart,
} from '#shared/domain/customer-filter.ts'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { FilterChip } from '#ui/chips.tsx'
import { useFilterWords } from './filter-words.ts'
import type { ListView } from './list-view.ts'
import { isUsed, usedView } from './saved-filters.tsx'
import { useSavedFilters } from './use-saved-filters.ts'

interface FilterBarProps {
  view: ListView
  onChange: (part: Partial<ListView>) => void
  onOpen: () => void
}

/** What narrows the list, one tap away: all conditions, the tiers, the saved filters; below, what is on. */
export const FilterBar = memo(function FilterBar({ view, onChange, onOpen }: FilterBarProps) {
  const { domain } = useMessages()
  const texts = useFindMessages()
  const { filter } = view
  const savedFilters = useSavedFilters()
  const count = partsOf(filter).length
  const toggle = (tier: Tier) =>
    onChange({
      filter: {
        ...filter,
        tiers: tiers.filter((each) => (filter.tiers?.includes(each) ?? false) !== (each === tier)),
      },
    })
  return (
    <>
      <fieldset aria-label={texts.quick} className={rowClass}>
        <FilterChip
          icon={SlidersHorizontal}
          label={texts.filter}
          pressed={count > 0}
          onPress={onOpen}
          {...(count > 0 ? { count } : {})}
        />
        {tiers.map((tier) => (
          <FilterChip
            key={tier}
            label={domain.tier[tier]}
            pressed={filter.tiers?.includes(tier) ?? false}
            onPress={() => toggle(tier)}
          />
        ))}
        {savedFilters.map((saved) => (
          <FilterChip
            key={saved.id}
            label={saved.name}
            pressed={isUsed(saved, view)}
            onPress={() => onChange(usedView(saved, view))}
          />
        ))}
      </fieldset>
      <ActiveParts filter={filter} onChange={(next) => onChange({ filter: next })} />
    </>
  )
})

/** Each condition that is on, but for the tiers, which are seen above, with a press to take it off. */
function ActiveParts(props: {
  filter: CustomerFilter
  onChange: (filter: CustomerFilter) => void
}) {
  const texts = useFindMessages()
  const wordsOf = useFilterWords()
  const parts = partsOf(props.filter).filter((part) => part !== 'tiers')
  if (parts.length === 0) return null
  const remove = (part: FilterPart) => props.onChange(withoutPart(props.filter, part))
  return (
    <ul aria-label={texts.active} className={rowClass}>
      {parts.map((part) => {
        const words = wordsOf(part, props.filter)
        return (
          <li key={part} className="max-w-full min-w-0 shrink-0">
            <button
              type="button"
              aria-label={texts.remove(words)}
              title={texts.remove(words)}
              onClick={() => remove(part)}
              className="inline-flex min-h-11 max-w-full cursor-pointer items-center gap-1.5 rounded-full bg-primary-soft pr-3 pl-4 text-sm text-on-primary-soft md:min-h-9"
            >
              <span className="min-w-0 truncate">{words}</span>
              <X size={16} className="shrink-0" aria-hidden />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

const rowClass =
  'no-scrollbar -mx-4 flex min-w-0 gap-2 overflow-x-auto overscroll-x-contain px-4 pt-2 pb-1 md:-mx-1 md:px-1'
