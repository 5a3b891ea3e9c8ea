import * as z from 'zod/mini'
import { CivilDate, civilDateInShanghai, daysBetween } from './civil-date.ts'
import { stages, Tier } from './customer.ts'
import { type NeedType, needTypes } from './need.ts'
import { riskLevels } from './profile.ts'
import type { RecordOf } from './record-types.ts'
import { wordList } from './text-limits.ts'

/** Risk levels to filter by; `none`: not assessed. */
export const riskFilters = [...riskLevels, 'none'] as const
/** overdue 逾期未联系; due 该联系了, those overdue included. */
export const dueFilters = ['due', 'overdue'] as const
/** recent 最近联系, longest 最久未联系, name 姓名 (by sound), tier 等级, birthday 最近生日. */
export const customerSorts = ['recent', 'longest', 'name', 'tier', 'birthday'] as const
export type CustomerSort = (typeof customerSorts)[number]
/** Longest look ahead for a birthday, in days: every birthday falls within it. */
export const mostBirthdayDays = 366

/** 筛选 what a list of customers is narrowed to. Within one part any of its values will do; all parts have to hold. */
export const CustomerFilter = z.object({
  tiers: z.optional(z.array(Tier)),
  ownerIds: z.optional(z.array(z.uuid())),
  stages: z.optional(z.array(z.enum(stages))),
  tags: z.optional(wordList),
  riskLevels: z.optional(z.array(z.enum(riskFilters))),
  /** R10: a need of one of these types is open. */
  needTypes: z.optional(z.array(z.enum(needTypes))),
  due: z.optional(z.enum(dueFilters)),
  /** A birthday, solar or lunar, today or within so many days after it. */
  birthdayDays: z.optional(z.int().check(z.minimum(0), z.maximum(mostBirthdayDays))),
  /** The last contact that reached the customer was before this day, or there was none. */
  contactedBefore: z.optional(CivilDate),
})
export type CustomerFilter = z.infer<typeof CustomerFilter>
export type FilterPart = keyof CustomerFilter

/** The parts in the order in which they are shown. */
export const filterParts = [
  'tiers',
  'ownerIds',
  'stages',
  'tags',
  'riskLevels',
  'needTypes',
  'due',
  'birthdayDays',
  'contactedBefore',
] as const satisfies readonly FilterPart[]

/** What a filter asks about customers beyond their cards; each is only asked for if the filter needs it. */
export interface CustomerFacts {
  today: CivilDate
  /** Whether profile, notes and dates of this owner's customers are held here: of others they would be a guess. */
  holdsOwner: (ownerId: string) => boolean
  profileOf: (
    id: string,
  ) => { riskLevel?: string | undefined; tags?: readonly string[] | undefined } | undefined
  /** The types of the needs that are open. */
  openNeedsOf: (id: string) => readonly NeedType[]
  /** Instant in ms. */
  lastContactAt: (id: string) => number | undefined
  /** Whether it is time to contact the customer; null: not, or not at all. */
  dueOf: (id: string) => 'due' | 'overdue' | null
  /** The next birthday to congratulate on. */
  birthdayOf: (id: string) => CivilDate | undefined
}

type Card = RecordOf<'customer'>
type Test = (card: Card) => boolean

/** The parts of a filter that narrow anything. */
export function partsOf(filter: CustomerFilter): FilterPart[] {
  return filterParts.filter((part) => {
    const value = filter[part]
    return Array.isArray(value) ? value.length > 0 : value !== undefined
  })
}

/** The filter without one part. */
export function withoutPart(filter: CustomerFilter, part: FilterPart): CustomerFilter {
  return { ...filter, [part]: undefined }
}

/** Whether a customer is within a filter. Making the answer once and asking it for each card is what makes a list fast. */
export function filterTest(filter: CustomerFilter, facts: CustomerFacts): Test {
  const tests = partsOf(filter).map((part) => testOf(part, filter, facts))
  return (card) => tests.every((test) => test(card))
}

/** How many customers each part alone keeps away: what taking it off would bring, most first; parts that bring none are left out. */
export function partsInTheWay(
  cards: readonly Card[],
  filter: CustomerFilter,
  facts: CustomerFacts,
): { part: FilterPart; count: number }[] {
  const tests = partsOf(filter).map((part) => ({ part, test: testOf(part, filter, facts) }))
  const counts = new Map<FilterPart, number>()
  for (const card of cards) {
    const failed = tests.filter(({ test }) => !test(card))
    const [only] = failed
    if (only !== undefined && failed.length === 1) {
      counts.set(only.part, (counts.get(only.part) ?? 0) + 1)
    }
  }
  return [...counts]
    .map(([part, count]) => ({ part, count }))
    .toSorted((one, other) => other.count - one.count)
}

function testOf(part: FilterPart, filter: CustomerFilter, facts: CustomerFacts): Test {
  switch (part) {
    case 'tiers':
      return isAmong(filter.tiers, ({ data }) => data.tier)
    case 'ownerIds':
      return isAmong(filter.ownerIds, ({ data }) => data.ownerId)
    case 'stages':
      return isAmong(filter.stages, ({ data }) => data.stage)
    case 'tags':
      return held(facts, ({ id }) => hasTag(facts.profileOf(id)?.tags, filter.tags ?? []))
    case 'riskLevels':
      return held(
        facts,
        isAmong(filter.riskLevels, ({ id }) => facts.profileOf(id)?.riskLevel ?? 'none'),
      )
    case 'needTypes':
      return held(facts, ({ id }) =>
        facts.openNeedsOf(id).some((type) => filter.needTypes?.includes(type) === true),
      )
    case 'due':
      return held(facts, ({ id }) => {
        const due = facts.dueOf(id)
        return due === 'overdue' || (due === 'due' && filter.due === 'due')
      })
    case 'birthdayDays':
      return held(facts, ({ id }) => {
        const on = facts.birthdayOf(id)
        return on !== undefined && daysBetween(facts.today, on) <= (filter.birthdayDays ?? 0)
      })
    case 'contactedBefore':
      return held(facts, ({ id }) => {
        const at = facts.lastContactAt(id)
        return at === undefined || civilDateInShanghai(at) < (filter.contactedBefore ?? '')
      })
  }
}

function isAmong(values: readonly string[] | undefined, of: (card: Card) => string): Test {
  const wanted = new Set(values)
  return (card) => wanted.has(of(card))
}

function held({ holdsOwner }: CustomerFacts, test: Test): Test {
  return (card) => holdsOwner(card.data.ownerId) && test(card)
}

function hasTag(tags: readonly string[] | undefined, wanted: readonly string[]): boolean {
  return tags?.some((tag) => wanted.includes(tag)) === true
}
