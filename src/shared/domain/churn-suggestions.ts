import type { ChurnRules } from './churn-rules.ts'
import {
  type ChurnKind,
  type ChurnSeverity,
  churnSeverities,
  churnSignalId,
} from './churn-signal.ts'
import {
  addDays,
  type CivilDate,
  civilDateInShanghai,
  dayNumberInShanghai,
  daysBetween,
  fromDayNumber,
  toDayNumber,
} from './civil-date.ts'
import { cadenceRulesOf, churnRulesOf, type RuleTable } from './rule-table.ts'
import { complaintClock } from './complaint-clock.ts'
import { complaintState } from './complaint-fold.ts'
import { isRestricted } from './complaint.ts'
import type { Customer } from './customer.ts'
import { newestSnapshots } from './finance-snapshot.ts'
import { nextOccurrences } from './important-date-occurrences.ts'
import { countsAsTouch, type Interaction } from './interaction.ts'
import { assetBands } from './profile.ts'
import type { RecordOf } from './record-types.ts'

/** By what a signal was noticed; days are civil days in Shanghai. No reason names what is masked (SE7). */
export type ChurnReason =
  | { kind: 'inactive'; since: CivilDate; days: number; isNeverReached: boolean }
  | { kind: 'contact_refused'; since: CivilDate; tries: number }
  | { kind: 'balance_drop'; from: CivilDate; on: CivilDate; bands: number }
  | { kind: 'maturity_no_renew'; on: CivilDate }
  | { kind: 'complaint'; why: 'overdue' | 'upset' | 'no_follow_up'; on: CivilDate }
  | { kind: 'competitor' | 'closing'; on: CivilDate; word: string }
  | { kind: 'outflow'; on: CivilDate }

/** A signal that the records give and nobody has judged yet. */
export interface ChurnSuggestion {
  /** The id of the record that taking it up, or dismissing it, makes. */
  id: string
  customerId: string
  severity: ChurnSeverity
  reason: ChurnReason
  /** Names what says it: of the same customer the same words stand for the same signal. */
  evidence: string
  /** The record that is the evidence, where it is one. */
  record: EvidenceRecord | null
}

export interface EvidenceRecord {
  type: 'interaction' | 'finance-snapshot' | 'important-date' | 'complaint' | 'life-event'
  id: string
}

/** What is known here of one customer. Archived records are not among it. */
export interface ChurnRecords {
  card: Pick<RecordOf<'customer'>, 'id' | 'createdAt'> & {
    data: Pick<Customer, 'tier' | 'stage' | 'doNotContact' | 'deceasedOn'>
  }
  notes: readonly ChurnNote[]
  snapshots: readonly Pick<RecordOf<'finance-snapshot'>, 'id' | 'createdAt' | 'data'>[]
  dates: readonly Pick<RecordOf<'important-date'>, 'id' | 'createdAt' | 'data'>[]
  complaints: readonly Pick<RecordOf<'complaint'>, 'id' | 'data'>[]
  events: readonly Pick<RecordOf<'life-event'>, 'id' | 'data'>[]
}

export interface ChurnNote {
  id: string
  data: Pick<
    Interaction,
    'at' | 'direction' | 'result' | 'emotion' | 'text' | 'concerns' | 'expectations' | 'feedback'
  >
}

/** The rules and the day by which records are looked at, made once for all customers. */
export interface ChurnMoment {
  rules: RuleTable
  churn: ChurnRules
  today: CivilDate
  todayNumber: number
  /** What lies before this day, or this instant in ms, is too old to act on. */
  oldestDay: CivilDate
  oldestAt: number
}

export function churnMoment(rules: RuleTable, today: CivilDate): ChurnMoment {
  const churn = churnRulesOf(rules)
  const oldestDay = addDays(today, -churn.evidenceDays)
  return {
    rules,
    churn,
    today,
    todayNumber: toDayNumber(today),
    oldestDay,
    oldestAt: Date.parse(`${oldestDay}T00:00:00+08:00`),
  }
}

/**
 * R43: what the records say about a customer who may leave, of each kind the newest evidence alone: an older one does not come
 * up again when that was judged. Whether somebody has judged it is for the caller to know, by id.
 */
export function churnSuggestions(records: ChurnRecords, moment: ChurnMoment): ChurnSuggestion[] {
  const { deceasedOn, doNotContact, stage } = records.card.data
  // Invariant 5: of whom nobody may speak to, nothing is proposed.
  if (deceasedOn !== undefined || doNotContact === 'all' || stage === 'lost') return []
  const { card } = records
  return detectors.flatMap((detect) => {
    const found = detect(records, moment)
    if (found === null) return []
    const id = churnSignalId(card.id, found.reason.kind, found.evidence)
    return [{ id, customerId: card.id, ...found }]
  })
}

