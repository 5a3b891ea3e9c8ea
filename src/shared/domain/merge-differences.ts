import { readPath, splitFieldPath } from '#shared/protocol/field-path.ts'
import { stringsOf } from '#shared/protocol/record-draft.ts'
import { isAbsent, sameValue } from '#shared/protocol/same-value.ts'
import { type Customer, doNotContactLevels } from './customer.ts'
import type { MergedField, Profile } from './profile.ts'
import { sectionFields } from './profile-section.ts'
import { textLimits } from './text-limits.ts'

/** Card and profile of one of two customers who are to become one. */
export interface MergeSide {
  card: Customer
  profile: Profile | undefined
}

export const mergePicks = ['kept', 'other', 'both'] as const
export type MergePick = (typeof mergePicks)[number]

/** Something that the two say differently. `kept` and `other` are what each says of `fields`, the first of which names it. */
export interface MergeDifference {
  record: MergedField['record']
  fields: readonly string[]
  /** `one`: either value; `text`, `list`: also both together; `point`: a contact point that only the other has. */
  kind: 'one' | 'text' | 'list' | 'point'
  kept: readonly unknown[]
  other: readonly unknown[]
  /** R7: a source that is of no use without the facts: the one who is kept says some of that section himself. */
  isOfOtherFacts?: boolean
}

/** A value that is to be written on the customer who is kept. */
export type PickedValue = Pick<MergedField, 'record' | 'field' | 'before' | 'after'>

interface Compared {
  record: MergedField['record']
  fields: readonly string[]
  kind: 'one' | 'text' | 'list'
}

function compared(
  record: MergedField['record'],
  kind: Compared['kind'],
  ...fields: readonly (keyof Customer | keyof Profile)[]
): Compared {
  return { record, kind, fields }
}

/** All that two cards or profiles can say differently; fields in one line go together. */
const everything: readonly Compared[] = [
  compared('customer', 'one', 'name'),
  compared('customer', 'list', 'aliases'),
  compared('customer', 'one', 'salutation'),
  compared('customer', 'one', 'gender'),
  compared('customer', 'one', 'phoneTail'),
  compared('customer', 'one', 'tier', 'tierSince'),
  compared('customer', 'list', 'tierBasis'),
  compared('customer', 'one', 'stage'),
  compared('customer', 'one', 'source'),
  compared('customer', 'list', 'likes'),
  compared('customer', 'list', 'taboos'),
  compared('customer', 'list', 'specialCare'),
  compared('customer', 'one', 'doNotContact', 'doNotContactReason'),
  compared('customer', 'one', 'deceasedOn'),
  compared('customer', 'one', 'mourningUntil'),
  compared('customer', 'text', 'pinnedNote'),
  compared('customer', 'list', 'coOwnerIds'),
  compared('profile', 'one', 'identity'),
  compared('profile', 'list', 'tags'),
  compared('profile', 'one', 'occupation'),
  compared('profile', 'one', 'employer'),
  compared('profile', 'text', 'family'),
  compared('profile', 'one', 'riskLevel', 'riskAssessedOn'),
  compared('profile', 'one', 'incomeBand'),
  compared('profile', 'one', 'assetBand'),
  compared('profile', 'text', 'goals'),
  compared('profile', 'one', 'horizon'),
  compared('profile', 'list', 'investmentPreferences'),
  compared('profile', 'one', 'investorType'),
  compared('profile', 'text', 'habits'),
  compared('profile', 'list', 'preferredChannels'),
  compared('profile', 'one', 'contactWindow'),
  ...Object.values(sectionFields).map(({ from }) => compared('profile', 'one', from)),
]

/** What follows from a name is written with it. */
const following: readonly string[] = ['searchKeys']

/** Whether merging can write this path of a card or profile; what a log says of others is not to be trusted. */
export function isMergeableField(record: MergedField['record'], path: string): boolean {
  const { field, key } = splitFieldPath(path)
  if (key !== null) return record === 'profile' && field === 'contactPoints'
  if (record === 'customer' && following.includes(field)) return true
  return everything.some(
    (line) => line.record === record && line.fields.some((name) => name === field),
  )
}

