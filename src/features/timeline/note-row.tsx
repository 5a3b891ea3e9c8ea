import { Link } from '@tanstack/react-router'
import {
  CalendarDays,
  Footprints,
  Landmark,
  Mail,
  MessageCircle,
  MessageSquareText,
  MessagesSquare,
  Phone,
  Video,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import { feedbackOfNoteId } from '#shared/domain/feedback.ts'
import type { Interaction } from '#shared/domain/interaction.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useSiblings } from '#replica/note-groups.ts'
import { useIsPending, useRecord, useReplica } from '#replica/use-replica.ts'
import { formatTime } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { ProductTalkBadges } from './product-talk-badges.tsx'
import { RowFrame } from './row-frame.tsx'
import { useStaffName } from './staff-name.ts'

/** Longer texts are folded: the stream stays readable. */
const longText = 220

/** A note: how and who, what was said, what the customer thinks, what follows. */
export function NoteRow(props: {
  note: RecordOf<'interaction'>
  /** What it gave to do. */
  tasks: readonly RecordOf<'task'>[]
  /** In whose stream it stands. */
  customerId: string
  place: { first: boolean; last: boolean }
  /** R2: opens the new task that the note gives. */
  onMakeTask: () => void
}) {
  const { language, messages } = useLanguage()
  const texts = messages.timeline
  const words = messages.domain
  const { id, data } = props.note
  const pending = useIsPending('interaction', id)
  const author = useStaffName(data.authorId)
  const next = useRecord('task', data.nextTaskId)
  const talk = data.productTalk
  const result =
    data.result === undefined || data.result === 'reached' ? null : words.contactResult[data.result]
  const label = [
    words.channel[data.channel],
    ...data.purpose.map((each) =>
      each === 'product' && talk?.kind === 'enquiry'
        ? messages.suitability.enquiry
        : words.purpose[each],
    ),
    author,
  ]
  const emotion = data.emotion === undefined ? undefined : words.emotion[String(data.emotion)]
  return (
    <RowFrame
      icon={icons[data.channel]}
      place={props.place}
      label={label.join(' · ')}
      time={formatTime(language, data.at)}
      pending={pending}
    >
      <NoteText text={data.text} />
      <AlsoAbout note={props.note} customerId={props.customerId} />
      <Thought label={texts.concerns} text={data.concerns} />
      <Thought label={texts.expectations} text={data.expectations} />
      <Thought label={texts.feedback} text={data.feedback} />
      <Thought label={messages.suitability.extraCare} text={talk?.extraCare} />
      {next !== undefined && next.archivedAt === undefined && (
        <Thought label={texts.next} text={next.data.title} />
      )}
      {props.tasks
        .filter((task) => task.id !== data.nextTaskId)
        .map((task) => (
          <Thought key={task.id} label={texts.next} text={task.data.title} />
        ))}
      {talk !== undefined && <ProductTalkBadges talk={talk} />}
      <div className="flex flex-wrap items-center gap-1.5">
        {result !== null && <Badge>{result}</Badge>}
        {data.minutes !== undefined && <Badge>{texts.minutes(data.minutes)}</Badge>}
        {emotion !== undefined && <Badge>{texts.emotion(emotion)}</Badge>}
        <Link
          to="/customers/$customerId/notes/$noteId"
          params={{ customerId: data.customerIds[0] ?? '', noteId: id }}
          search={keepSearch}
          resetScroll={false}
          aria-label={`${texts.editNote} ${formatTime(language, data.at)}`}
          className="-ml-2 inline-flex min-h-11 items-center rounded-sm px-2 text-sm font-medium text-primary hover:underline md:min-h-8"
        >
          {texts.editNote}
        </Link>
        <button
          type="button"
          onClick={props.onMakeTask}
          aria-label={`${texts.makeTask} ${formatTime(language, data.at)}`}
          className="inline-flex min-h-11 cursor-pointer items-center rounded-sm px-2 text-sm font-medium text-primary hover:underline md:min-h-8"
        >
          {texts.makeTask}
        </button>
        {data.feedback && <TakeFeedback note={props.note} customerId={props.customerId} />}
      </div>
    </RowFrame>
  )
}

/** R30: what the note says of the bank becomes a feedback with a tap, or leads to the one that it became. */
function TakeFeedback({ note, customerId }: { note: RecordOf<'interaction'>; customerId: string }) {
  const { messages } = useLanguage()
  const entry = feedbackOfNoteId(note.id)
  const taken = useRecord('feedback', entry)
  const words = messages.domain
  return (
    <Link
      to="/customers/$customerId/file/$part/$entry"
      params={{ customerId, part: 'feedback', entry }}
      search={keepSearch}
      resetScroll={false}
      className="inline-flex min-h-11 items-center rounded-sm px-2 text-sm font-medium text-primary hover:underline md:min-h-8"
    >
      {taken === undefined || taken.archivedAt !== undefined
        ? messages.timeline.takeFeedback
        : `${words.recordType.feedback} · ${words.feedbackState[taken.data.state]}`}
    </Link>
  )
}

/** R4: with whom else it was written, as far as their notes lie here. */
function AlsoAbout(props: { note: RecordOf<'interaction'>; customerId: string }) {
  // Without a group the row has no reason to follow the notes of others.
  if (props.note.data.groupId === undefined) return <AlsoWith {...props} siblings={noSiblings} />
  return <AlsoAboutGroup {...props} />
}

function AlsoAboutGroup(props: { note: RecordOf<'interaction'>; customerId: string }) {
  return <AlsoWith {...props} siblings={useSiblings(props.note)} />
}

const noSiblings: readonly RecordOf<'interaction'>[] = []

function AlsoWith(props: {
  note: RecordOf<'interaction'>
  customerId: string
  siblings: readonly RecordOf<'interaction'>[]
}) {
  const { messages } = useLanguage()
  const replica = useReplica()
  const ids = [props.note, ...props.siblings].flatMap(({ data }) => data.customerIds)
  const names = [...new Set(ids)].flatMap((id) =>
    id === props.customerId ? [] : (replica.get('customer', id)?.data.name ?? []),
  )
  const text = names.join(messages.sync.comma)
  return <Thought label={messages.timeline.alsoWith} text={text} />
}

function NoteText(props: { text: string }) {
  const texts = useLanguage().messages.timeline
  const [open, setOpen] = useState(false)
  if (props.text === '') return null
  const long = props.text.length > longText || props.text.split('\n').length > 6
  return (
    <>
      <p className={`whitespace-pre-line wrap-anywhere ${long && !open ? 'line-clamp-4' : ''}`}>
        {props.text}
      </p>
      {long && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="-ml-2 min-h-11 cursor-pointer rounded-sm px-2 text-sm font-medium text-primary md:min-h-8"
        >
          {open ? texts.showLess : texts.showMore}
        </button>
      )}
    </>
  )
}

function Thought(props: { label: string; text: string | undefined }) {
  if (props.text === undefined || props.text === '') return null
  return (
    <p className="mt-1 text-sm text-ink-2 wrap-anywhere">
      <span className="text-ink-3">{props.label}</span> {props.text}
    </p>
  )
}

const icons: Record<Interaction['channel'], LucideIcon> = {
  branch: Landmark,
  visit: Footprints,
  phone: Phone,
  sms: MessageSquareText,
  wechat: MessageCircle,
  wecom: MessagesSquare,
  email: Mail,
  video: Video,
  event: CalendarDays,
}

function keepSearch(search: object): object {
  return search
}