/** The weightiest first; a smaller number is weightier. */
export function severityRank(severity: ChurnSeverity): number {
  return churnSeverities.indexOf(severity)
}

/** The same evidence gives the same signal on every device, whenever it is looked at. */
type Found = Pick<ChurnSuggestion, 'evidence' | 'record' | 'severity' | 'reason'>

type Detector = (records: ChurnRecords, moment: ChurnMoment) => Found | null

const detectors: readonly Detector[] = [
  mentionOf('closing', 'high', 'closingWords'),
  mentionOf('competitor', 'medium', 'competitorWords'),
  findOutflow,
  findComplaint,
  findBalanceDrop,
  findRefused,
  findMaturity,
  findInactive,
]

/** R27: a large sum that went out, as somebody wrote it down. */
function findOutflow({ events }: ChurnRecords, { oldestDay }: ChurnMoment): Found | null {
  const [newest] = events
    .filter(
      ({ data }) => data.kind === 'money_out' && data.state === 'open' && data.on >= oldestDay,
    )
    .toSorted((one, other) =>
      `${one.data.on} ${one.id}` < `${other.data.on} ${other.id}` ? 1 : -1,
    )
  if (newest === undefined) return null
  return {
    evidence: newest.id,
    record: { type: 'life-event', id: newest.id },
    severity: 'high',
    reason: { kind: 'outflow', on: newest.data.on },
  }
}

function findInactive({ card, notes }: ChurnRecords, moment: ChurnMoment): Found | null {
  let last: ChurnNote | null = null
  for (const note of notes) {
    if (countsAsTouch(note.data) && (last === null || isNewer(note, last))) last = note
  }
  const sinceDay = dayNumberInShanghai(last?.data.at ?? card.createdAt)
  const days = moment.todayNumber - sinceDay
  const { overdueDays } = cadenceRulesOf(moment.rules).tiers[card.data.tier]
  if (days <= overdueDays + moment.churn.inactiveDays) return null
  const since = fromDayNumber(sinceDay)
  const isNeverReached = last === null
  return {
    evidence: isNeverReached ? 'never' : since,
    // Whose card the last contact was written on, for a device that knows nothing of a merge (ME8).
    record: last === null ? null : { type: 'interaction', id: last.id },
    severity: card.data.tier === 'mass' ? 'low' : 'medium',
    reason: { kind: 'inactive', since, days, isNeverReached },
  }
}

/** Tries after the last contact that reached somebody; “please call later” is an answer and ends the row. */
function findRefused({ notes }: ChurnRecords, { churn, oldestAt }: ChurnMoment): Found | null {
  if (notes.length < churn.refusedInRow) return null
  const row: ChurnNote[] = []
  for (const note of newestFirst(notes)) {
    const { direction, result } = note.data
    if (direction === 'in' || result === 'reached' || result === 'busy') break
    if (result === 'no_answer' || result === 'refused') row.push(note)
  }
  const [newest, oldest] = [row[0], row.at(-1)]
  if (newest === undefined || oldest === undefined || row.length < churn.refusedInRow) return null
  if (newest.data.at < oldestAt) return null
  return {
    evidence: oldest.id,
    record: { type: 'interaction', id: oldest.id },
    severity: 'medium',
    reason: { kind: 'contact_refused', since: dayOf(oldest), tries: row.length },
  }
}

function findBalanceDrop(
  { snapshots }: ChurnRecords,
  { churn, oldestDay }: ChurnMoment,
): Found | null {
  if (snapshots.length < 2) return null
  const [newest, before] = newestSnapshots(snapshots).filter(
    ({ data }) => data.assets !== undefined,
  )
  if (newest === undefined || before === undefined) return null
  const bands = bandOf(before.data.assets) - bandOf(newest.data.assets)
  const on = newest.data.takenOn
  if (bands < churn.bandDrop || on < oldestDay) return null
  return {
    evidence: newest.id,
    record: { type: 'finance-snapshot', id: newest.id },
    severity: bands > 1 ? 'high' : 'medium',
    reason: { kind: 'balance_drop', from: before.data.takenOn, on, bands },
  }
}

/** A renewal is often written down before the day: as early as the reminder of it (domain rule 2.5). */
const renewedAhead = 30

