import { addDays, type CivilDate, daysBetween } from './civil-date.ts'
import type { Customer } from './customer.ts'
import { wouldStand } from './held-task.ts'
import { nextOccurrences } from './important-date-occurrences.ts'
import { type LifeEvent, type LifeEventKind, lifeEventOfDateId } from './life-event.ts'
import type { RecordOf } from './record-types.ts'
import { changeRulesOf, churnRulesOf, type RuleTable } from './rule-table.ts'
import type { Task } from './task.ts'
import { isWorkingDay, nextWorkingDay, lastWorkingDayOnOrBefore } from './working-calendar.ts'

/** A change that nobody has decided on, with the task that fits it. */
export interface ChangeProposal {
  /** The id of the event, or of the one that deciding on a maturity makes. */
  eventId: string
  customerId: string
  kind: LifeEventKind
  on: CivilDate
  /** The important date by which it is known, where nobody has written an event yet. */
  dateId: string | null
  dueOn: CivilDate
  taskKind: Task['kind']
}

/** What is known here of one customer. Archived records are not among it. */
export interface ChangeRecords {
  card: { id: string; data: Pick<Customer, 'doNotContact' | 'deceasedOn'> }
  events: readonly Pick<RecordOf<'life-event'>, 'id' | 'data'>[]
  dates: readonly Pick<RecordOf<'important-date'>, 'id' | 'data'>[]
  consents: readonly RecordOf<'consent'>[]
}

/** The rules and the day by which changes are looked at. */
export interface ChangeMoment {
  rules: RuleTable
  today: CivilDate
}

/** How the bank speaks of a change. */
const followUpKind = 'call'

/** Whether the task that a change suggests would stand. */
export function mayFollowUp(
  customer: ChangeRecords['card']['data'],
  consents: ChangeRecords['consents'],
): boolean {
  return wouldStand({ origin: 'date', kind: followUpKind }, customer, consents)
}

/**
 * R27: what is to be decided on: changes that somebody wrote down, and maturities that come near, what is due first in front.
 * Nothing of whom the bank may not call about it. Money that leaves is a churn signal (R43) and suggested there; so is a maturity
 * that passed without a word.
 */
export function changeProposals(
  { card, events, dates, consents }: ChangeRecords,
  moment: ChangeMoment,
): ChangeProposal[] {
  if (!mayFollowUp(card.data, consents)) return []
  const { watchDays } = changeRulesOf(moment.rules)
  const written = events
    .filter(
      ({ data }) =>
        data.state === 'open' &&
        data.kind !== 'money_out' &&
        daysBetween(data.on, moment.today) <= watchDays,
    )
    .map(({ id, data }) => proposal(card.id, id, data, null, moment))
  const known = dates.flatMap((date) => comingMaturity(card.id, date, events, moment) ?? [])
  return [...written, ...known].toSorted(
    (one, other) => compare(one.dueOn, other.dueOn) || compare(one.eventId, other.eventId),
  )
}

/**
 * When the bank speaks of a change, and how. On a working day: the one before a maturity, the one after anything else; today
 * where that is past.
 */
export function followUpOf(
  kind: LifeEventKind,
  on: CivilDate,
  { rules, today }: ChangeMoment,
): Pick<ChangeProposal, 'dueOn' | 'taskKind'> {
  // A table may lack a kind that came later.
  const days = changeRulesOf(rules).dueDays[kind] ?? 0
  const drawn = addDays(on, days)
  const calendar = rules.workingCalendar
  const working =
    days < 0
      ? lastWorkingDayOnOrBefore(calendar, drawn).on
      : isWorkingDay(calendar, drawn).working
        ? drawn
        : nextWorkingDay(calendar, drawn).on
  return { dueOn: working < today ? today : working, taskKind: followUpKind }
}

function comingMaturity(
  customerId: string,
  date: ChangeRecords['dates'][number],
  events: ChangeRecords['events'],
  moment: ChangeMoment,
): ChangeProposal | null {
  const { rules, today } = moment
  if (date.data.kind !== 'maturity') return null
  // What passed longer ago is a churn signal.
  const first = addDays(today, -churnRulesOf(rules).maturityDays)
  const [occurrence] = nextOccurrences(date.data, first, 1)
  if (occurrence === undefined) return null
  const { on } = occurrence
  if (daysBetween(today, on) > changeRulesOf(rules).maturityNoticeDays) return null
  const eventId = lifeEventOfDateId(date.id, on)
  const isKnown = events.some(({ id, data }) => id === eventId || isByHandOrOf(date.id, data, on))
  return isKnown ? null : proposal(customerId, eventId, { kind: 'maturity', on }, date.id, moment)
}

/** Whether an event says that this matures on that day; one that was noted by hand does not say what. */
function isByHandOrOf(dateId: string, { kind, on, dateId: saidId }: LifeEvent, day: CivilDate) {
  return kind === 'maturity' && on === day && (saidId === undefined || saidId === dateId)
}

function proposal(
  customerId: string,
  eventId: string,
  { kind, on }: Pick<LifeEvent, 'kind' | 'on'>,
  dateId: string | null,
  moment: ChangeMoment,
): ChangeProposal {
  return { eventId, customerId, kind, on, dateId, ...followUpOf(kind, on, moment) }
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
