import type { ReactNode } from 'react'
import {
  type Feedback,
  feedbackCategories,
  feedbackChannels,
  feedbackOfNoteId,
  feedbackStates,
} from '#shared/domain/feedback.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import {
  useBy,
  useIsLoaded,
  useNewId,
  useRecord,
  useReplica,
  useSession,
  useToday,
} from '#replica/use-replica.ts'
import { useFeedbackMessages } from '#i18n/feedback/use-feedback-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { feedbackData, feedbackOfNoteIsAbout } from './feedback-data.ts'
import type { FieldSpec } from './file-field.tsx'
import { fileChanges, type FileValues, fileValuesOf, gapsIn } from './file-form.ts'
import { FileSheet, MissingSheet } from './file-sheet.tsx'
import { optionsOf } from './options-of.ts'
import { useRemoveEntry } from './use-remove-entry.ts'

const names = [
  'category',
  'text',
  'channel',
  'receivedOn',
  'state',
  'done',
  'answer',
  'answeredOn',
] as const

interface FeedbackSheetProps {
  /** Undefined for what was said without a name. */
  customerId?: string | undefined
  /** A record, or what a note says and nobody has taken up yet; a new one without. */
  entryId?: string | undefined
  footnote?: ReactNode
  onClose: () => void
}

/** R30: what somebody said of the bank, what was done about it, and how the customer was answered. */
export function FeedbackSheet({ customerId, entryId, footnote, onClose }: FeedbackSheetProps) {
  const texts = useFeedbackMessages()
  const replica = useReplica()
  const session = useSession()
  const today = useToday()
  const loaded = useIsLoaded()
  const newId = useNewId()
  const remove = useRemoveEntry('feedback')
  const record = useRecord('feedback', entryId)
  const note = useBy('interaction.customer', customerId ?? '').find(
    ({ id }) => feedbackOfNoteId(id) === entryId,
  )
  const isShown = record !== undefined && record.archivedAt === undefined
  const about = isShown ? record.data.customerId : customerId
  const fields = useFields(about !== undefined)
  const title = entryId === undefined ? texts.newTitle : texts.editTitle
  if (entryId !== undefined && !isShown && note === undefined) {
    return loaded ? <MissingSheet title={title} onClose={onClose} /> : null
  }
  const { branchId, staffId } = session
  const place =
    about === undefined
      ? { branchId }
      : {
          customerId: note === undefined ? about : feedbackOfNoteIsAbout(replica, note.id, about),
        }
  const fixed: Partial<Feedback> = isShown
    ? record.data
    : { ...place, receivedBy: staffId, ...(note === undefined ? {} : { noteId: note.id }) }
  const fresh = {
    text: note?.data.feedback ?? '',
    channel: 'branch',
    receivedOn: today,
    state: 'open',
    answeredOn: today,
  }
  const dataOf = (values: FileValues) => feedbackData(values, fixed)
  const initial = isShown
    ? { ...fileValuesOf(record.data, names), answeredOn: record.data.answeredOn ?? today }
    : fileValuesOf(fresh, names)
  return (
    <FileSheet
      title={title}
      customerId={about}
      draftKey={
        entryId === undefined ? `new-feedback:${customerId ?? 'branch'}` : `feedback:${entryId}`
      }
      initial={initial}
      fields={fields}
      errorTexts={{ 'too-early': texts.tooEarly }}
      check={(values) => gapsOf(dataOf(values), values)}
      requests={(values, opened) => {
        const id = entryId ?? newId()
        const restore =
          record === undefined || isShown
            ? []
            : [{ recordType: 'feedback', recordId: id, kind: 'restore', args: {} } as const]
        const from = isShown || record === undefined ? dataOf(opened) : record.data
        return [
          ...restore,
          ...fileChanges(
            { type: 'feedback', id, isNew: record === undefined },
            from,
            dataOf(values),
          ),
        ]
      }}
      footnote={isShown ? footnote : undefined}
      onRemove={isShown ? () => remove(record.id) : undefined}
      onClose={onClose}
    />
  )
}

function gapsOf(data: object, values: FileValues): Record<string, string> {
  const gaps = gapsIn('feedback', { ...data }, values)
  const { state, done = '', answer = '', answeredOn = '', receivedOn = '' } = values
  if (state !== 'open' && done.trim() === '') gaps['done'] = 'required'
  if (state !== 'answered') return gaps
  if (answer.trim() === '') gaps['answer'] = 'required'
  if (answeredOn === '') gaps['answeredOn'] = 'required'
  else if (answeredOn < receivedOn) gaps['answeredOn'] = 'too-early'
  return gaps
}

function useFields(hasCustomer: boolean): FieldSpec[] {
  const { domain } = useMessages()
  const texts = useFeedbackMessages()
  const today = useToday()
  // Who gave no name cannot be answered.
  const states = feedbackStates.filter((state) => hasCustomer || state !== 'answered')
  return [
    {
      name: 'category',
      label: texts.category,
      kind: 'choice',
      required: true,
      options: optionsOf(feedbackCategories, domain.feedbackCategory),
    },
    {
      name: 'text',
      label: texts.said,
      kind: 'area',
      required: true,
      max: textLimits.paragraph,
      placeholder: texts.saidPlaceholder,
    },
    {
      name: 'state',
      label: texts.state,
      kind: 'choice',
      required: true,
      options: optionsOf(states, domain.feedbackState),
    },
    {
      name: 'done',
      label: texts.done,
      kind: 'area',
      required: true,
      max: textLimits.paragraph,
      placeholder: texts.donePlaceholder,
      isAsked: ({ state }) => state !== 'open',
    },
    {
      name: 'answer',
      label: texts.answer,
      kind: 'area',
      required: true,
      max: textLimits.paragraph,
      placeholder: texts.answerPlaceholder,
      isAsked: ({ state }) => state === 'answered',
    },
    {
      name: 'answeredOn',
      label: texts.answeredOn,
      kind: 'date',
      required: true,
      last: today,
      isAsked: ({ state }) => state === 'answered',
    },
    {
      name: 'channel',
      label: texts.channel,
      kind: 'choice',
      required: true,
      options: optionsOf(feedbackChannels, domain.feedbackChannel),
    },
    { name: 'receivedOn', label: texts.receivedOn, kind: 'date', required: true, last: today },
  ]
}
