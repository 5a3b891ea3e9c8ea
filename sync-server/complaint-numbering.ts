import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import * as z from 'zod/mini'
import type { Transaction } from './store/store.ts'

const Numbered = z.looseObject({
  branchId: z.string(),
  number: z.optional(z.string()),
  events: z.record(
    z.string(),
    z.looseObject({ occurredAt: z.number(), no: z.optional(z.number()) }),
  ),
})

/**
 * ME6: what only the server may say of a complaint: its number `<branch>-YYYY-NNNN` (the year in which
 * it arrived here), and of each new event the place in the order and when it was recorded.
 */
export async function numberComplaint(
  record: RecordBody,
  before: RecordBody | undefined,
  { branches, numbers }: Pick<Transaction, 'branches' | 'numbers'>,
  receivedAt: number,
): Promise<RecordBody> {
  const complaint = Numbered.parse(record.data)
  const known = before === undefined ? {} : Numbered.parse(before.data).events
  const data: Record<string, unknown> = { ...record.data }
  data['events'] = numberEvents(complaint.events, known, receivedAt)
  if (complaint.number === undefined) {
    const branch = await branches.byId(complaint.branchId)
    if (branch === undefined) throw new Error('A complaint belongs to no branch.')
    const series = `${branch.code}-${civilDateInShanghai(receivedAt).slice(0, 4)}`
    data['number'] = complaintNumber(series, await numbers.next(series))
  }
  return { ...record, data }
}

/** `B01-2026-0042`. */
export function complaintNumber(series: string, no: number): string {
  return `${series}-${String(no).padStart(4, '0')}`
}

type Events = z.infer<typeof Numbered>['events']

/** SE3: what a client put into a new event's place in the order is overwritten. */
function numberEvents(events: Events, known: Events, recordedAt: number): Events {
  let last = Math.max(0, ...Object.values(known).map(({ no }) => no ?? 0))
  const numbered: Events = { ...events }
  const fresh = Object.entries(events)
    .filter(([id]) => known[id]?.no === undefined)
    .toSorted(([, left], [, right]) => left.occurredAt - right.occurredAt)
  for (const [id, event] of fresh) {
    last += 1
    numbered[id] = { ...event, no: last, recordedAt }
  }
  return numbered
}
