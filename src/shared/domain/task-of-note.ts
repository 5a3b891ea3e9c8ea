import { type CivilDate, civilDateInShanghai } from './civil-date.ts'
import type { Interaction } from './interaction.ts'
import { promiseInText } from './promise-in-text.ts'
import { shortened } from './task-title.ts'
import type { Task } from './task.ts'

/** What a task that is made of a note begins with. */
export interface TaskOfNote extends Pick<Task, 'title' | 'kind' | 'dueOn'> {
  /** Whether the note promises it. */
  promised: boolean
}

/**
 * R2: what a note that was written before asks to be done: what it promises and by when, else its first line on the usual day. Its 明天 is
 * the day after the talk, not after today; a promised day that has passed is today.
 */
export function taskOfNote(
  { text, at, channel }: Pick<Interaction, 'text' | 'at' | 'channel'>,
  { today, usualDueOn }: { today: CivilDate; usualDueOn: CivilDate },
): TaskOfNote {
  const promise = promiseInText(text, civilDateInShanghai(at))
  const line = text.split('\n').find((each) => each.trim() !== '') ?? ''
  const promisedOn = promise?.dueOn ?? usualDueOn
  return {
    title: promise?.title ?? shortened(line.trim()),
    kind: taskKindAfter(channel),
    dueOn: promisedOn < today ? today : promisedOn,
    promised: promise !== null,
  }
}

/** The kind of a task that goes on with a talk: in the same way as that was held. */
export function taskKindAfter(channel: Interaction['channel']): Task['kind'] {
  if (channel === 'phone' || channel === 'video') return 'call'
  if (channel === 'branch' || channel === 'visit') return 'visit'
  return channel === 'event' ? 'other' : 'message'
}
