import { type CustomerLookup, scopeOf } from '#shared/domain/record-scope.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { OutcomeReason } from '#shared/protocol/outcome.ts'
import type { RecordBody, RecordType } from '#shared/protocol/record.ts'
import { type Scope, staffScope } from '#shared/protocol/scope.ts'
import * as z from 'zod/mini'
import type { Transaction } from './store/store.ts'

const CustomerReference = z.object({
  customerId: z.optional(z.nullable(z.string())),
  customerIds: z.optional(z.array(z.string())),
})
const CustomerPlace = z.object({ branchId: z.string(), ownerId: z.string() })

/** Record types that lie with the owner of a customer; a complaint names one, too, and lies elsewhere. */
const children = new Set([
  'interaction',
  'task',
  'important-date',
  'need',
  'finance-snapshot',
  'relation',
  'service-plan',
  'churn-signal',
  'consent',
  'life-event',
  'feedback',
])

/** What is to be placed, and whose sync issue it would be. */
export interface ToBePlaced {
  type: RecordType
  id: string
  data: Record<string, unknown>
  author: string
}

/** SC1: the scope of a record's data; the customer it hangs on is looked up in the same transaction. */
export async function placeRecord(
  records: Pick<Transaction['records'], 'get'>,
  { type, id, data, author }: ToBePlaced,
): Promise<Result<Scope, { type: OutcomeReason }>> {
  // The server made it for its author.
  if (type === 'sync-issue' || type === 'loss-report') return ok(staffScope(author))
  const customer = customerNamedBy({ type, id, data })
  const found = scopeOf(type, id, data, await lookUp(records, customer))
  return found.ok ? found : fail({ type: 'record-not-found' })
}

/** The customer whose owner a record goes with, or the card's own id; undefined for a record without one. */
export function customerNamedBy({
  type,
  id,
  data,
}: {
  type: string
  id: string
  data: Record<string, unknown>
}): string | undefined {
  if (type === 'profile' || type === 'customer') return id
  if (!children.has(type)) return undefined
  const { customerId, customerIds } = CustomerReference.safeParse(data).data ?? {}
  return customerId ?? customerIds?.[0]
}

async function lookUp(
  records: Pick<Transaction['records'], 'get'>,
  id: string | undefined,
): Promise<CustomerLookup> {
  const stored = id === undefined ? undefined : await records.get('customer', id)
  const place = customerPlace(stored?.record)
  return (asked) => (asked === id ? place : undefined)
}

/** Branch and owner of a card. */
export function customerPlace(
  card: RecordBody | undefined,
): z.infer<typeof CustomerPlace> | undefined {
  return card && CustomerPlace.parse(card.data)
}
