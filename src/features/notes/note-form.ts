import * as z from 'zod/mini'
import {
  type CivilDate,
  civilDateInShanghai,
  timeOfDayInShanghai,
} from '#shared/domain/civil-date.ts'
import { channels, contactResults, purposes, type Interaction } from '#shared/domain/interaction.ts'
import { disclosureWays, ProductTalk } from '#shared/domain/product-talk.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { productGrades } from '#shared/domain/suitability.ts'

export const emotions = ['-2', '-1', '0', '1', '2'] as const
const directions = ['out', 'in'] as const
export type Channel = Interaction['channel']
/** What of the task somebody said; the rest follows from the text of the note. */
const taskParts = ['title', 'day', 'promise'] as const
export type TaskPart = (typeof taskParts)[number]

const talkFields = {
  productGrade: z.enum([...productGrades, '']),
  /** What somebody chose; what counts is `talkKind`. */
  productKind: z.enum(['recommended', 'enquiry', '']),
  disclosed: z.array(z.enum(disclosureWays)),
  extraCare: z.string(),
  /** What the note said of the product when the form was opened, and by what it was judged then. */
  standingTalk: z.nullable(ProductTalk),
}

/** R21: what a colleague is asked; made a task of his when the note is saved. */
export const Ask = z.object({ staffId: z.string(), title: z.string(), dueOn: z.string() })
export type Ask = z.infer<typeof Ask>

/** A note as the form holds it. */
export const NoteFormValues = z.object({
  channel: z.enum(channels),
  purpose: z.array(z.enum(purposes)),
  text: z.string(),
  result: z.enum([...contactResults, '']),
  direction: z.enum(directions),
  emotion: z.enum([...emotions, '']),
  concerns: z.string(),
  expectations: z.string(),
  feedback: z.string(),
  /** Civil date and HH:MM in Shanghai. */
  on: z.string(),
  time: z.string(),
  /** How long it took; empty: nobody said. */
  minutes: z.string(),
  nextStep: z.boolean(),
  nextTitle: z.string(),
  nextDueOn: z.string(),
  nextPromise: z.boolean(),
  /** The parts of the task that somebody filled, which nothing fills again. */
  nextSaid: z.array(z.enum(taskParts)),
  /** Ids of other customers about whom the same is written, or whose note of it is changed along. */
  others: z.array(z.string()),
  asks: z.array(Ask),
  ...talkFields,
})
export type NoteFormValues = z.infer<typeof NoteFormValues>

const noTalk = {
  productGrade: '',
  productKind: '',
  disclosed: [],
  extraCare: '',
  standingTalk: null,
} satisfies Partial<NoteFormValues>

/** Drafts of before the form asked about products or other customers, or filled the task by itself, are still read. */
const DraftValues = z.extend(NoteFormValues, {
  others: z.prefault(z.array(z.string()), []),
  asks: z.prefault(z.array(Ask), []),
  minutes: z.prefault(z.string(), ''),
  nextSaid: z.optional(NoteFormValues.shape.nextSaid),
  productGrade: z.prefault(talkFields.productGrade, noTalk.productGrade),
  productKind: z.prefault(talkFields.productKind, noTalk.productKind),
  disclosed: z.prefault(talkFields.disclosed, noTalk.disclosed),
  extraCare: z.prefault(talkFields.extraCare, noTalk.extraCare),
  standingTalk: z.prefault(talkFields.standingTalk, noTalk.standingTalk),
})

/** What the form was opened with goes along, so that a later save still says what it changed from (ME1). */
export const NoteDraft = z.pipe(
  z.object({ opened: DraftValues, values: DraftValues }),
  z.transform(({ opened, values }) => ({
    opened: { ...opened, nextSaid: opened.nextSaid ?? [] },
    values: { ...values, nextSaid: values.nextSaid ?? saidBefore(opened, values) },
  })),
)
export type NoteDraft = z.infer<typeof NoteDraft>

