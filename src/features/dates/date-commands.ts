import type { ImportantDate } from '#shared/domain/important-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type ChangeRequest, create, patch } from '#replica/replica.ts'

type DateRecord = RecordOf<'important-date'>

/** A new date; see `celebrateOnlyThis` for what else changes. */
export function addDate(
  dateId: string,
  date: ImportantDate,
  others: readonly DateRecord[],
): ChangeRequest[] {
  return [create('important-date', dateId, date), ...celebrateOnlyThis(dateId, date, others)]
}

/** Only what differs; the note goes as an edit of its text, so that two edits can be merged (ME4). */
export function editDate(
  record: DateRecord,
  date: ImportantDate,
  others: readonly DateRecord[],
): ChangeRequest[] {
  // `customerId` never changes, and reminders set by hand stay while the kind is the same.
  const { note, customerId: _, leadDays, ...rest } = date
  const change = patch('important-date', record.id, record.data, {
    ...rest,
    label: date.label,
    year: date.year,
    ...(rest.kind === record.data.kind ? {} : { leadDays }),
  })
  const changesFields = change.kind === 'patch' && Object.keys(change.args.changes).length > 0
  return [
    ...(changesFields ? [change] : []),
    ...editedNote(record, note ?? ''),
    ...celebrateOnlyThis(record.id, date, others),
  ]
}

/** Takes a date off the card; `restoreDate` brings it back. */
export function removeDate(dateId: string): ChangeRequest[] {
  return [{ recordType: 'important-date', recordId: dateId, kind: 'archive', args: {} }]
}

/** Undoes `removeDate`. */
export function restoreDate(dateId: string): ChangeRequest[] {
  return [{ recordType: 'important-date', recordId: dateId, kind: 'restore', args: {} }]
}

/** The birthday that is celebrated now, other than this one. */
export function celebratedBirthday(
  others: readonly DateRecord[],
  dateId: string | undefined,
): DateRecord | undefined {
  return others.find(({ id, data }) => id !== dateId && data.kind === 'birthday' && data.celebrate)
}

/**
 * Invariant 4: at most one birthday of a customer is celebrated; the others are switched off with it, also one that is outdone
 * already and only says so (`outdoneBirthdays`). Where nothing changes, `commit` stores nothing.
 */
function celebrateOnlyThis(
  dateId: string,
  date: ImportantDate,
  others: readonly DateRecord[],
): ChangeRequest[] {
  if (date.kind !== 'birthday' || !date.celebrate) return []
  return others
    .filter(({ id, data }) => id !== dateId && data.kind === 'birthday')
    .map(({ id }) => patch('important-date', id, { celebrate: true }, { celebrate: false }))
}

function editedNote(record: DateRecord, to: string): ChangeRequest[] {
  const from = record.data.note ?? ''
  if (from === to) return []
  return [
    {
      recordType: 'important-date',
      recordId: record.id,
      kind: 'edit-text',
      args: { field: 'note', from, to },
    },
  ]
}
