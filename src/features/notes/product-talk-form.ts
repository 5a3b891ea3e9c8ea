import { type CivilDate, isCivilDate } from '#shared/domain/civil-date.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import type { ProductTalk } from '#shared/domain/product-talk.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { mayRecommend, suitability, type Suitability } from '#shared/domain/suitability.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import type { CustomerFacts } from './customer-facts.ts'
import type { NoteFormValues } from './note-form.ts'

/** By what a talk about a product is judged. */
export interface TalkContext {
  today: CivilDate
  /** The form as it was opened. */
  opened: NoteFormValues
  facts: CustomerFacts
  /** Another customer of the note; undefined for one who is not here. */
  otherOf: (customerId: string) => OtherCustomer | undefined
}

/** Another customer about whom the same is written. */
export interface OtherCustomer {
  id: string
  name: string
  facts: CustomerFacts
  /** The note about this one that was written together with the one that is changed. */
  note?: RecordOf<'interaction'> | undefined
}

/** The note as it is going to be said, its product talk judged. */
export type JudgedNote = NoteFormValues & { productTalk: ProductTalk | undefined }

/** Puts the judged product talk beside the values. */
export function judgedNote(values: NoteFormValues, context: TalkContext): JudgedNote {
  return { ...values, productTalk: productTalkOf(values, context) }
}

/** The form as it was opened, with what the note said then. */
export function openedNote(opened: NoteFormValues): JudgedNote {
  return { ...opened, productTalk: opened.standingTalk ?? undefined }
}

/** Whether the form asks about a product at all; a note of before is left as it is until somebody says something. */
export function asksAboutProduct(values: NoteFormValues, opened: NoteFormValues): boolean {
  if (!values.purpose.includes('product')) return false
  const isOfBefore = opened.purpose.includes('product') && opened.standingTalk === null
  const isTold =
    values.productGrade !== '' || values.productKind !== '' || values.disclosed.length > 0
  return !isOfBefore || isTold
}

/** Whether the product may be recommended on the day of the talk. What was judged already stands as it was judged then. */
export function judgeTalk(
  values: NoteFormValues,
  { today, facts }: Pick<TalkContext, 'today' | 'facts'>,
): Suitability {
  const { standingTalk, on } = values
  const grade = values.productGrade || null
  const day = isCivilDate(on) ? on : today
  if (standingTalk?.kind === 'recommended' && standingTalk.grade === grade) {
    const { capacity, assessedOn, extraCare } = standingTalk
    const elderly = extraCare !== undefined
    return suitability({ riskLevel: capacity, riskAssessedOn: assessedOn, grade, on: day, elderly })
  }
  const { riskLevel, riskAssessedOn } = facts
  return suitability({ riskLevel, riskAssessedOn, grade, on: day, elderly: facts.elderlyOn(day) })
}

/** What the note will say: recommended only where nothing stands against it (invariant 11). */
export function talkKind(values: NoteFormValues, judged: Suitability): ProductTalk['kind'] {
  if (!mayRecommend(judged) && judged.state !== 'grade-missing') return 'enquiry'
  return values.productKind || 'recommended'
}

/** Whether the form shows the field for extra care; what was typed there is never hidden. */
export function asksForCare(values: NoteFormValues, judged: Suitability): boolean {
  const isAsked = judged.state === 'extra-care' && talkKind(values, judged) === 'recommended'
  return isAsked || values.extraCare.trim() !== ''
}

/** What keeps the talk about a product from being saved: field and key of the catalogue's `fieldErrors`. */
export function talkProblems(
  values: NoteFormValues,
  context: TalkContext,
): [field: keyof NoteFormValues, code: string][] {
  if (!asksAboutProduct(values, context.opened)) return []
  const judged = judgeTalk(values, context)
  const isRecommended = talkKind(values, judged) === 'recommended'
  const problems: [keyof NoteFormValues, string][] = []
  if (!context.facts.loaded) problems.push(['productGrade', 'profile-loading'])
  else if (isRecommended && values.productGrade === '') {
    problems.push(['productGrade', 'grade-required'])
  }
  if (isRecommended && values.disclosed.length === 0) {
    problems.push(['disclosed', 'disclosure-required'])
  }
  if (judged.state === 'extra-care' && isRecommended && values.extraCare.trim() === '') {
    problems.push(['extraCare', 'care-required'])
  }
  const forbidden = forbiddenText(values.extraCare)
  if (forbidden !== null) problems.push(['extraCare', forbidden])
  if (values.extraCare.length > textLimits.paragraph) {
    problems.push(['extraCare', 'paragraph-too-long'])
  }
  return problems
}

function productTalkOf(values: NoteFormValues, context: TalkContext): ProductTalk | undefined {
  const { standingTalk } = values
  if (!values.purpose.includes('product')) {
    return context.opened.purpose.includes('product') ? undefined : (standingTalk ?? undefined)
  }
  if (!asksAboutProduct(values, context.opened)) return standingTalk ?? undefined
  const talk = spokenTalk(values, judgeTalk(values, context))
  // As it stands in the record, so that a save that changes nothing says nothing.
  return sameValue(talk, standingTalk) ? (standingTalk ?? undefined) : talk
}

function spokenTalk(values: NoteFormValues, judged: Suitability): ProductTalk {
  const disclosed = values.disclosed.length > 0 ? { disclosed: values.disclosed } : {}
  const care = values.extraCare.trim()
  const extraCare = care === '' ? {} : { extraCare: care }
  if (talkKind(values, judged) === 'recommended' && 'grade' in judged) {
    const { grade, capacity, assessedOn } = judged
    const { disclosed: ways } = values
    return { kind: 'recommended', grade, capacity, assessedOn, disclosed: ways, ...extraCare }
  }
  const grade = values.productGrade
  const { standingTalk } = values
  const isAsBefore = standingTalk?.kind === 'enquiry' && (standingTalk.grade ?? '') === grade
  const known = isAsBefore ? standingTalk : judged
  return {
    kind: 'enquiry',
    ...(grade === '' ? {} : { grade }),
    ...('capacity' in known && known.capacity !== undefined ? { capacity: known.capacity } : {}),
    ...disclosed,
    ...extraCare,
  }
}
