import { useMemo } from 'react'
import { civilDateInShanghai, weekday } from '#shared/domain/civil-date.ts'
import {
  type ComingDate,
  comingDates,
  eachOnce,
  isHeldBack,
  occasionOf,
} from '#shared/domain/coming-dates.ts'
import { type ComplaintClock, complaintClock } from '#shared/domain/complaint-clock.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type Task, taskState } from '#shared/domain/task.ts'
import {
  type TodayDot,
  todayDots,
  type TodayInput,
  type TodayItem,
  todayList,
  type TodaySummary,
  todaySummary,
} from '#shared/domain/today.ts'
import { contactCardOf } from '#replica/contact-card.ts'
import { useStandingTasks } from '#replica/held-tasks.ts'
import {
  useAll,
  useNow,
  useRecord,
  useReplica,
  useRules,
  useSession,
  useToday,
} from '#replica/use-replica.ts'

/** A complaint that waits for a reply, with its clock. */
export interface RunningComplaint {
  record: RecordOf<'complaint'>
  clock: ComplaintClock
}

/** Everything the Today page shows, out of memory. */
export interface TodayData {
  items: TodayItem[]
  /** One's tasks completed today. */
  done: RecordOf<'task'>[]
  summary: TodaySummary
  dots: TodayDot[]
  /** All complaints of the branch that wait for a reply, the shortest time first. */
  complaints: RunningComplaint[]
  /** Birthdays from today to the horizon of the rules. */
  birthdays: ComingDate[]
  /** Opening hours of this weekday in minutes since midnight. */
  hours: { from: number; to: number }
}

/** 08:30 to 17:30, where the branch has said nothing or is closed. */
const usualHours = { from: 510, to: 1050 }

/** Reads one person's day: own tasks, complaints of the own branch, dates of the customers held here. */
export function useTodayData(): TodayData {
  const replica = useReplica()
  const session = useSession()
  const today = useToday()
  const nowMs = useNow()
  const rules = useRules()
  const allTasks = useStandingTasks()
  const allComplaints = useAll('complaint')
  const dates = useAll('important-date')
  const customers = useAll('customer')
  const branch = useRecord('branch', session.branchId)

  const tasks = useMemo(
    () => allTasks.filter(({ data }) => data.assigneeId === session.staffId),
    [allTasks, session.staffId],
  )
  const complaints = useMemo(
    () =>
      allComplaints
        .filter(({ data }) => data.branchId === session.branchId)
        .map((record) => ({ record, clock: complaintClock(record.data, rules, today) }))
        .filter(({ clock }) => clock.level !== 'done')
        .toSorted((left, right) => left.clock.daysLeft - right.clock.daysLeft),
    [allComplaints, session.branchId, rules, today],
  )
  // Thousands of dates are looked through once a day, not with every tick of the clock.
  const nearDates = useMemo(() => {
    const isSilenced = (id: string) => isQuiet(contactCardOf(replica, id))
    const input = { complaints: [], tasks: [], dates, rules, today, nowMs: 0, isSilenced }
    const isHeld = (item: TodayItem) =>
      item.kind === 'date' &&
      isHeldBack(
        item.record.data,
        contactCardOf(replica, item.record.data.customerId)?.data ?? {},
        item.occurrence.on,
      )
    const near = todayList(input).flatMap((item) =>
      item.kind === 'date' && !isHeld(item) ? [item.record] : [],
    )
    return eachOnce(near, occasionOf)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the cards are read through the replica
  }, [replica, dates, customers, rules, today])
  const birthdays = useMemo(
    () =>
      comingDates(
        nearDates.filter(({ data }) => data.kind === 'birthday'),
        (id) => contactCardOf(replica, id),
        today,
        rules.dates.todayHorizonDays + 1,
      ),
    [replica, nearDates, rules, today],
  )

  return useMemo(() => {
    const input: TodayInput = {
      complaints: complaints.map(({ record }) => record),
      tasks,
      dates: nearDates,
      rules,
      today,
      nowMs,
    }
    const items = todayList(input)
    return {
      items: items.filter(isOfToday),
      done: tasks.filter(({ data }) => taskState(data) === 'done' && doneOn(data) === today),
      summary: todaySummary(items, today),
      dots: todayDots(input),
      complaints,
      birthdays,
      hours: branch?.data.hours[weekday(today) - 1] ?? usualHours,
    }
  }, [complaints, tasks, nearDates, rules, today, nowMs, birthdays, branch])
}

/** Birthdays of the coming days have a panel of their own; a maturity ahead is work, so it stays in the list. */
function isOfToday(item: TodayItem): boolean {
  return item.kind !== 'date' || item.daysUntil === 0 || item.record.data.kind !== 'birthday'
}

/** Invariant 5: nobody is reminded to congratulate someone who died or wants no contact. */
function isQuiet(customer: RecordOf<'customer'> | undefined): boolean {
  if (customer === undefined) return true
  return customer.data.deceasedOn !== undefined || customer.data.doNotContact === 'all'
}

function doneOn(task: Pick<Task, 'completions'>): string {
  return civilDateInShanghai(Math.max(0, ...Object.values(task.completions).map(({ at }) => at)))
}
