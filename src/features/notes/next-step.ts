import type { CivilDate } from '#shared/domain/civil-date.ts'
import { promiseInText } from '#shared/domain/promise-in-text.ts'
import type { NoteFormValues } from './note-form.ts'

type NextStep = Pick<NoteFormValues, 'nextTitle' | 'nextDueOn' | 'nextPromise'>

/**
 * The task that follows from the text of a note: what it promises and by when, else as it was to begin with. What
 * somebody filled stays. Without a promise a day in the text is one of the customer (她的定期3月5日到期), and nothing is due on it.
 */
export function nextStepOf(values: NoteFormValues, usual: NextStep, today: CivilDate): NextStep {
  const { text, nextSaid } = values
  const promise = promiseInText(text, today)
  return {
    nextTitle: nextSaid.includes('title') ? values.nextTitle : (promise?.title ?? usual.nextTitle),
    nextDueOn: nextSaid.includes('day') ? values.nextDueOn : (promise?.dueOn ?? usual.nextDueOn),
    nextPromise: nextSaid.includes('promise') ? values.nextPromise : promise !== null,
  }
}
