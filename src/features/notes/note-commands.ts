import { civilDateInShanghai, timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import type { Interaction } from '#shared/domain/interaction.ts'
import { taskKindAfter } from '#shared/domain/task-of-note.ts'
import type { Task } from '#shared/domain/task.ts'
import { create, patch, type ChangeRequest } from '#replica/replica.ts'
import type { Ask } from './note-form.ts'
import type { JudgedNote } from './product-talk-form.ts'

/** A note, and the task that follows from it, in one commit (R2). */
export function createNote({
  noteId,
  taskId,
  customerId,
  authorId,
  values,
  now,
  groupId,
  asked = [],
}: {
  noteId: string
  taskId: string
  customerId: string
  authorId: string
  values: JudgedNote
  /** R4: of a note that is written about several customers at once. */
  groupId?: string | undefined
  /** R21: tasks that go to colleagues. They say nothing of the note, which those may not read. */
  asked?: readonly AskedTask[] | undefined
  /** Instant in ms. */
  now: number
}): ChangeRequest[] {
  const note: Interaction = {
    customerIds: [customerId],
    authorId,
    ...fieldsOf(values, now),
    text: values.text.trim(),
    ...(values.nextStep ? { nextTaskId: taskId } : {}),
    ...(groupId === undefined ? {} : { groupId }),
  }
  const requests = [
    create('interaction', noteId, filled(note)),
    ...giveAsks(asked, { askedBy: authorId, customerId }),
  ]
  if (!values.nextStep) return requests
  const task: Task = {
    title: values.nextTitle.trim(),
    kind: taskKindAfter(values.channel),
    customerId,
    ref: { type: 'interaction', id: noteId },
    assigneeId: authorId,
    dueOn: values.nextDueOn,
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: values.nextPromise ? 'promise' : 'manual',
  }
  return [...requests, create('task', taskId, task)]
}

/** A task for a colleague, and the branch of both. */
export interface AskedTask extends Ask {
  taskId: string
  branchId: string
}

/** R21: the tasks that go to colleagues, about a customer. */
export function giveAsks(
  asked: readonly AskedTask[],
  from: { askedBy: string; customerId: string },
): ChangeRequest[] {
  return asked.map((ask) => askColleague(ask, from))
}

function askColleague(
  { taskId, staffId, title, dueOn, branchId }: AskedTask,
  { askedBy, customerId }: { askedBy: string; customerId: string },
): ChangeRequest {
  return create('task', taskId, {
    title: title.trim(),
    kind: 'other',
    customerId,
    assigneeId: staffId,
    dueOn,
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
    askedBy,
    branchId,
  })
}

/** What changed of a note: its text merges by sentences (ME4), the rest by field. No change gives no request. */
export function editNote({
  noteId,
  note,
  opened,
  values,
}: {
  noteId: string
  note: Interaction
  opened: JudgedNote
  values: JudgedNote
}): ChangeRequest[] {
  const requests: ChangeRequest[] = []
  const text = values.text.trim()
  if (text !== opened.text) {
    const args = { field: 'text', from: opened.text, to: text }
    requests.push({ recordType: 'interaction', recordId: noteId, kind: 'edit-text', args })
  }
  const fields = patch('interaction', noteId, fieldsOf(opened, note.at), fieldsOf(values, note.at))
  const changed = fields.kind === 'patch' && Object.keys(fields.args.changes).length > 0
  return changed ? [...requests, fields] : requests
}

/** Takes the tasks off the screens that colleagues were given. */
export function archiveTasks(taskIds: readonly string[]): ChangeRequest[] {
  return taskIds.map((recordId) => ({ recordType: 'task', recordId, kind: 'archive', args: {} }))
}

/** Takes a note off the screens, and the tasks that were made with it; `restoreNote` brings all back. */
export function archiveNote(noteId: string, ...taskIds: string[]): ChangeRequest[] {
  return together(noteId, taskIds, 'archive')
}

/** Brings an archived note back. */
export function restoreNote(noteId: string, ...taskIds: string[]): ChangeRequest[] {
  return together(noteId, taskIds, 'restore')
}

function together(
  noteId: string,
  taskIds: readonly string[],
  kind: 'archive' | 'restore',
): ChangeRequest[] {
  return [
    { recordType: 'interaction', recordId: noteId, kind, args: {} },
    ...taskIds.map((recordId) => ({ recordType: 'task' as const, recordId, kind, args: {} })),
  ]
}

type NoteFields = Omit<Interaction, 'customerIds' | 'authorId' | 'text' | 'nextTaskId' | 'groupId'>

function fieldsOf(values: JudgedNote, known: number): NoteFields {
  return {
    at: instantOf(values, known),
    channel: values.channel,
    direction: values.direction,
    purpose: values.purpose,
    minutes: minutesOf(values.minutes) ?? undefined,
    result: values.result || undefined,
    emotion: values.emotion === '' ? undefined : Number(values.emotion),
    concerns: values.concerns.trim() || undefined,
    expectations: values.expectations.trim() || undefined,
    feedback: values.feedback.trim() || undefined,
    productTalk: values.productTalk,
  }
}

/** How long a talk took, in whole minutes of one day at most, in digits of any width; null for what says no such number. */
export function minutesOf(typed: string): number | null {
  const digits = typed.normalize('NFKC').trim()
  const minutes = Number(digits)
  return /^\d{1,4}$/u.test(digits) && minutes <= 24 * 60 ? minutes : null
}

/** The form knows minutes; within the same minute the exact instant stays, so that notes keep their order. */
function instantOf({ on, time }: JudgedNote, known: number): number {
  if (civilDateInShanghai(known) === on && timeOfDayInShanghai(known) === time) return known
  return Date.parse(`${on}T${time}:00+08:00`)
}

/** As it travels: a record holds no `undefined`. */
function filled<Data extends object>(data: Data): Data {
  return JSON.parse(JSON.stringify(data))
}
