import type { CivilDate } from '#shared/domain/civil-date.ts'
import { dayInText } from '#shared/domain/day-in-text.ts'
import { promiseInText } from '#shared/domain/promise-in-text.ts'
import type { NoteFormValues } from './note-form.ts'

type NextStep = Pick<NoteFormValues, 'nextTitle' | 'nextDueOn' | 'nextPromise'>

/**
 * The task that follows from the text of a note: what it promises and by when, else as it was to begin with, on the day that
 * the text names. What somebody filled stays. Without a promise 今天 says when the talk was, and not when something is due.
 */
export function nextStepOf(values: NoteFormValues, usual: NextStep, today: CivilDate): NextStep {
  const { text, nextSaid } = values
  const promise = promiseInText(text, today)
  const day = promise === null ? dayAfter(today, text) : promise.dueOn
  return {
    nextTitle: nextSaid.includes('title') ? values.nextTitle : (promise?.title ?? usual.nextTitle),
    nextDueOn: nextSaid.includes('day') ? values.nextDueOn : (day ?? usual.nextDueOn),
    nextPromise: nextSaid.includes('promise') ? values.nextPromise : promise !== null,
  }
}

function dayAfter(today: CivilDate, text: string): CivilDate | null {
  const day = dayInText(text, today)
  return day === null || day.on === today ? null : day.on
}
