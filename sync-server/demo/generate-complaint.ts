import { addDays } from '#shared/domain/civil-date.ts'
import {
  type Complaint,
  complaintChannels,
  type ComplaintEvent,
  isRestricted,
} from '#shared/domain/complaint.ts'
import { randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import { complaintsScope, restrictedComplaintsScope } from '#shared/protocol/scope.ts'
import { newRecord } from '#server/set-up-branch.ts'
import { complaintCases, progressTexts, replyTexts } from './complaint-texts.ts'
import {
  chance,
  type Generated,
  type GeneratedCustomer,
  type Generation,
  instantInShanghai,
} from './generation.ts'

/** How many days ago the open ones came in: the reply is due after 15, so some are late and some due today. */
const openAges = [15, 14, 16, 12, 13, 9, 6, 11, 3, 19, 2, 1]

/** The `turn`-th complaint: the first dozen is open around its deadline, the others were closed within the year. */
export function generateComplaint(
  generation: Generation,
  customer: GeneratedCustomer,
  turn: number,
): Generated & { receivedAt: number } {
  const { random, today, branchId, staff, newId } = generation
  const openAge = openAges[turn]
  const age = openAge ?? randomInteger(random, 20, 360)
  const receivedAt = instantInShanghai(addDays(today, -age), randomInteger(random, 540, 1000))
  const counter = staff.filter(({ role }) => role === 'lobby' || role === 'teller')
  const receivedBy = randomItem(random, counter).id
  const handler = staff.find(({ role }) => role === 'consumer_protection')?.id ?? receivedBy
  const drawn =
    complaintCases[(turn * 3) % complaintCases.length] ?? randomItem(random, complaintCases)
  const complaint: Complaint = {
    branchId,
    temporaryNumber: `T-${newId(receivedAt).slice(-4).toUpperCase()}-${turn + 1}`,
    complainantName: customer.name,
    contact: customer.phone,
    matter: drawn.matter,
    cause: drawn.cause,
    customerId: customer.id,
    receivedAt,
    receivedBy,
    channel: randomItem(random, complaintChannels),
    businessCategory: drawn.category,
    reason: drawn.reason,
    demand: drawn.demand,
    sensitive: chance(random, 0.05) ? ['vulnerable'] : [],
    emotionStart: randomInteger(random, -2, 0),
    apologised: chance(random, 0.8),
    events: eventsOf(generation, {
      receivedAt,
      receivedBy,
      handler,
      open: openAge !== undefined,
      turn,
    }),
  }
  if (drawn.amount !== undefined) complaint.amount = drawn.amount
  if (drawn.namesColleague === true) {
    // Somebody else than who registered it (invariant 7).
    const others = counter.filter(({ id }) => id !== receivedBy)
    complaint.respondentStaffId = randomItem(random, others).id
  }
  const by = { at: receivedAt, staffId: receivedBy }
  return {
    record: newRecord('complaint', newId(receivedAt), complaint, by),
    scope: isRestricted(complaint)
      ? restrictedComplaintsScope(branchId)
      : complaintsScope(branchId),
    receivedAt,
  }
}

interface Course {
  receivedAt: number
  receivedBy: string
  handler: string
  open: boolean
  turn: number
}

const hour = 3_600_000

function eventsOf(generation: Generation, course: Course): Record<string, ComplaintEvent> {
  const { random, newId } = generation
  const { receivedAt, receivedBy, handler, open, turn } = course
  const events: Record<string, ComplaintEvent> = {}
  const append = (after: number, by: string, what: WithoutPlace<ComplaintEvent>) => {
    const at = receivedAt + after * hour
    const place = {
      id: newId(at),
      by,
      occurredAt: at,
      recordedAt: at,
      no: Object.keys(events).length + 1,
    }
    events[place.id] = { ...what, ...place }
  }
  append(0, receivedBy, { kind: 'registered' })
  // Every fourth open one still waits to be accepted.
  if (!open || turn % 4 !== 2) append(3, handler, { kind: 'accepted' })
  if (open && turn % 2 === 0) {
    append(6, handler, { kind: 'progress', text: randomItem(random, progressTexts) })
  }
  if (open) return events
  if (chance(random, 0.08)) {
    append(30, handler, { kind: 'withdrawn', text: '客户主动撤回，双方已谈妥。' })
    return events
  }
  append(randomInteger(random, 40, 330), handler, {
    kind: 'closed',
    reply: randomItem(random, replyTexts),
    noticeHow: randomItem(random, ['phone', 'in_person', 'sms']),
    remediesTold: true,
  })
  return events
}

type Place = 'id' | 'by' | 'occurredAt' | 'recordedAt' | 'no'
type WithoutPlace<Event> = Event extends unknown ? Omit<Event, Place> : never
