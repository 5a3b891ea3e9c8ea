import { complaintState } from '#shared/domain/complaint-fold.ts'
import { Complaint } from '#shared/domain/complaint.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import * as z from 'zod/mini'
import { namedIn, otherEndOf } from './erased-records.ts'
import { typesOfCustomer } from './record-fates.ts'
import { customerNamedBy } from './record-place.ts'
import type { StoredRecord } from './store/record-table.ts'
import type { WaitingOperation } from './store/quarantine-table.ts'

/** SE7: everything that the database holds about one customer, by what is to become of it in an erasure. */
export interface CustomerRecords {
  card: StoredRecord
  /**
   * Profile, dates, tasks, the rest of the file, and notes that are about nobody else; relations of others to the customer, and
   * what colleagues said of two cards of which one is this.
   */
  own: StoredRecord[]
  /** Notes about several customers. */
  shared: StoredRecord[]
  /** Notes about others alone that were written together with one about this customer. */
  siblings: StoredRecord[]
  /** Profiles of others that remember what their merge wrote on the customer, before it was undone (ME8). */
  logs: StoredRecord[]
  /** Complaints that name the customer. */
  complaints: StoredRecord[]
  /** Hand-overs that name the customer among others, or alone. */
  handovers: StoredRecord[]
  /** What colleagues typed about any of these and what was not simply taken. */
  issues: StoredRecord[]
  /** Operations that wait, about any of these. */
  waiting: WaitingOperation[]
}

/** Where records are looked for; within a transaction or in a snapshot. */
export interface RecordSearch {
  /** One look at the database, however many texts. */
  mentioning(texts: string | readonly string[], type?: string): Promise<StoredRecord[]>
  waiting(): Promise<WaitingOperation[]>
}

const CustomerIds = z.object({ customerIds: z.array(z.string()) })
const Grouped = z.object({ groupId: z.string() })
const TaskReference = z.object({ ref: z.object({ id: z.string() }) })
const IssueReference = z.object({
  recordId: z.string(),
  operation: z.record(z.string(), z.unknown()),
})

/** Looks through the whole database; undefined when there is no such customer. */
export async function findCustomerRecords(
  { mentioning, waiting }: RecordSearch,
  customerId: string,
): Promise<CustomerRecords | undefined> {
  const found = await mentioning(customerId)
  const card = found.find(({ record }) => record.type === 'customer' && record.id === customerId)
  if (card === undefined) return undefined
  const ofType = (...types: string[]) => found.filter(({ record }) => types.includes(record.type))
  const notes = ofType('interaction').filter(({ record }) => idsOf(record).includes(customerId))
  const isShared = ({ record }: StoredRecord) => idsOf(record).some((id) => id !== customerId)
  const children = ofType(...typesOfCustomer).filter(
    ({ record }) =>
      customerNamedBy(record) === customerId || otherEndOf(record.data) === customerId,
  )
  const saidOfPairs = ofType('preference').filter(({ record }) =>
    idsOf(record).includes(customerId),
  )
  const own = [...children, ...saidOfPairs, ...notes.filter((note) => !isShared(note))]
  const ids = new Set([customerId, ...own.map(({ record }) => record.id)])
  // What somebody has to do because of a note is about its customer, too.
  for (const task of await mentioning('"ref":', 'task')) {
    const referred = TaskReference.safeParse(task.record.data).data?.ref.id ?? ''
    if (ids.has(task.record.id) || !ids.has(referred)) continue
    own.push(task)
    ids.add(task.record.id)
  }
  const isAbout = (names: readonly string[]) => names.some((id) => ids.has(id))
  return {
    card,
    own,
    shared: notes.filter(isShared),
    siblings: await siblingsOf(mentioning, notes),
    logs: ofType('profile').filter(({ record }) => record.id !== customerId),
    complaints: ofType('complaint').filter(
      ({ record }) => record.data['customerId'] === customerId,
    ),
    handovers: ofType('handover').filter(({ record }) => idsOf(record).includes(customerId)),
    issues: (await mentioning('', 'sync-issue')).filter(({ record }) => {
      const issue = IssueReference.safeParse(record.data).data
      return issue !== undefined && isAbout([issue.recordId, ...namedIn(issue.operation)])
    }),
    waiting: (await waiting()).filter(({ operation }) => {
      const raw = z.record(z.string(), z.unknown()).safeParse(operation).data ?? {}
      return isAbout(namedIn(raw))
    }),
  }
}

async function siblingsOf(
  mentioning: RecordSearch['mentioning'],
  notes: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const groups = new Set(notes.flatMap(({ record }) => groupOf(record) ?? []))
  const known = new Set(notes.map(({ record }) => record.id))
  if (groups.size === 0) return []
  const all = await mentioning([...groups], 'interaction')
  return all.filter(({ record }) => groups.has(groupOf(record) ?? '') && !known.has(record.id))
}

function groupOf({ data }: RecordBody): string | undefined {
  return Grouped.safeParse(data).data?.groupId
}

/** The customers that a record names in its list. */
export function idsOf({ data }: RecordBody): string[] {
  return CustomerIds.safeParse(data).data?.customerIds ?? []
}

/**
 * What an erasure at `now` (instant in ms) takes out of the database, and the complaints that stay by law without their link.
 * Notes about others too and hand-overs are in neither: they stay without the name.
 */
export function erasedAndHeld(
  { card, own, issues, complaints }: CustomerRecords,
  now: number,
): { erased: StoredRecord[]; held: StoredRecord[] } {
  const held = complaints.filter(({ record }) => {
    const until = keptUntil(record)
    return until === null || until > now
  })
  const isHeld = new Set(held)
  const gone = complaints.filter((complaint) => !isHeld.has(complaint))
  return { erased: [card, ...own, ...issues, ...gone], held }
}

/** The law: the file of a complaint is kept for three years after it was closed (央行令 2020 第 5 号). */
const complaintYears = 3

/** Until when (instant in ms) a complaint has to be kept; null while it is open, or when it cannot be read. */
export function keptUntil({ data }: RecordBody): number | null {
  const complaint = Complaint.safeParse(data).data
  const closedAt = complaint && complaintState(complaint).closedAt
  if (closedAt === undefined) return null
  const until = new Date(closedAt)
  until.setUTCFullYear(until.getUTCFullYear() + complaintYears)
  return until.getTime()
}
