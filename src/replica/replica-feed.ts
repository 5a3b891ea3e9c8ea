import type { OperationResult } from '#shared/protocol/outcome.ts'
import type { ScopeChecksum } from '#shared/protocol/pull-message.ts'
import type { BaseEntry } from '#vault/vault.ts'

/** A record by its place in the server's order, without its content. */
export interface RecordPlace {
  type: string
  id: string
  seq: number
}

/** The other side of the replica, for sync: news from the server goes in, facts for the next request come out. */
export interface ReplicaFeed {
  /**
   * Takes what is already stored on this device: new base entries, scopes that were taken away, and the `n` up to
   * which operations are part of the base now (null: none). One change of the screen (PL3).
   */
  applyPull: (entries: BaseEntry[], removedScopes: string[], droppedThrough: number | null) => void
  /** A portion of the same, of which the screen is not told yet: `applyPull` ends it. */
  takeQuietly: (entries: readonly BaseEntry[], droppedThrough: number | null) => void
  /** These operations are on their way. */
  markSending: (ns: readonly number[]) => void
  /** They were not answered: they wait again. */
  markWaiting: (ns: readonly number[]) => void
  /** PU2: explicit outcomes; the operations stay pending until a checkpoint covers them. */
  markSent: (results: readonly OperationResult[]) => void
  /** GC2: this device counts anew: what was answered before counts as not sent. */
  forgetOutcomes: () => void
  /** VA3: places in the outbox whose rows did not open. */
  readonly unreadableOperations: readonly number[]
  /** Resolves when all of the base is in memory. */
  whenLoaded: () => Promise<void>
  /**
   * VA2: makes the index of the cards if it is due, for the next unlock; answers whether it did. For idle moments after
   * everything is in memory: the last contacts, which it ranks by, come from the notes.
   */
  indexCards: () => Promise<boolean>
  /** Scopes of which this device has rows. */
  scopes: () => string[]
  /** PL3: count and checksum of this device's rows of a scope. */
  checksum: (scope: string) => ScopeChecksum
  /** Every row of a scope, for a compare after its checksum differed (PL4). */
  places: (scope: string) => RecordPlace[]
  /** Called after each local commit and each change that another tab committed. */
  onCommit: (listener: () => void) => () => void
  /** Stops listening to other tabs. */
  close: () => void
}