/** Longer lists would not fit the schema; what is left over stays on the card that is merged away. */
const longest: Readonly<Record<string, number>> = {
  aliases: 10,
  likes: 40,
  taboos: 40,
  tags: 40,
  preferredChannels: 40,
}

/**
 * R17: what the other one says and the one who is kept does not, or says otherwise. The other's name counts as an alias that
 * is missing. Where only the one who is kept says something nothing is lost, so it is no difference.
 */
export function mergeDifferences(kept: MergeSide, other: MergeSide): MergeDifference[] {
  const found: MergeDifference[] = []
  for (const { record, fields, kind } of everything) {
    const [mine, theirs] = [kept, other].map((side) =>
      fields.map((name) => said(side, record, name)),
    )
    if (mine === undefined || theirs === undefined) continue
    // The other name is known already.
    if (fields[0] === 'name' && kept.card.aliases.includes(other.card.name)) continue
    // A tail of a known number goes with the number.
    if (fields[0] === 'phoneTail' && other.profile !== undefined && hasNumber(other.profile))
      continue
    if (!saysMore(kind, mine[0], theirs[0])) continue
    const difference = { record, fields, kind, kept: mine, other: theirs }
    found.push(hasOwnFacts(fields[0], kept) ? { ...difference, isOfOtherFacts: true } : difference)
  }
  return [...found, ...newPoints(kept.profile, other.profile)]
}

/** What is chosen as long as nobody chooses: nothing is left out that goes together, and of two the safer one. */
export function usualPick(difference: MergeDifference): MergePick {
  const { kind, fields, kept, other } = difference
  if (difference.isOfOtherFacts === true) return 'kept'
  if (kind === 'point' || isNothing(kept[0])) return 'other'
  if (kind === 'list' || kind === 'text') return 'both'
  if (fields[0] === 'doNotContact') return levelOf(other[0]) > levelOf(kept[0]) ? 'other' : 'kept'
  if (fields[0] === 'riskLevel') return textOf(other[1]) > textOf(kept[1]) ? 'other' : 'kept'
  return 'kept'
}

/** What can be chosen. */
export function picksFor(difference: MergeDifference): readonly MergePick[] {
  const { kind, kept, other } = difference
  // Invariant 14: whose number is known is known under any card, so that nobody else is merged into it later.
  if (difference.fields[0] === 'identity' && isNothing(kept[0])) return ['other']
  // To do without one's own name is chosen with the name.
  if (difference.fields[0] === 'aliases') return ['kept', 'both']
  if (isNothing(kept[0]) || kind === 'one' || kind === 'point') return ['kept', 'other']
  const isTooLong = kind === 'text' && joined(kept[0], other[0]).length > textLimits.paragraph
  return isTooLong ? ['kept', 'other'] : mergePicks
}

/** What the choices write on the customer who is kept; nothing for what stays as it is. */
export function mergedValues(
  differences: readonly MergeDifference[],
  pickOf: (difference: MergeDifference) => MergePick,
): PickedValue[] {
  const name = differences.find(({ fields }) => fields[0] === 'name')
  const [mine, theirs] = [name?.kept[0], name?.other[0]]
  const shownName = name !== undefined && pickOf(name) === 'other' ? theirs : mine
  return differences.flatMap((difference) => {
    const { record, fields } = difference
    const pick = pickOf(difference)
    return fields.flatMap((field, index) => {
      if (field === 'aliases') return aliasesOf(difference, pick, shownName)
      const before = difference.kept[index] ?? null
      const after = valueOf(difference, index, pick) ?? null
      return sameValue(before, after) ? [] : [{ record, field, before, after }]
    })
  })
}

