import type { Complaint, ComplaintEvent } from './complaint.ts'

const complaintStates = ['registered', 'accepted', 'in_progress', 'closed', 'withdrawn'] as const
export type ComplaintStateName = (typeof complaintStates)[number]

/** Where a complaint stands; instants in ms, as claimed by the writers. */
export interface ComplaintState {
  state: ComplaintStateName
  /** When the complaint was received. */
  registeredAt: number
  /** When it was closed or withdrawn. */
  closedAt?: number
  /** The last event that moved it: accepted, progress, closed, withdrawn. */
  lastProgressAt?: number
  /** By the server's number, then those without one by their time, then by id. */
  timeline: ComplaintEvent[]
}

/** What the fold looks at of an event; the kind may be one of a newer version (PL4). */
export interface FoldedEvent {
  id: string
  kind: string
  occurredAt: number
  no?: number | undefined
}

/**
 * ME6, invariant 10: the state is a fold over the events. An event that was not legal at its place (two devices
 * closed it apart, and an older version let both in) stays in the timeline and moves nothing.
 */
export function complaintState({
  receivedAt,
  events,
}: Pick<Complaint, 'receivedAt' | 'events'>): ComplaintState {
  const timeline = Object.values(events).toSorted(compareEvents)
  return { registeredAt: receivedAt, timeline, ...fold(timeline) }
}

/**
 * ME6: whether the event is legal after all those that are there. A note always is: it is the way to correct.
 * An event that is there already is not asked about: its id makes it a repetition.
 */
export function canAppend(
  { events }: { events: Readonly<Record<string, FoldedEvent>> },
  event: Pick<FoldedEvent, 'kind'>,
): boolean {
  const { state } = fold(Object.values(events).toSorted(compareEvents))
  return nextState(state, event.kind) !== undefined
}

/** Whether nothing is owed any more: closed or withdrawn. */
export function isFinal(state: ComplaintStateName): boolean {
  return state === 'closed' || state === 'withdrawn'
}

function fold(
  timeline: readonly FoldedEvent[],
): Pick<ComplaintState, 'state' | 'closedAt' | 'lastProgressAt'> {
  const folded: ReturnType<typeof fold> = { state: 'registered' }
  for (const { kind, occurredAt } of timeline) {
    const next = nextState(folded.state, kind)
    if (next === undefined || kind === 'note' || kind === 'registered') continue
    folded.state = next
    folded.lastProgressAt = occurredAt
    if (isFinal(next)) folded.closedAt = occurredAt
  }
  return folded
}

/**
 * The state after an event, or undefined when the event is not legal in this state. An event of a kind that only a
 * newer version knows is kept in the timeline and moves nothing here (PL4).
 */
function nextState(state: ComplaintStateName, kind: string): ComplaintStateName | undefined {
  if (kind === 'note') return state
  // A stale device never reopens a closed complaint.
  if (isFinal(state)) return undefined
  switch (kind) {
    case 'registered':
      return state === 'registered' ? 'registered' : undefined
    case 'accepted':
      return state === 'registered' ? 'accepted' : undefined
    case 'progress':
      return 'in_progress'
    case 'closed':
      return 'closed'
    case 'withdrawn':
      return 'withdrawn'
    default:
      return undefined
  }
}

function compareEvents(left: FoldedEvent, right: FoldedEvent): number {
  if (left.no !== right.no) return (left.no ?? Infinity) - (right.no ?? Infinity)
  if (left.occurredAt !== right.occurredAt) return left.occurredAt - right.occurredAt
  if (left.id === right.id) return 0
  return left.id < right.id ? -1 : 1
}