function findMaturity(
  { dates, notes }: ChurnRecords,
  { churn, today, oldestDay }: ChurnMoment,
): Found | null {
  const maturities = dates.filter(({ data }) => data.kind === 'maturity')
  const passed = maturities.flatMap((date) => {
    const [occurrence] = nextOccurrences(date.data, oldestDay, 1)
    if (occurrence === undefined || daysBetween(occurrence.on, today) <= churn.maturityDays)
      return []
    return [{ date, on: occurrence.on }]
  })
  const [last] = passed.toSorted((one, other) => (one.on < other.on ? 1 : -1))
  if (last === undefined) return null
  const { date, on } = last
  const from = addDays(on, -renewedAhead)
  // Whoever renewed has a new day of maturity, or somebody wrote of it.
  const isWritten = notes.some(
    (note) => dayOf(note) >= from && wordIn(note, churn.renewalWords) !== null,
  )
  const isFollowed = maturities.some(
    ({ id, createdAt }) => id !== date.id && civilDateInShanghai(createdAt) >= from,
  )
  if (isWritten || isFollowed) return null
  return {
    evidence: `${date.id} ${on}`,
    record: { type: 'important-date', id: date.id },
    severity: 'medium',
    reason: { kind: 'maturity_no_renew', on },
  }
}

/**
 * A restricted complaint gives none: a signal lies where the owner of the customer reads it, and a complaint about him is kept
 * from him (invariant 7).
 */
function findComplaint({ complaints, notes }: ChurnRecords, moment: ChurnMoment): Found | null {
  const found = complaints
    .filter(({ data }) => !isRestricted(data))
    .flatMap((complaint) => troubleAfter(complaint, notes, moment) ?? [])
  const [worst] = found.toSorted(
    (one, other) =>
      severityRank(one.severity) - severityRank(other.severity) ||
      (one.evidence < other.evidence ? 1 : -1),
  )
  return worst ?? null
}

function troubleAfter(
  { id, data }: ChurnRecords['complaints'][number],
  notes: readonly ChurnNote[],
  { rules, churn, today, oldestDay }: ChurnMoment,
): Found | null {
  const { state, closedAt } = complaintState(data)
  if (state === 'withdrawn') return null
  const trouble = (
    why: Extract<ChurnReason, { kind: 'complaint' }>['why'],
    severity: ChurnSeverity,
    on: CivilDate,
  ): Found => ({
    evidence: `${id} ${why}`,
    record: { type: 'complaint', id },
    severity,
    reason: { kind: 'complaint', why, on },
  })
  if (closedAt === undefined) {
    const { daysLeft, dueOn } = complaintClock(data, rules, today)
    return daysLeft < 0 ? trouble('overdue', 'high', dueOn) : null
  }
  const closedOn = civilDateInShanghai(closedAt)
  if (closedOn < oldestDay) return null
  const since = newestFirst(notes).filter(
    (note) => note.data.at > closedAt && countsAsTouch(note.data),
  )
  const mood = since.find((note) => note.data.emotion !== undefined)
  if (mood !== undefined) {
    return (mood.data.emotion ?? 0) < 0 ? trouble('upset', 'high', dayOf(mood)) : null
  }
  const isForgotten = since.length === 0 && daysBetween(closedOn, today) > churn.complaintDays
  return isForgotten ? trouble('no_follow_up', 'medium', closedOn) : null
}

function mentionOf(
  kind: Extract<ChurnKind, 'closing' | 'competitor'>,
  severity: ChurnSeverity,
  list: 'closingWords' | 'competitorWords',
): Detector {
  return ({ notes }, { churn, oldestAt }) => {
    let newest: { note: ChurnNote; word: string } | null = null
    for (const note of notes) {
      if (note.data.at < oldestAt) continue
      if (newest !== null && !isNewer(note, newest.note)) continue
      const word = wordIn(note, churn[list])
      if (word !== null) newest = { note, word }
    }
    if (newest === null) return null
    const { note, word } = newest
    return {
      evidence: note.id,
      record: { type: 'interaction', id: note.id },
      severity,
      reason: { kind, on: dayOf(note), word },
    }
  }
}

/** The first of these words that a note says. */
function wordIn({ data }: ChurnNote, words: readonly string[]): string | null {
  const texts = [data.text, data.concerns, data.expectations, data.feedback]
  return words.find((word) => texts.some((text) => text?.includes(word))) ?? null
}

function dayOf({ data }: ChurnNote): CivilDate {
  return civilDateInShanghai(data.at)
}

function bandOf(band: (typeof assetBands)[number] | undefined): number {
  return band === undefined ? -1 : assetBands.indexOf(band)
}

function newestFirst(notes: readonly ChurnNote[]): ChurnNote[] {
  return notes.toSorted((one, other) => (isNewer(one, other) ? -1 : 1))
}

function isNewer(one: ChurnNote, other: ChurnNote): boolean {
  return one.data.at === other.data.at ? one.id > other.id : one.data.at > other.data.at
}
