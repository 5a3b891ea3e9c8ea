import * as z from 'zod/mini'
import { requiredParagraph } from '#shared/domain/text-limits.ts'
import { RecordType } from './record.ts'

/** `field`, or `field.key` for one entry of a keyed field (a contact point, a completion). */
const FieldPath = z
  .string()
  .check(z.maxLength(120), z.regex(/^[a-z][A-Za-z0-9]*(\.[0-9A-Za-z-]+)?$/))

/** The former and the new value of one field; absent is written as `null`. */
export const FieldChange = z.strictObject({ from: z.unknown(), to: z.unknown() })
export type FieldChange = z.infer<typeof FieldChange>

/**
 * OP2: what can be done to a record, as a union on `kind`.
 * `append` adds an event to the timeline of a complaint, `complete` and `reopen` are the
 * commands of a task: each completion has an id, and only the completion named is taken back. `accept` and `return` are
 * those of a hand-over. `look` says that a masked value was shown, and changes nothing.
 */
export const Change = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    args: z.strictObject({ data: z.record(z.string(), z.unknown()) }),
  }),
  z.strictObject({
    kind: z.literal('patch'),
    args: z.strictObject({ changes: z.record(FieldPath, FieldChange) }),
  }),
  z.strictObject({
    kind: z.literal('edit-text'),
    args: z.strictObject({ field: FieldPath, from: z.string(), to: z.string() }),
  }),
  z.strictObject({
    kind: z.literal('add'),
    args: z.strictObject({ field: FieldPath, items: z.array(z.string()) }),
  }),
  z.strictObject({
    kind: z.literal('remove'),
    args: z.strictObject({ field: FieldPath, items: z.array(z.string()) }),
  }),
  z.strictObject({
    kind: z.literal('append'),
    args: z.strictObject({ event: z.looseObject({ id: z.string(), kind: z.string() }) }),
  }),
  z.strictObject({
    kind: z.literal('complete'),
    args: z.strictObject({ completionId: z.string(), result: z.optional(z.string()) }),
  }),
  z.strictObject({ kind: z.literal('reopen'), args: z.strictObject({ completionId: z.string() }) }),
  // SR2: the commands of a hand-over.
  z.strictObject({ kind: z.literal('accept'), args: z.strictObject({}) }),
  z.strictObject({
    kind: z.literal('return'),
    args: z.strictObject({ reason: requiredParagraph }),
  }),
  // SE7: a value that is masked was shown, dialled or copied; which, and never what it says.
  z.strictObject({ kind: z.literal('look'), args: z.strictObject({ field: FieldPath }) }),
  z.strictObject({ kind: z.literal('archive'), args: z.strictObject({}) }),
  z.strictObject({ kind: z.literal('restore'), args: z.strictObject({}) }),
])
export type Change = z.infer<typeof Change>

const target = {
  id: z.uuid(),
  recordType: RecordType,
  recordId: z.uuid(),
  /** Instant in ms by the clock of the device. */
  at: z.number(),
  schemaVersion: z.number(),
  author: z.uuid(),
}

/** OP1: an operation before it has its place in the queue of a device. */
export const OperationDraft = z.intersection(z.object(target), Change)
export type OperationDraft = z.infer<typeof OperationDraft>

/** OP1: `n` is contiguous per device epoch and given out in the transaction that stores the operation. */
export const Operation = z.intersection(
  z.object({ n: z.number().check(z.int(), z.positive()), ...target }),
  Change,
)
export type Operation = z.infer<typeof Operation>
