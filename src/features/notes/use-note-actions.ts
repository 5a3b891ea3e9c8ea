import { civilDateInShanghai, timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import { useClock, useCommit, useNewId, useReplica, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import { archiveNote, createNote, editNote, restoreNote } from './note-commands.ts'
import type { NoteFormValues } from './note-form.ts'
import type { JudgedNote } from './product-talk-form.ts'

/** Each answers whether it is durable here; a toast says so and offers the way back. */
export interface NoteActions {
  /** `fresh` is the form as it was opened: a time that was not touched means now. */
  add: (
    customerId: string,
    values: JudgedNote,
    fresh: NoteFormValues,
    others: readonly { customerId: string; values: JudgedNote }[],
  ) => Promise<boolean>
  change: (changed: ChangedNote, others: readonly ChangedNote[]) => Promise<boolean>
  remove: (note: RecordOf<'interaction'>) => Promise<boolean>
}

interface ChangedNote {
  note: RecordOf<'interaction'>
  opened: JudgedNote
  values: JudgedNote
}

/** What can be done to a note, with undo instead of “are you sure”. */
export function useNoteActions(): NoteActions {
  const messages = useMessages()
  const texts = messages.notes
  const commit = useCommit()
  const replica = useReplica()
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
    async add(customerId, values, fresh, others) {
      const taskId = newId()
      const groupId = others.length === 0 ? undefined : newId()
      const untouched = values.on === fresh.on && values.time === fresh.time
      const instant = now()
      const asked = values.asks.map((ask) => ({
        ...ask,
        taskId: newId(),
        branchId: session.branchId,
      }))
      const notes = [{ customerId, values }, ...others].map((about, index) => ({
        // What a colleague is asked is asked once.
        asked: index === 0 ? asked : [],
        noteId: newId(),
        taskId,
        customerId: about.customerId,
        authorId: session.staffId,
        values: untouched ? atInstant(about.values, instant) : about.values,
        now: instant,
        groupId,
      }))
      // R4: one for each customer, in one transaction: all are kept or none.
      if (!(await commit(notes.flatMap(createNote))).ok) return false
      const back = notes.flatMap((note) =>
        archiveNote(
          note.noteId,
          ...(note.values.nextStep ? [taskId] : []),
          ...note.asked.map((ask) => ask.taskId),
        ),
      )
      const [first] = asked
      const who = first && replica.get('staff', first.staffId)?.data.name
      const alone = values.nextStep ? texts.savedWithTask : texts.saved
      const saved = who === undefined ? alone : texts.asks.saved(who)
      say(others.length === 0 ? saved : texts.others.savedForAll(notes.length), back)
      return true
    },
    async change(changed, others) {
      const all = [changed, ...others]
      const requests = all.flatMap(({ note, opened, values }) =>
        editNote({ noteId: note.id, note: note.data, opened, values }),
      )
      const back = all.flatMap(({ note, opened, values }) =>
        editNote({ noteId: note.id, note: note.data, opened: values, values: opened }),
      )
      if (!(await commit(requests)).ok) return false
      say(others.length === 0 ? texts.saved : texts.others.savedForAll(all.length), back)
      return true
    },
    async remove(note) {
      if (!(await commit(archiveNote(note.id))).ok) return false
      say(texts.archived, restoreNote(note.id))
      return true
    },
  }
}

function atInstant(values: JudgedNote, instant: number): JudgedNote {
  return { ...values, on: civilDateInShanghai(instant), time: timeOfDayInShanghai(instant) }
}
