import * as z from 'zod/mini'

/** The record types of this schema version. A type from a newer server is kept unread (PL4). */
export const recordTypes = [
  'branch',
  'staff',
  'rule-table',
  'customer',
  'profile',
  'interaction',
  'task',
  'important-date',
  'complaint',
  'handover',
  'sync-issue',
  'loss-report',
  'need',
  'finance-snapshot',
  'relation',
  'service-plan',
  'churn-signal',
  'consent',
  'life-event',
  'feedback',
  'preference',
  'template',
] as const
export const RecordType = z.enum(recordTypes)
export type RecordType = z.infer<typeof RecordType>

/** When (instant in ms) and by whom (staff id) a field got its present value. */
export const Stamp = z.strictObject({ at: z.number(), by: z.string() })
export type Stamp = z.infer<typeof Stamp>

/** A value that was replaced or lost a merge; nothing typed disappears (I5). */
export const HistoryEntry = z.strictObject({
  field: z.string(),
  value: z.unknown(),
  at: z.number(),
  by: z.string(),
  /** `replaced`: was current until the next edit; `lost`: arrived later but had the older edit time (ME2). */
  why: z.enum(['replaced', 'lost']),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/**
 * What server and device know of a record. `scope` and `seq` are not here: they are the place
 * of the record in the server's order and travel beside it.
 */
export const RecordBody = z.object({
  type: z.string(),
  id: z.string(),
  schemaVersion: z.number(),
  data: z.record(z.string(), z.unknown()),
  createdAt: z.number(),
  createdBy: z.string(),
  updatedAt: z.number(),
  updatedBy: z.string(),
  archivedAt: z.optional(z.number()),
  /** Only fields changed after creation; the others have the stamp of the creation. */
  stamps: z.optional(z.record(z.string(), Stamp)),
  history: z.optional(z.array(HistoryEntry)),
})
export type RecordBody = z.infer<typeof RecordBody>

/** A record with its place: as pulled (`seq` of the server), or made here (`seq` 0). */
export interface PlacedRecord extends RecordBody {
  scope: string
  seq: number
}
