import { civilDateInShanghai, timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import { useClock, useCommit, useNewId, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import { archiveNote, createNote, editNote, restoreNote } from './note-commands.ts'
import type { NoteFormValues } from './note-form.ts'
import type { JudgedNote } from './product-talk-form.ts'

/** Each answers whether it is durable here; a toast says so and offers the way back. */
export interface NoteActions {
  /** `fresh` is the form as it was opened: a time that was not touched means now. */
  add: (customerId: string, values: JudgedNote, fresh: NoteFormValues) => Promise<boolean>
  change: (
    note: RecordOf<'interaction'>,
    opened: JudgedNote,
    values: JudgedNote,
  ) => Promise<boolean>
  remove: (note: RecordOf<'interaction'>) => Promise<boolean>
}

/** What can be done to a note, with undo instead of “are you sure”. */
export function useNoteActions(): NoteActions {
  const messages = useMessages()
  const texts = messages.notes
  const commit = useCommit()
  const session = useSession()
  const newId = useNewId()
  const now = useClock()

  const undo = async (requests: ChangeRequest[]) => {
    const undone = await commit(requests)
    toast({ text: undone.ok ? texts.undone : texts.undoFailed })
  }
  const say = (text: string, back: ChangeRequest[]) => {
    const action = { label: messages.app.undo, onPress: () => void undo(back) }
    toast({ text, tone: 'done', ...(back.length > 0 ? { action } : {}) })
  }

  return {
    async add(customerId, values, fresh) {
      const noteId = newId()
      const taskId = newId()
      const untouched = values.on === fresh.on && values.time === fresh.time
      const instant = now()
      const requests = createNote({
        noteId,
        taskId,
        customerId,
        authorId: session.staffId,
        values: untouched ? atInstant(values, instant) : values,
        now: instant,
      })
      if (!(await commit(requests)).ok) return false
      const back = archiveNote(noteId, values.nextStep ? taskId : null)
      say(values.nextStep ? texts.savedWithTask : texts.saved, back)
      return true
    },
    async change(note, opened, values) {
      const requests = editNote({ noteId: note.id, note: note.data, opened, values })
      const back = editNote({ noteId: note.id, note: note.data, opened: values, values: opened })
      if (!(await commit(requests)).ok) return false
      say(texts.saved, back)
      return true
    },
    async remove(note) {
      if (!(await commit(archiveNote(note.id, null))).ok) return false
      say(texts.archived, restoreNote(note.id, null))
      return true
    },
  }
}

function atInstant(values: JudgedNote, instant: number): JudgedNote {
  return { ...values, on: civilDateInShanghai(instant), time: timeOfDayInShanghai(instant) }
}
