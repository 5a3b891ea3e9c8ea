import type { CivilDate } from '#shared/domain/civil-date.ts'
import { complaintClock, type ComplaintClock } from '#shared/domain/complaint-clock.ts'
import { complaintState, isFinal, type ComplaintState } from '#shared/domain/complaint-fold.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { RuleTable } from '#shared/domain/rule-table.ts'

/** A complaint with what its events and the rules make of it. */
export interface ComplaintBoardRow {
  record: RecordOf<'complaint'>
  state: ComplaintState
  clock: ComplaintClock
}

export const complaintViews = ['open', 'closed'] as const
export type ComplaintView = (typeof complaintViews)[number]

/** Complaints of a view: open ones by what is left, closed ones by when they were closed, latest first. */
export function complaintRows(
  complaints: readonly RecordOf<'complaint'>[],
  view: ComplaintView,
  rules: RuleTable,
  today: CivilDate,
): ComplaintBoardRow[] {
  const rows = complaints
    .map((record) => ({ record, state: complaintState(record.data) }))
    .filter(({ state }) => isFinal(state.state) === (view === 'closed'))
    .map(({ record, state }) => ({
      record,
      state,
      clock: complaintClock(record.data, rules, today),
    }))
  if (view === 'closed')
    return rows.toSorted((a, b) => (b.state.closedAt ?? 0) - (a.state.closedAt ?? 0))
  return rows.toSorted(
    (a, b) =>
      a.clock.daysLeft - b.clock.daysLeft || a.record.data.receivedAt - b.record.data.receivedAt,
  )
}

/** The official number, or the temporary one until the server gave it. */
export function complaintNumber(complaint: RecordOf<'complaint'>['data']): string {
  return complaint.number ?? complaint.temporaryNumber
}
