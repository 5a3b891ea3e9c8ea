import { addDays, type CivilDate, civilDateInShanghai, daysBetween } from './civil-date.ts'
import type { Complaint } from './complaint.ts'
import { complaintState, isFinal } from './complaint-fold.ts'
import type { RuleTable } from './rule-table.ts'
import {
  isWorkingDay,
  lastWorkingDayOnOrBefore,
  nextWorkingDay,
  type WorkingCalendar,
} from './working-calendar.ts'

/** How much time a complaint has left (domain rule 3.1). */
export interface ComplaintClock {
  /** Day 0: the civil date of receipt in Shanghai. */
  receivedOn: CivilDate
  /** The last day to decide and tell: `receivedOn` + `replyDays` calendar days. */
  dueOn: CivilDate
  /** The last working day on or before `dueOn`, never before `receivedOn`: when it must be done in practice. */
  warnOn: CivilDate
  /** Calendar days from today to `dueOn`; negative when overdue. For a finished one, from the day it ended. */
  daysLeft: number
  /** Part of the time that is used, 0 to 1. */
  usedRatio: number
  /** `warn` from `warnDays` before the due day on, `danger` on the last working day, on the due day and after it. */
  level: 'ok' | 'warn' | 'danger' | 'done'
  /** 民法典 203, to be told and never relied on: the next working day, when the due day is none. */
  rollOver?: CivilDate
  /** False when a year without an announced holiday plan was estimated. */
  certain: boolean
}

/**
 * The clock of a complaint on a civil date. `workingCalendar` is the one of the rule table unless a branch has
 * its own. The day of receipt is not counted (民法典 201).
 */
export function complaintClock(
  complaint: Pick<Complaint, 'receivedAt' | 'events'>,
  rules: RuleTable,
  today: CivilDate,
  workingCalendar: WorkingCalendar = rules.workingCalendar,
): ComplaintClock {
  const { replyDays } = rules.complaint
  const receivedOn = civilDateInShanghai(complaint.receivedAt)
  const dueOn = addDays(receivedOn, replyDays)
  const lastWorkingDay = lastWorkingDayOnOrBefore(workingCalendar, dueOn)
  const warnOn = lastWorkingDay.on < receivedOn ? receivedOn : lastWorkingDay.on
  const { state, closedAt } = complaintState(complaint)
  const countedOn = isFinal(state) && closedAt !== undefined ? civilDateInShanghai(closedAt) : today
  const daysLeft = daysBetween(countedOn, dueOn)
  const dueDay = isWorkingDay(workingCalendar, dueOn)
  const rollOver = dueDay.working ? undefined : nextWorkingDay(workingCalendar, dueOn)
  return {
    receivedOn,
    dueOn,
    warnOn,
    daysLeft,
    usedRatio: ratio(replyDays - daysLeft, replyDays),
    level: isFinal(state) ? 'done' : levelOf(daysLeft, warnOn, today, rules),
    ...(rollOver === undefined ? {} : { rollOver: rollOver.on }),
    certain: lastWorkingDay.certain && dueDay.certain && (rollOver?.certain ?? true),
  }
}

function levelOf(
  daysLeft: number,
  warnOn: CivilDate,
  today: CivilDate,
  { complaint: { warnDays } }: RuleTable,
): 'ok' | 'warn' | 'danger' {
  if (today >= warnOn) return 'danger'
  return daysLeft <= warnDays ? 'warn' : 'ok'
}

function ratio(used: number, whole: number): number {
  if (whole <= 0) return 1
  return Math.min(1, Math.max(0, used / whole))
}
