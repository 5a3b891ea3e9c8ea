import { civilDateInShanghai, timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import { nextWorkingDay } from '#shared/domain/working-calendar.ts'
import {
  useClock,
  useCommit,
  useNewId,
  useReplica,
  useRules,
  useSession,
  useStorageTrouble,
  useToday,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import type { AskLeft } from './asks-left.ts'
import {
  archiveNote,
  archiveTasks,
  createNote,
  editNote,
  giveAsks,
  restoreNote,
} from './note-commands.ts'
import type { Ask, NoteFormValues } from './note-form.ts'
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
  /** What colleagues are asked in it goes to them, about this customer. */
  change: (
    customerId: string,
    changed: ChangedNote,
    others: readonly ChangedNote[],
  ) => Promise<boolean>
  /** R21: says that a written @ alone tells nobody, and offers to give it to whom it names. */
  tellLeft: (customerId: string, left: readonly AskLeft[]) => void
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
  const today = useToday()
  const trouble = useStorageTrouble()
  const { workingCalendar } = useRules()

  const undo = async (requests: ChangeRequest[]) => {
    const undone = await commit(requests)
    toast({ text: undone.ok ? texts.undone : texts.undoFailed })
  }
  const say = (text: string, back: ChangeRequest[]) => {
    const action = { label: messages.app.undo, onPress: () => void undo(back) }
    toast({ text, tone: 'done', ...(back.length > 0 ? { action } : {}) })
  }
  const tasksOf = (asks: readonly Ask[]) =>
    asks.map((ask) => ({ ...ask, taskId: newId(), branchId: session.branchId }))
  const namesOf = (asks: readonly Ask[]) => {
    const names = asks.flatMap(({ staffId }) => replica.get('staff', staffId)?.data.name ?? [])
    return names.length === 0 ? undefined : texts.asks.names(names)
  }
  const give = async (customerId: string, asks: readonly Ask[], who: string) => {
    const asked = tasksOf(asks)
    const given = await commit(giveAsks(asked, { askedBy: session.staffId, customerId }))
    if (given.ok) say(texts.asks.given(who), archiveTasks(asked.map(({ taskId }) => taskId)))
    else toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
  }

  return {
    async add(customerId, values, fresh, others) {
      const taskId = newId()
      const groupId = others.length === 0 ? undefined : newId()
      const untouched = values.on === fresh.on && values.time === fresh.time
      const instant = now()
      const asked = tasksOf(values.asks)
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
      const who = namesOf(asked)
      const alone = values.nextStep ? texts.savedWithTask : texts.saved
      const saved = who === undefined ? alone : texts.asks.saved(who)
      say(others.length === 0 ? saved : texts.others.savedForAll(notes.length), back)
      return true
    },
    async change(customerId, changed, others) {
      const asked = tasksOf(changed.values.asks)
      const all = [changed, ...others]
      const requests = all.flatMap(({ note, opened, values }) =>
        editNote({ noteId: note.id, note: note.data, opened, values }),
      )
      requests.push(...giveAsks(asked, { askedBy: session.staffId, customerId }))
      const back = all.flatMap(({ note, opened, values }) =>
        editNote({ noteId: note.id, note: note.data, opened: values, values: opened }),
      )
      back.push(...archiveTasks(asked.map(({ taskId }) => taskId)))
      if (!(await commit(requests)).ok) return false
      const who = namesOf(asked)
      const saved = who === undefined ? texts.saved : texts.asks.saved(who)
      say(others.length === 0 ? saved : texts.others.savedForAll(all.length), back)
      return true
    },
    tellLeft(customerId, left) {
      if (left.length === 0) return
      const who = texts.asks.names(left.map((ask) => ask.who))
      const usual = nextWorkingDay(workingCalendar, today).on
      const asks = left.map(({ staffId, title, dueOn }) => ({
        staffId,
        title,
        dueOn: dueOn ?? usual,
      }))
      const onPress = () => void give(customerId, asks, who)
      toast({ text: texts.asks.left(who), action: { label: texts.asks.giveNow, onPress } })
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
