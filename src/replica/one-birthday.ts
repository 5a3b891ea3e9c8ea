import { outdoneBirthdays } from '#shared/domain/celebrated-birthday.ts'
import type { RecordBody } from '#shared/protocol/record.ts'

/** Invariant 4: the same dates, of each customer with one birthday at most that is celebrated; a record is changed to the same one again. */
export function createOneBirthday(): <Date extends RecordBody>(dates: Date[]) => Date[] {
  const silent = new WeakMap<RecordBody, RecordBody>()
  return (dates) => {
    const outdone = outdoneBirthdays(dates)
    if (outdone.size === 0) return dates
    return dates.map((date) => {
      if (!outdone.has(date.id)) return date
      const made = silent.get(date) ?? { ...date, data: { ...date.data, celebrate: false } }
      silent.set(date, made)
      return made as typeof date
    })
  }
}
