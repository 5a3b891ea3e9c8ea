import { useParams } from '@tanstack/react-router'
import { DateFormSheet } from '#features/dates/date-form-sheet.tsx'
import { HistoryLink } from '#features/history/history-link.tsx'
import { NoteTaskLink } from '#features/notes/note-task-link.tsx'
import { NoteSheet } from '#features/notes/note-sheet.tsx'
import { useCloseSheet } from './use-close-sheet.ts'

/** 记一笔 over a customer's page; closing goes back to the page. */
export function NewNoteRoute() {
  const { customerId } = useParams({ from: '/customers/$customerId/notes/new' })
  return <NoteSheet customerId={customerId} onClose={useCloseSheet(customerId)} />
}

/** An existing note over its customer's page. */
export function EditNoteRoute() {
  const { customerId, noteId } = useParams({ from: '/customers/$customerId/notes/$noteId' })
  return (
    <NoteSheet
      customerId={customerId}
      noteId={noteId}
      footnote={
        <>
          <NoteTaskLink customerId={customerId} noteId={noteId} />
          <HistoryLink recordType="interaction" recordId={noteId} />
        </>
      }
      onClose={useCloseSheet(customerId)}
    />
  )
}

/** A new important date over a customer's page. */
export function NewDateRoute() {
  const { customerId } = useParams({ from: '/customers/$customerId/dates/new' })
  return <DateFormSheet customerId={customerId} onClose={useCloseSheet(customerId)} />
}

/** An existing important date over its customer's page. */
export function EditDateRoute() {
  const { customerId, dateId } = useParams({ from: '/customers/$customerId/dates/$dateId' })
  return (
    <DateFormSheet
      customerId={customerId}
      dateId={dateId}
      footnote={<HistoryLink recordType="important-date" recordId={dateId} />}
      onClose={useCloseSheet(customerId)}
    />
  )
}