/** The names that do not stand as the name; `kept` and `other` are all names of each, the name first. */
function aliasesOf(
  { record, kept, other }: MergeDifference,
  pick: MergePick,
  shownName: unknown,
): PickedValue[] {
  const [mine, theirs] = [stringsOf(kept[0]), stringsOf(other[0])]
  const before = mine.slice(1)
  const chosen = pick === 'kept' ? before : [...mine, ...theirs]
  const name = shownName ?? mine[0]
  const after = [...new Set(chosen)].filter((each) => each !== name).slice(0, longest['aliases'])
  return sameValue(before, after) ? [] : [{ record, field: 'aliases', before, after }]
}

/**
 * What undoing a merge makes of a field that it wrote: the value to put back, or `changed` when somebody has changed it since.
 * Of a list only what the merge added or took out is undone.
 */
export function withoutMerged(
  data: Readonly<Record<string, unknown>>,
  { field, before, after }: Pick<MergedField, 'field' | 'before' | 'after'>,
): { value: unknown } | 'changed' {
  const present = readPath(data, field) ?? null
  // A list that was not there is an empty one: some have to be there.
  if (sameValue(present, after)) return { value: before ?? (Array.isArray(after) ? [] : null) }
  if (!Array.isArray(after)) return 'changed'
  const [former, written] = [stringsOf(before), stringsOf(after)]
  const left = stringsOf(present).filter((item) => former.includes(item) || !written.includes(item))
  const back = former.filter((item) => !written.includes(item) && !left.includes(item))
  return { value: [...left, ...back] }
}

/** Whether a field is the source of a section in which this side says something. */
function hasOwnFacts(field: string | undefined, { profile }: MergeSide): boolean {
  const section = Object.values(sectionFields).find(({ from }) => from === field)
  return section !== undefined && section.fields.some((name) => !isNothing(profile?.[name] ?? null))
}

function said({ card, profile }: MergeSide, record: MergedField['record'], field: string): unknown {
  const data: Readonly<Record<string, unknown>> = (record === 'customer' ? card : profile) ?? {}
  return field === 'aliases' ? [card.name, ...card.aliases] : (data[field] ?? null)
}

function saysMore(kind: Compared['kind'], kept: unknown, other: unknown): boolean {
  if (isNothing(other)) return false
  if (kind === 'list') return stringsOf(other).some((item) => !stringsOf(kept).includes(item))
  if (kind === 'text') return !textOf(kept).includes(textOf(other))
  return !sameValue(kept, other)
}

function newPoints(kept: Profile | undefined, other: Profile | undefined): MergeDifference[] {
  const known = Object.values(kept?.contactPoints ?? {})
  const hasMain = known.some(({ primary }) => primary === true)
  return Object.entries(other?.contactPoints ?? {})
    .filter(
      ([, point]) => !known.some(({ kind, value }) => kind === point.kind && value === point.value),
    )
    .map(([id, { primary, ...point }]) => ({
      record: 'profile',
      fields: [`contactPoints.${id}`],
      kind: 'point',
      kept: [null],
      // There is one main number.
      other: [primary === true && !hasMain ? { ...point, primary } : point],
    }))
}

/** What stands afterwards of one of the fields that go together. */
export function valueOf(
  { kind, fields, kept, other }: MergeDifference,
  index: number,
  pick: MergePick,
): unknown {
  if (pick === 'kept') return kept[index]
  if (pick === 'other') return other[index]
  if (kind === 'text') return joined(kept[index], other[index])
  const items = [...new Set([...stringsOf(kept[index]), ...stringsOf(other[index])])]
  return items.slice(0, longest[fields[index] ?? ''])
}

function joined(kept: unknown, other: unknown): string {
  return [kept, other].filter((text) => !isNothing(text)).join('\n')
}

function hasNumber({ contactPoints }: Profile): boolean {
  return Object.values(contactPoints).some(({ kind }) => kind === 'mobile' || kind === 'tel')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function levelOf(level: unknown): number {
  return doNotContactLevels.findIndex((each) => each === level)
}

function isNothing(value: unknown): boolean {
  return (
    isAbsent(value) ||
    value === '' ||
    value === 'none' ||
    (Array.isArray(value) && value.length === 0)
  )
}
