import { civilDateInShanghai, daysBetween, timeOfDayInShanghai } from './civil-date.ts'
import type { Task } from './task.ts'
import { minutesOfDay } from './time-of-day.ts'

/** How late something is, in the largest unit that says something: minutes, hours of today, or days. */
export interface Lateness {
  unit: 'minutes' | 'hours' | 'days'
  count: number
}

/**
 * How late a task is at an instant (ms), or null. Without a time it is due until the end of its day; the
 * minute that it names is still in time.
 */
export function taskLateness(task: Pick<Task, 'dueOn' | 'dueTime'>, now: number): Lateness | null {
  const today = civilDateInShanghai(now)
  const days = daysBetween(task.dueOn, today)
  if (days > 0) return { unit: 'days', count: days }
  if (days < 0 || task.dueTime === undefined) return null
  const minutes = minutesOfDay(timeOfDayInShanghai(now)) - minutesOfDay(task.dueTime)
  if (minutes <= 0) return null
  return minutes < 60
    ? { unit: 'minutes', count: minutes }
    : { unit: 'hours', count: Math.floor(minutes / 60) }
}
