import type { RecordData, RecordOf } from '#shared/domain/record-types.ts'
import type { Change, Operation } from '#shared/protocol/operation.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { PackedCards } from './cards/packed-cards.ts'

/** A change as a feature asks for it; `commit` adds id, time, author and schema version. */
export type ChangeRequest = { recordType: RecordType; recordId: string } & Change

/** One line of the ledger: an operation that is not yet confirmed by a checkpoint. */
export interface PendingChange {
  operation: Operation
  state: 'waiting' | 'sending' | 'sent'
  result: OperationResult | null
}

/** The declared indexes; a key is an id or a civil date. */
export interface IndexKeys {
  'profile.customer': 'profile'
  'interaction.customer': 'interaction'
  'task.customer': 'task'
  'important-date.customer': 'important-date'
  'complaint.customer': 'complaint'
  'need.customer': 'need'
  'finance-snapshot.customer': 'finance-snapshot'
  'relation.customer': 'relation'
  'churn-signal.customer': 'churn-signal'
  'consent.customer': 'consent'
  'life-event.customer': 'life-event'
  'feedback.customer': 'feedback'
}
export type IndexName = keyof IndexKeys

/**
 * What the user sees: base records plus pending operations, in memory.
 * Reading never waits; arrays and records keep their identity until they change.
 */
export interface Replica {
  readonly session: SessionInfo
  get<Type extends RecordType>(type: Type, id: string): RecordOf<Type> | undefined
  /** All records of a type that are not archived. */
  all<Type extends RecordType>(type: Type): readonly RecordOf<Type>[]
  by<Name extends IndexName>(index: Name, key: string): readonly RecordOf<IndexKeys[Name]>[]
  /** ME8: the customer under whom this one is shown; itself for nearly all. `get` answers a card that is merged away, too. */
  keptCustomer: (id: string) => string
  /** Whoever is shown under another customer, and under whom; the same map until it changes. */
  mergedCards: () => ReadonlyMap<string, string>
  /** The customers that are shown under this one besides itself. */
  mergedCustomers: (keptId: string) => readonly string[]
  /** The customers that a record names as it was written, without regard to merges. */
  customersNamed: (type: RecordType, id: string) => readonly string[]
  /** Grows with each change of a record of this type. */
  revision: (type: RecordType) => number
  /** VA2: customer cards as their index brought them, for the search; null without one. */
  packedCards: () => readonly PackedCards[] | null
  /** Ids of the customer cards that changed after a `revision` of theirs; what is packed of them is outdated. */
  cardsChangedSince: (revision: number) => string[]
  subscribe: (listener: () => void) => () => void
  /** The one write path: durable first (CL2), then the screen. Rejects if the device could not store it. */
  commit: (requests: ChangeRequest[]) => Promise<Operation[]>
  pending: () => readonly PendingChange[]
  isPending: (type: RecordType, id: string) => boolean
  /** Records met so far that do not fit their schema: kept, never shown as absent. */
  unreadable: () => readonly { type: string; id: string }[]
  /** True once all tiers of the base are in memory. */
  readonly loaded: boolean
}

/** The data of a `create`, checked by the compiler against the record type. */
export function create<Type extends RecordType>(
  recordType: Type,
  recordId: string,
  data: RecordData[Type],
): ChangeRequest {
  return { recordType, recordId, kind: 'create', args: { data: { ...data } } }
}

/** A `patch` from the fields that differ; absent values are written as `null` on the wire. */
export function patch<Type extends RecordType>(
  recordType: Type,
  recordId: string,
  from: Partial<RecordData[Type]>,
  to: { [Field in keyof RecordData[Type]]?: RecordData[Type][Field] | undefined },
): ChangeRequest {
  const before = from as Record<string, unknown>
  const after = to as Record<string, unknown>
  const changes = Object.fromEntries(
    Object.keys(after)
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => [field, { from: before[field] ?? null, to: after[field] ?? null }]),
  )
  return { recordType, recordId, kind: 'patch', args: { changes } }
}
