import { type CustomerLookup, scopeOf } from '#shared/domain/record-scope.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { OutcomeReason } from '#shared/protocol/outcome.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import { type Scope, staffScope } from '#shared/protocol/scope.ts'
import * as z from 'zod/mini'
import type { Transaction } from './store/store.ts'

const CustomerReference = z.object({
  customerId: z.optional(z.nullable(z.string())),
  customerIds: z.optional(z.array(z.string())),
})
const CustomerPlace = z.object({ branchId: z.string(), ownerId: z.string() })

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
  if (type === 'sync-issue') return ok(staffScope(author))
  const customer = type === 'profile' ? id : customerOf(data)
  const found = scopeOf(type, id, data, await lookUp(records, customer))
  return found.ok ? found : fail({ type: 'record-not-found' })
}

function customerOf(data: Record<string, unknown>): string | undefined {
  const { customerId, customerIds } = CustomerReference.safeParse(data).data ?? {}
  return customerId ?? customerIds?.[0]
}

async function lookUp(
  records: Pick<Transaction['records'], 'get'>,
  id: string | undefined,
): Promise<CustomerLookup> {
  const stored = id === undefined ? undefined : await records.get('customer', id)
  const place = stored && CustomerPlace.parse(stored.record.data)
  return (asked) => (asked === id ? place : undefined)
}