type TaskOfNote = Pick<NoteFormValues, 'nextStep' | 'nextTitle' | 'nextDueOn' | 'nextPromise'>

/** A draft of before the form filled the task by itself: a task in it is somebody's. */
function saidBefore(opened: TaskOfNote, values: TaskOfNote): TaskPart[] {
  const isTouched =
    values.nextStep ||
    values.nextTitle !== opened.nextTitle ||
    values.nextDueOn !== opened.nextDueOn ||
    values.nextPromise !== opened.nextPromise
  return isTouched ? [...taskParts] : []
}

/** A draft as the form goes on with it: the day of its task was seen and stays, also when 明天 is another day by now. */
export function resumedNote(values: NoteFormValues): NoteFormValues {
  if (!values.nextStep || values.nextSaid.includes('day')) return values
  return { ...values, nextSaid: [...values.nextSaid, 'day'] }
}

/** A new note: now, by the way used last, that reached the customer. */
export function emptyNoteForm({
  channel,
  now,
  nextTitle,
  nextDueOn,
}: {
  channel: Channel
  /** Instant in ms. */
  now: number
  nextTitle: string
  nextDueOn: CivilDate
}): NoteFormValues {
  return {
    channel,
    purpose: [],
    text: '',
    result: 'reached',
    direction: usualDirection(channel),
    emotion: '',
    concerns: '',
    expectations: '',
    feedback: '',
    on: civilDateInShanghai(now),
    time: timeOfDayInShanghai(now),
    minutes: '',
    nextStep: false,
    nextTitle,
    nextDueOn,
    nextPromise: false,
    nextSaid: [],
    others: [],
    asks: [],
    ...noTalk,
  }
}

/** An existing note in the form; its task has a life of its own. */
export function noteFormOf(note: Interaction): NoteFormValues {
  const emotion = emotions.find((each) => Number(each) === note.emotion)
  return {
    ...emptyNoteForm({ channel: note.channel, now: note.at, nextTitle: '', nextDueOn: '' }),
    purpose: note.purpose,
    text: note.text,
    result: note.result ?? '',
    direction: note.direction,
    emotion: emotion ?? '',
    concerns: note.concerns ?? '',
    expectations: note.expectations ?? '',
    feedback: note.feedback ?? '',
    minutes: note.minutes === undefined ? '' : String(note.minutes),
    productGrade: note.productTalk?.grade ?? '',
    productKind: note.productTalk?.kind ?? '',
    disclosed: note.productTalk?.disclosed ?? [],
    extraCare: note.productTalk?.extraCare ?? '',
    standingTalk: note.productTalk ?? null,
  }
}

/** What is known of a contact that was made from another screen. */
export type NoteBeginning = Pick<NoteFormValues, 'channel' | 'purpose' | 'text'>

/** A half-written note with such a contact added: nothing of what was typed goes, and nothing is added twice. */
export function begunNote({ opened, values }: NoteDraft, begin: NoteBeginning): NoteDraft {
  if (values.text.includes(begin.text)) return { opened, values }
  const purpose = [...new Set([...values.purpose, ...begin.purpose])]
  const text = [values.text, begin.text].filter(Boolean).join('\n')
  return { opened, values: { ...values, channel: begin.channel, purpose, text } }
}

/** Whoever comes to the branch made the contact; most others were called or written to. */
export function usualDirection(channel: Channel): NoteFormValues['direction'] {
  return channel === 'branch' ? 'in' : 'out'
}

/** The way that a colleague used last; a phone call before there is any. */
export function lastUsedChannel(
  notes: readonly RecordOf<'interaction'>[],
  authorId: string,
): Channel {
  let latest: Interaction | null = null
  for (const { data } of notes) {
    if (data.authorId === authorId && (latest === null || data.at > latest.at)) latest = data
  }
  return latest?.channel ?? 'phone'
}
