import type { RecordOf } from '#shared/domain/record-types.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { nextWorkingDay } from '#shared/domain/working-calendar.ts'
import { useEffect, useState, type ReactNode } from 'react'
import {
  useAll,
  useClock,
  useDraft,
  useIsLoaded,
  useRecord,
  useReplica,
  useRules,
  useSession,
  useToday,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { NoteFormBody } from './note-form-body.tsx'
import { begunNote, emptyNoteForm, lastUsedChannel, NoteDraft, noteFormOf } from './note-form.ts'
import type { NoteBeginning, NoteFormValues } from './note-form.ts'
import { alikeCustomerIds } from './use-other-customers.ts'

export interface NoteSheetProps {
  customerId: string
  /** An existing note; a new one without. */
  noteId?: string | undefined
  /** What a new note is about already: a contact that was made from another screen. */
  begin?: NoteBeginning | undefined
  /** Below the fields of an existing note: the way to its history. */
  footnote?: ReactNode
  onClose: () => void
}

/** 记一笔: a new note or an existing one, over the customer's page. */
export function NoteSheet(props: NoteSheetProps) {
  const texts = useMessages().notes
  const { scopes } = useSession()
  const note = useRecord('interaction', props.noteId)
  const loaded = useIsLoaded()
  const customer = useRecord('customer', props.customerId)
  const missing =
    props.noteId !== undefined && (note === undefined || note.archivedAt !== undefined)
  // Right after unlocking, what the address names may still be on its way from the disk.
  if ((missing || customer === undefined) && !loaded) {
    return (
      <Opening title={props.noteId ? texts.editTitle : texts.newTitle} onClose={props.onClose} />
    )
  }
  if (missing || customer === undefined) return <NoNote text={texts.gone} onClose={props.onClose} />
  // SC2: notes lie in the portfolio of the owner; an address alone opens nothing.
  if (!scopes.includes(portfolioScope(customer.data.ownerId))) {
    return <NoNote text={texts.notAllowed} onClose={props.onClose} />
  }
  if (note === undefined) {
    return <NewNote customer={customer} begin={props.begin} onClose={props.onClose} />
  }
  return (
    <OpenedNote
      key={note.id}
      customer={customer}
      note={note}
      footnote={props.footnote}
      onClose={props.onClose}
    />
  )
}

interface OpenedProps {
  customer: RecordOf<'customer'>
  footnote?: ReactNode
  onClose: () => void
}

function NewNote({ customer, begin, onClose }: OpenedProps & { begin: NoteBeginning | undefined }) {
  const texts = useMessages().notes
  const session = useSession()
  const notes = useAll('interaction')
  const now = useClock()
  const today = useToday()
  const { workingCalendar } = useRules()
  const { name, salutation } = customer.data
  const [fresh] = useState(() => ({
    ...emptyNoteForm({
      channel: begin?.channel ?? lastUsedChannel(notes, session.staffId),
      now: now(),
      nextTitle: texts.nextStepDefault(salutation || name),
      nextDueOn: nextWorkingDay(workingCalendar, today).on,
    }),
    ...begin,
  }))
  return (
    <WithDraft customer={customer} note={undefined} begin={begin} fresh={fresh} onClose={onClose} />
  )
}

function OpenedNote({
  customer,
  note,
  footnote,
  onClose,
}: OpenedProps & { note: RecordOf<'interaction'> }) {
  // The form says what it changes from: what was on screen when it opened, not what came in since.
  const replica = useReplica()
  const [fresh] = useState(() => ({
    ...noteFormOf(note.data),
    others: alikeCustomerIds(replica, note),
  }))
  return (
    <WithDraft
      customer={customer}
      note={note}
      fresh={fresh}
      footnote={footnote}
      onClose={onClose}
    />
  )
}

function WithDraft({
  customer,
  note,
  fresh,
  begin,
  footnote,
  onClose,
}: OpenedProps & {
  note: RecordOf<'interaction'> | undefined
  fresh: NoteFormValues
  begin?: NoteBeginning | undefined
}) {
  const texts = useMessages().notes
  const draft = useDraft(note ? `note:${note.id}` : `note:new:${customer.id}`, NoteDraft)
  const { loaded, save } = draft
  // What lies here half-written stays, and what was begun with goes below it.
  const value = draft.value && begin ? begunNote(draft.value, begin) : draft.value
  useEffect(() => {
    // It was written elsewhere, and is kept here until the note is saved.
    if (loaded && begin) save(value ?? { opened: fresh, values: fresh })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the draft is here: after that the form saves
  }, [loaded])
  if (!loaded) {
    return <Opening title={note ? texts.editTitle : texts.newTitle} onClose={onClose} />
  }
  return (
    <NoteFormBody
      customer={customer}
      note={note}
      fresh={fresh}
      draft={value === draft.value ? draft : { ...draft, value }}
      footnote={footnote}
      onClose={onClose}
    />
  )
}

function Opening({ title, onClose }: { title: string; onClose: () => void }) {
  return (
    <Sheet open onClose={onClose} title={title}>
      <SkeletonRows count={3} />
    </Sheet>
  )
}

function NoNote(props: { text: string; onClose: () => void }) {
  const texts = useMessages().notes
  return (
    <Sheet open onClose={props.onClose} title={texts.newTitle} size="sm">
      <EmptyState title={props.text} />
    </Sheet>
  )
}
