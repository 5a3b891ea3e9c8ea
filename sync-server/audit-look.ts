import { splitFieldPath } from '#shared/protocol/field-path.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import * as z from 'zod/mini'
import { claimedTime } from './claimed-time.ts'
import type { HandedOver } from './handed-over-work.ts'
import type { Arrival, Decision } from './run-operation.ts'

type Look = Extract<Operation, { kind: 'look' }>

/**
 * SE7: what the audit says of a look at a masked value: that it was one, at which field, and when by the device. Who has
 * handed the customer on since has looked all the same. A look that nobody could have had is refused, which is a row, too.
 */
export function auditedLook(
  { at, args }: Look,
  decided: Decision,
  arrival: Arrival,
  handedOver: HandedOver | undefined,
): Decision {
  const isLate = decided.outcome === 'rejected' && handedOver !== undefined
  const decision: Decision = isLate ? { outcome: 'applied', fields: [] } : decided
  if (decision.outcome !== 'applied') return decision
  const claimedAt = claimedTime(at, arrival)
  const audited = { what: 'view_unmasked', code: codeOf(args.field), claimedAt }
  return { ...decision, audited }
}

/** SE6: the key of an entry could be made up by a client to say something; an id says nothing. */
function codeOf(path: string): string {
  const { field, key } = splitFieldPath(path)
  return z.uuid().safeParse(key).success ? path : field
}
