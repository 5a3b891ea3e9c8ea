import { memo, useMemo, useState } from 'react'
import { dayFault } from '#shared/domain/day-bounds.ts'
import { type CustomerFilter, dueFilters, riskFilters } from '#shared/domain/customer-filter.ts'
import { stages, tiers } from '#shared/domain/customer.ts'
import { needTypes, openNeedTypes } from '#shared/domain/need.ts'
import { useAll, useSession, useToday } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { ChoiceChips, MultiChips } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import { usePhone } from '#ui/media.ts'
import { Sheet } from '#ui/sheet.tsx'
import { Switch } from '#ui/switch.tsx'
import { optionsOf } from './bound-fields.tsx'
import { holdsPortfolio } from './customer-access.ts'
import { customerColumns, type ListView } from './list-view.ts'
import { SavedFilters } from './saved-filters.tsx'

interface FilterSheetProps {
  open: boolean
  onClose: () => void
  view: ListView
  onChange: (part: Partial<ListView>) => void
  /** How many the list shows now. */
  found: number
}

/** Days ahead that a birthday may be: today, a week, two, a month, a quarter. */
const birthdaySpans = ['0', '7', '14', '30', '90'] as const

/** R25: every condition of the list, in force as soon as it is chosen, and how the list is shown. A closed one is not drawn again. */
export const FilterSheet = memo(OpenedFilterSheet, (before, after) => !before.open && !after.open)

function OpenedFilterSheet(props: FilterSheetProps) {
  const { language } = useLanguage()
  const texts = useFindMessages()
  const [cleared, setCleared] = useState(0)
  const clear = () => {
    setCleared(cleared + 1)
    props.onChange({ filter: {} })
  }
  return (
    <Sheet
      open={props.open}
      onClose={props.onClose}
      title={texts.title}
      description={texts.text}
      size="lg"
      footer={
        <>
          <Button tone="outline" onPress={clear}>
            {texts.clear}
          </Button>
          <Button onPress={props.onClose}>{texts.show(formatCount(language, props.found))}</Button>
        </>
      }
    >
      <div className="grid gap-6 pt-2">
        <SavedFilters view={props.view} onChange={props.onChange} />
        <Conditions
          // What is half typed goes with the rest.
          key={cleared}
          filter={props.view.filter}
          onChange={(part) => props.onChange({ filter: { ...props.view.filter, ...part } })}
        />
        <Display view={props.view} onChange={props.onChange} />
      </div>
    </Sheet>
  )
}

function Conditions({
  filter,
  onChange,
}: {
  filter: CustomerFilter
  onChange: (part: Partial<CustomerFilter>) => void
}) {
  const { messages } = useLanguage()
  const texts = useFindMessages()
  const session = useSession()
  const words = messages.domain
  return (
    <>
      <MultiChips
        label={texts.parts.tiers}
        options={optionsOf(tiers, words.tier)}
        value={filter.tiers ?? []}
        onChange={(chosen) => onChange({ tiers: chosen })}
      />
      <Owners filter={filter} onChange={onChange} />
      <MultiChips
        label={texts.parts.stages}
        options={optionsOf(stages, words.stage)}
        value={filter.stages ?? []}
        onChange={(chosen) => onChange({ stages: chosen })}
      />
      {holdsPortfolio(session) && (
        <>
          <p className="-mb-3 text-sm text-ink-3">{texts.onlyOwn}</p>
          <Tags filter={filter} onChange={onChange} />
          <MultiChips
            label={texts.parts.riskLevels}
            options={optionsOf(riskFilters, { ...words.riskLevel, none: texts.riskNone })}
            value={filter.riskLevels ?? []}
            onChange={(chosen) => onChange({ riskLevels: chosen })}
          />
          <Needs filter={filter} onChange={onChange} />
          <ChoiceChips
            label={texts.parts.due}
            description={texts.dueHint}
            options={[{ value: 'any', label: texts.any }, ...optionsOf(dueFilters, texts.due)]}
            value={filter.due ?? 'any'}
            onChange={(chosen) => onChange({ due: chosen === 'any' ? undefined : chosen })}
          />
          <ChoiceChips
            label={texts.parts.birthdayDays}
            description={texts.birthdayHint}
            options={[
              { value: 'any', label: texts.any },
              ...birthdaySpans.map((days) => ({
                value: days,
                label: texts.birthday(Number(days)),
              })),
            ]}
            value={filter.birthdayDays === undefined ? 'any' : String(filter.birthdayDays)}
            onChange={(chosen) =>
              onChange({ birthdayDays: chosen === 'any' ? undefined : Number(chosen) })
            }
          />
          <ContactedBefore filter={filter} onChange={onChange} />
        </>
      )}
    </>
  )
}

