import type { Operation, OperationDraft } from '#shared/protocol/operation.ts'
import type { Cursor, PullPage } from '#shared/protocol/pull-message.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'

/** A page of the pull as it came: its bytes are sealed as they are, its parsed form goes to memory. */
export interface PulledPage {
  bytes: Uint8Array<ArrayBuffer>
  page: PullPage
}

/** What one pull brought, stored in one transaction (PL1, PL3). */
export interface PullBatch {
  pages: PulledPage[]
  /** Position after these pages; never ahead of what is stored with it (I6). */
  cursor: Cursor
  /** Scopes that this person holds no longer: their rows and pages go. */
  revokedScopes: string[]
  /** Only with the checkpoint: operations up to this `n` are in the base now and leave the outbox. */
  dropOutboxThrough: number | null
}

/** A row of the base as loaded: a record, or the mark that it left its scope. */
export type BaseEntry =
  | PlacedRecord
  | { out: true; scope: string; type: string; id: string; seq: number }

export interface OutboxContent {
  operations: Operation[]
  /** VA3: rows that do not open are reported, never skipped silently. */
  unreadable: number[]
}

/** CL1: what was done here and not yet seen in a checkpoint. */
export interface Outbox {
  /** OP1, CL2: gives out `n`, seals and stores all drafts in one strict transaction; resolves when it is durable. */
  append(drafts: OperationDraft[]): Promise<Operation[]>
  all(): Promise<OutboxContent>
}

export interface Base {
  /** Opens all pages and rows, smallest tier first; a later entry of a record outranks an earlier one. */
  load(onEntries: (entries: BaseEntry[], tier: number) => void): Promise<{
    cursor: Cursor | null
    /** VA3: pages or rows that did not open; the caller pulls again. */
    damaged: number
  }>
  storePull(batch: PullBatch): Promise<void>
  cursor(): Promise<Cursor | null>
  /** Forgets the cursor of these scopes, so that the next pull brings them whole. */
  forgetPositions(scopes: string[]): Promise<void>
}

/** Half-filled forms, sealed (`key` is opaque: form name and record id only). */
export interface Drafts {
  save(key: string, value: unknown): Promise<void>
  load(key: string): Promise<unknown>
  remove(key: string): Promise<void>
  keys(): Promise<string[]>
}

/** Small sealed values of this vault: who is signed in, language, theme, last sync. */
export interface SealedSettings {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
}

/** What another tab of the same vault changed, in catch-up order (CL4). */
export interface OtherTabChanges {
  entries: BaseEntry[]
  removedScopes: string[]
  operations: Operation[]
  droppedThrough: number
}

/** VA4: one database per colleague and device, open as long as its key is in memory. */
export interface Vault {
  readonly tag: string
  /** UUIDs made on this device when the vault was made (CL7). */
  readonly deviceId: string
  readonly epoch: string
  readonly outbox: Outbox
  readonly base: Base
  readonly drafts: Drafts
  readonly settings: SealedSettings
  /** CL4: calls back with what other tabs wrote; returns the way to stop listening. */
  onOtherTab(listener: (changes: OtherTabChanges) => void): () => void
  /** Forgets the key and closes the database. */
  lock(): void
}
