import type { RecordBody } from '#shared/protocol/record.ts'

type DateRecord = Pick<RecordBody, 'id' | 'createdAt' | 'stamps' | 'data'>

/**
 * Invariant 4: of several birthdays of one customer that are said to be celebrated, as when two devices said so of two without a
 * network or two cards were merged (ME8), the one of which it was said last is; of two at one instant the one whose id sorts last.
 * Answers the ids of the others. This is looked up and not written: so it is the same on every device, and a merge that
 * is undone leaves each card its own. `dates` stand: none of them was removed.
 */
export function outdoneBirthdays(dates: readonly DateRecord[]): ReadonlySet<string> {
  const celebrated = new Map<unknown, DateRecord>()
  const outdone = new Set<string>()
  for (const date of dates) {
    if (date.data['kind'] !== 'birthday' || date.data['celebrate'] !== true) continue
    const { customerId } = date.data
    const known = celebrated.get(customerId)
    const wins = known === undefined || isSaidLater(date, known)
    if (known !== undefined) outdone.add(wins ? known.id : date.id)
    if (wins) celebrated.set(customerId, date)
  }
  return outdone
}

function isSaidLater(one: DateRecord, other: DateRecord): boolean {
  const [mine, theirs] = [saidAt(one), saidAt(other)]
  return mine === theirs ? one.id > other.id : mine > theirs
}

/** Since when it is said to be celebrated, an instant in ms. */
function saidAt({ stamps, createdAt }: DateRecord): number {
  return stamps?.['celebrate']?.at ?? createdAt
}
