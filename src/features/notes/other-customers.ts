import { mayRecommend, type Suitability } from '#shared/domain/suitability.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import { type NoteFormValues, noteFormOf } from './note-form.ts'
import {
  asksAboutProduct,
  type JudgedNote,
  judgedNote,
  judgeTalk,
  openedNote,
  type OtherCustomer,
  talkKind,
  type TalkContext,
} from './product-talk-form.ts'

/** R4: the other customers about whom the same is written, as far as they are here. */
export function othersIn(values: NoteFormValues, context: TalkContext): OtherCustomer[] {
  const here = values.others.flatMap((id) => context.otherOf(id) ?? [])
  // Two that were chosen may have been merged since.
  return [...new Map(here.map((other) => [other.id, other])).values()]
}

/** Invariant 11 for each of them: those to whom what this note recommends may not be recommended. */
export function unsuitableOthers(values: NoteFormValues, context: TalkContext): OtherCustomer[] {
  if (!recommendsAnew(values, context)) return []
  return othersIn(values, context).filter((other) => {
    const judged = judgedFor(values, context, other)
    return !mayRecommend(judged) && judged.state !== 'grade-missing'
  })
}

/** Whether one of them may hear of it with extra care alone. */
export function needsCareForOthers(values: NoteFormValues, context: TalkContext): boolean {
  if (!recommendsAnew(values, context)) return false
  return othersIn(values, context).some(
    (other) => judgedFor(values, context, other).state === 'extra-care',
  )
}

/** A new note as it is said of another customer: the same, judged by what that one can bear. The next step is not repeated. */
export function noteForOther(
  values: NoteFormValues,
  context: TalkContext,
  other: OtherCustomer,
): JudgedNote {
  const said = { ...values, nextStep: false, ...kindAsSaid(values, context) }
  return judgedNote(said, { ...context, facts: other.facts })
}

/** In which a change of one note is a change of the others, too. */
const sharedFields = [
  'channel',
  'purpose',
  'text',
  'result',
  'direction',
  'emotion',
  'concerns',
  'expectations',
  'feedback',
  'on',
  'time',
] as const satisfies (keyof NoteFormValues)[]
const talkFields = ['productGrade', 'productKind', 'disclosed', 'extraCare'] as const

/**
 * What a change of one note is for the note of another customer: each field that is changed here and still says there what it
 * said here. What was said of a product is judged anew by what that one can bear, and stays when it is not touched.
 */
export function changeForOther(
  values: NoteFormValues,
  context: TalkContext,
  other: OtherCustomer,
): { opened: JudgedNote; values: JudgedNote } | null {
  if (other.note === undefined) return null
  const { opened } = context
  const there = noteFormOf(other.note.data)
  const shared = sharedFields.filter((field) => sameValue(there[field], opened[field]))
  const changed = { ...there, ...picked(values, shared) }
  if (!changesTalk(values, context)) {
    return { opened: openedNote(there), values: openedNote(changed) }
  }
  const said = { ...changed, ...picked(values, talkFields), ...kindAsSaid(values, context) }
  const judgedThere = { ...context, opened: there, facts: other.facts }
  return {
    opened: openedNote(there),
    values: judgedNote({ ...said, standingTalk: there.standingTalk }, judgedThere),
  }
}

function picked(
  values: NoteFormValues,
  fields: readonly (keyof NoteFormValues)[],
): Partial<NoteFormValues> {
  return Object.fromEntries(fields.map((field) => [field, values[field]]))
}

/** Recommended or asked for is one thing for all of them: nobody is told that he was recommended what another asked for. */
function kindAsSaid(
  values: NoteFormValues,
  context: TalkContext,
): Pick<NoteFormValues, 'productKind'> {
  const isAsked = asksAboutProduct(values, context.opened)
  return {
    productKind: isAsked ? talkKind(values, judgeTalk(values, context)) : values.productKind,
  }
}

function recommendsAnew(values: NoteFormValues, context: TalkContext): boolean {
  if (values.others.length === 0 || !asksAboutProduct(values, context.opened)) return false
  const isRecommended = talkKind(values, judgeTalk(values, context)) === 'recommended'
  return isRecommended && changesTalk(values, context)
}

function changesTalk(values: NoteFormValues, context: TalkContext): boolean {
  const { productTalk } = judgedNote(values, context)
  return !sameValue(productTalk ?? null, context.opened.standingTalk)
}

function judgedFor(
  values: NoteFormValues,
  { today }: TalkContext,
  { facts, note }: OtherCustomer,
): Suitability {
  const standingTalk = note?.data.productTalk ?? null
  return judgeTalk({ ...values, standingTalk }, { today, facts })
}
