import { canAppend } from '#shared/domain/complaint-fold.ts'
import { fail, ok } from '#shared/domain/result.ts'
import * as z from 'zod/mini'
import { type ChangeAnswer, rejected } from './change-effect.ts'
import { checkData, policyOf } from './check-data.ts'
import type { RecordBody, RecordType, Stamp } from './record.ts'
import { openDraft, type RecordDraft } from './record-draft.ts'
import { sameValue } from './same-value.ts'

/** What the rules need of stored events; the kind may be one of a newer version (PL4). */
const StoredEvents = z.record(
  z.string(),
  z.looseObject({
    id: z.string(),
    kind: z.string(),
    occurredAt: z.number(),
    no: z.optional(z.number()),
  }),
)

/** The field that holds the timeline; only complaints have one. */
const field = 'events'

interface EventTarget {
  type: RecordType
  record: RecordBody
  draft: RecordDraft
  stamp: Stamp
}

/**
 * ME6: appends an event. The same event again changes nothing; a step that is not legal any more becomes a
 * proposal; another event under a known id, and one in somebody else's name, are refused.
 */
export function applyEvent(
  { type, record, draft, stamp }: EventTarget,
  event: Readonly<Record<string, unknown>> & { id: string; kind: string },
): ChangeAnswer {
  if (policyOf(type, field) !== 'event-log') return rejected('invalid-value', ['kind'])
  const claim = checkClaims(event, stamp.by)
  if (claim !== undefined) return claim
  const path = `${field}.${event.id}`
  const known = draft.value(path)
  if (known !== null) {
    const isSame = sameValue(withoutServerParts(known), event)
    return isSame ? ok([{ effect: 'unchanged' }]) : rejected('invalid-value', [`${field}.id`])
  }
  const intended = openDraft(record)
  intended.set(path, event, stamp)
  const problem = checkData(type, intended.data(), [path], record.data)
  if (problem !== undefined) return rejected(problem.reason, problem.details)
  if (!canAppend({ events: StoredEvents.parse(draft.value(field) ?? {}) }, event)) {
    const reason = 'transition-not-legal'
    return fail({ type: 'refused', outcome: 'proposal', reason, details: [event.kind] })
  }
  draft.set(path, event, stamp)
  return ok([{ effect: 'applied' }])
}

/** What the events that a new complaint begins with must fulfil: claims, ids as keys, and a legal order. */
export function checkFirstEvents(
  events: unknown,
  author: string,
): ReturnType<typeof rejected> | undefined {
  const parsed = StoredEvents.safeParse(events)
  if (!parsed.success) return rejected('invalid-value', [field])
  const past: z.infer<typeof StoredEvents> = {}
  const inOrder = Object.entries(parsed.data).toSorted(
    ([, left], [, right]) => left.occurredAt - right.occurredAt,
  )
  for (const [key, event] of inOrder) {
    const claim = checkClaims(event, author)
    if (claim !== undefined) return claim
    if (key !== event.id || !canAppend({ events: past }, event)) {
      return rejected('invalid-value', [field])
    }
    past[key] = event
  }
  return undefined
}

/** Number and time of recording are the server's to say, and nobody speaks in another's name. */
function checkClaims(
  event: Readonly<Record<string, unknown>>,
  author: string,
): ReturnType<typeof rejected> | undefined {
  const claimed = ['no', 'recordedAt'].filter((member) => event[member] !== undefined)
  if (claimed.length > 0) {
    return rejected(
      'server-owned-field',
      claimed.map((member) => `${field}.${member}`),
    )
  }
  return event['by'] === author ? undefined : rejected('foreign-author', [`${field}.by`])
}

function withoutServerParts(event: unknown): unknown {
  const { no: _no, recordedAt: _recordedAt, ...claimed } = z.looseObject({}).parse(event)
  return claimed
}