interface PartProps {
  filter: CustomerFilter
  onChange: (part: Partial<CustomerFilter>) => void
}

/** A day that cannot be, as with a half-typed year, is no condition; what is wrong is said once the field is left. */
function ContactedBefore({ filter, onChange }: PartProps) {
  const texts = useFindMessages()
  const { fieldErrors } = useMessages().app
  const today = useToday()
  const [wrong, setWrong] = useState('')
  const [left, setLeft] = useState(false)
  const fault = dayFault(wrong, { last: today })
  return (
    <DateField
      name="contactedBefore"
      label={texts.contactedBefore}
      description={texts.contactedBeforeHint}
      max={today}
      value={wrong === '' ? (filter.contactedBefore ?? '') : wrong}
      onChange={(day) => {
        const isWrong = dayFault(day, { last: today }) !== null
        setWrong(isWrong ? day : '')
        if (!isWrong || wrong === '') setLeft(false)
        onChange({ contactedBefore: day === '' || isWrong ? undefined : day })
      }}
      onBlur={() => setLeft(true)}
      error={fault === null || !left ? undefined : fieldErrors[fault]}
    />
  )
}

/** Whoever looks after a customer of the branch; nothing to choose where it is one person. */
function Owners({ filter, onChange }: PartProps) {
  const { messages } = useLanguage()
  const texts = useFindMessages()
  const { staffId } = useSession()
  const cards = useAll('customer')
  const staff = useAll('staff')
  const options = useMemo(() => {
    const owners = new Set(cards.map(({ data }) => data.ownerId))
    return staff
      .filter(({ id }) => owners.has(id))
      .map(({ id, data }) => ({
        value: id,
        label: id === staffId ? messages.customers.ownedByYou : data.name,
      }))
      .toSorted((one, other) => Number(other.value === staffId) - Number(one.value === staffId))
  }, [cards, staff, staffId, messages])
  if (options.length < 2) return null
  return (
    <MultiChips
      label={texts.parts.ownerIds}
      options={options}
      value={[...(filter.ownerIds ?? [])]}
      onChange={(chosen) => onChange({ ownerIds: chosen })}
    />
  )
}

/** The tags that are in use, the most frequent first, and those of the filter in any case. */
function Tags({ filter, onChange }: PartProps) {
  const texts = useFindMessages()
  const profiles = useAll('profile')
  const options = useMemo(() => {
    const counts = new Map<string, number>()
    for (const { data } of profiles) {
      for (const tag of data.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    }
    for (const tag of filter.tags ?? []) counts.set(tag, counts.get(tag) ?? 0)
    return [...counts]
      .toSorted(([, one], [, other]) => other - one)
      .map(([tag, count]) => ({ value: tag, label: tag, count }))
  }, [profiles, filter.tags])
  if (options.length === 0) return <p className="text-sm text-ink-3">{texts.noTags}</p>
  return (
    <MultiChips
      label={texts.parts.tags}
      options={options}
      value={[...(filter.tags ?? [])]}
      onChange={(chosen) => onChange({ tags: chosen })}
    />
  )
}

/** R10: the types of needs that are open with somebody, and those of the filter in any case. */
function Needs({ filter, onChange }: PartProps) {
  const { messages } = useLanguage()
  const texts = useFindMessages()
  const needs = useAll('need')
  const options = useMemo(() => {
    const open = openNeedTypes(needs)
    return needTypes.flatMap((type) => {
      const count = open.filter((each) => each === type).length
      if (count === 0 && filter.needTypes?.includes(type) !== true) return []
      return [{ value: type, label: messages.customerFile.needType[type], count }]
    })
  }, [needs, filter.needTypes, messages])
  if (options.length === 0) return <p className="text-sm text-ink-3">{texts.noNeeds}</p>
  return (
    <MultiChips
      label={texts.parts.needTypes}
      description={texts.needsHint}
      options={options}
      value={filter.needTypes ?? []}
      onChange={(chosen) => onChange({ needTypes: chosen })}
    />
  )
}

function Display({ view, onChange }: Pick<FilterSheetProps, 'view' | 'onChange'>) {
  const texts = useFindMessages()
  const phone = usePhone()
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <Switch
        label={texts.fuzzy}
        description={texts.fuzzyText}
        value={view.fuzzy}
        onChange={(fuzzy) => onChange({ fuzzy })}
      />
      {!phone && (
        <MultiChips
          label={texts.columns}
          options={optionsOf(customerColumns, texts.columnNames)}
          value={view.columns}
          onChange={(columns) => onChange({ columns })}
        />
      )}
    </div>
  )
}
