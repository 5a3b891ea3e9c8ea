import { splitFieldPath } from '#shared/protocol/field-path.ts'
import { entriesOf } from '#shared/protocol/record-draft.ts'
import * as z from 'zod/mini'
import type { Decision } from './run-operation.ts'
import type { Transaction } from './store/store.ts'

/** The ids by which an operation can be about somebody, wherever it has them. */
const Names = z.object({
  recordType: z.optional(z.unknown()),
  recordId: z.optional(z.unknown()),
  args: z.optional(
    z.object({
      data: z.optional(
        z.object({
          customerId: z.optional(z.unknown()),
          customerIds: z.optional(z.unknown()),
          ref: z.optional(z.unknown()),
          other: z.optional(z.unknown()),
          mergeLog: z.optional(z.unknown()),
        }),
      ),
      changes: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
})
const Reference = z.object({ id: z.string() })
const Change = z.object({ to: z.optional(z.unknown()) })
const LogEntry = z.object({ keptId: z.string() })
const OtherEnd = z.object({ other: z.object({ customerId: z.string() }) })

/** SE7: to be answered whatever it wants; an update never creates, and a create does not bring back. */
export const erasedAnswer: Decision = { outcome: 'gone', reason: 'record-erased', fields: [] }

/** SE7: whether an operation, as it was sent, is about a record that was erased, or would hang a new one on it. */
export async function isAboutErased(
  { erasures }: Pick<Transaction, 'erasures'>,
  raw: Record<string, unknown>,
): Promise<boolean> {
  return erasures.hasAnyOf(namedIn(raw))
}

/** What an operation says of itself, without anything that was typed. */
export function withoutContent(
  raw: Record<string, unknown> & { n: number },
): Record<string, unknown> & { n: number } {
  const { n, id, recordType, recordId, at, schemaVersion, author, kind } = raw
  return { n, id, recordType, recordId, at, schemaVersion, author, kind }
}

/**
 * A complaint that names the customer is taken in all the same, because it has to be; and a hand-over of many is not given up
 * for one.
 */
const standAlone: readonly unknown[] = ['complaint', 'handover']

/** The ids of the records that an operation is about. */
export function namedIn(raw: Record<string, unknown>): string[] {
  const { recordType, recordId, args } = Names.safeParse(raw).data ?? {}
  if (standAlone.includes(recordType)) return typeof recordId === 'string' ? [recordId] : []
  const { customerId, customerIds, ref, other } = args?.data ?? {}
  const several = Array.isArray(customerIds) ? customerIds : []
  const referred = Reference.safeParse(ref).data?.id
  const end = otherEndOf({ other })
  const merged = wantedBy(args?.changes?.['mergedInto'])
  const logged = [...logEntriesIn(args?.changes), ...entriesOf(args?.data?.mergeLog).values()]
  const ofLog = logged.map((entry) => LogEntry.safeParse(entry).data?.keptId)
  return [recordId, customerId, ...several, referred, end, merged, ...ofLog].filter(
    (id) => typeof id === 'string',
  )
}

/** ME8: what an operation writes into the log of a merge, which holds values of the one who is kept. */
function logEntriesIn(changes: Readonly<Record<string, unknown>> = {}): unknown[] {
  return Object.entries(changes).flatMap(([path, change]) => {
    const { field, key } = splitFieldPath(path)
    if (field !== 'mergeLog') return []
    const wanted = wantedBy(change)
    return key === null ? [...entriesOf(wanted).values()] : [wanted]
  })
}

function wantedBy(change: unknown): unknown {
  return Change.safeParse(change).data?.to
}

/** The customer at the other end of a relation, from its data; undefined where it is a name. */
export function otherEndOf(data: Readonly<Record<string, unknown>>): string | undefined {
  return OtherEnd.safeParse(data).data?.other.customerId
}
