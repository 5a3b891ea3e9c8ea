import type { Operation, OperationDraft } from '#shared/protocol/operation.ts'
import type { Cursor, PullPage, Receipt } from '#shared/protocol/pull-message.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'

/** A page of the pull as it came: its bytes are sealed as they are, its parsed form goes to memory. */
export interface PulledPage {
  bytes: Uint8Array<ArrayBuffer>
  page: PullPage
  /** PL4: its rows stand beside those that came before, because it takes away what a later row brings in another state. */
  apart?: true
}

/** What one pull brought, stored in one transaction (PL1, PL3). */
export interface PullBatch {
  pages: PulledPage[]
  /** Position after these pages; never ahead of what is stored with it (I6). */
  cursor: Cursor
  /** Scopes that this person holds no longer: their rows and pages go. */
  revokedScopes: string[]
  /** Only with the checkpoint: operations up to this `n` are in the base now and leave the outbox for the journal. */
  dropOutboxThrough: number | null
  /** GC2: the server's time (ms) of the checkpoint; always there with `dropOutboxThrough`. */
  confirmedAt?: number
  /** SR1: of the checkpoint. With a lower one than was stored before, no scope is taken away. */
  membership?: number
  /** SR1: what went with the revoked scopes; kept until a pull has carried it. */
  receipts?: Receipt[]
  /** SR1: drafts that go with the revoked scopes, by their keys. */
  dropDrafts?: string[]
  /** SR2: drafts about records that left a scope which is still held, by their keys. */
  leftDrafts?: string[]
  /** SR1: the server has these now. */
  carriedReceipts?: Receipt[]
}

/** What the vault remembers of earlier checkpoints. */
export interface Standing {
  /** PL3: operations up to this `n` were confirmed. */
  confirmedThrough: number
  /** SR1: the highest that was seen, in the history of the cursor; null if none was. */
  membership: number | null
  /** SR1: not carried by a pull yet. */
  receipts: Receipt[]
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
  /** The highest `n` that was given out on this device, 0 before the first. */
  lastN(): Promise<number>
}

/** GC2: everything that this device can still offer: acknowledged operations of the last 30 days, and the outbox. */
export interface Journal {
  /** The lowest `n` that is here; the next one to be given out if there is nothing. */
  first(): Promise<number>
  /** From `n` on, at most so many numbers in a row. Numbers whose operation is gone or does not open are named (VA3). */
  from(n: number, most: number): Promise<OutboxContent>
}

/** CL7, GC2: who this device is to the server, and how its numbers read there. */
export interface DeviceNumbers {
  deviceId: string
  /** The server knows operation `n` of this device as `n` − `offset` of this epoch. */
  epoch: string
  offset: number
  /** The epoch before, until the server was told that it is over. */
  former: string | null
  /** Until everything that is still here was offered under this epoch. */
  offering: boolean
  /** The history of the server under which this epoch began; null for the first one. */
  serverEpoch: string | null
}

/** GC2: a device whose numbers and the server's do not go together any more counts anew. */
export interface DeviceNumbering {
  /** As last read or written by this tab. */
  readonly current: DeviceNumbers
  read(): Promise<DeviceNumbers>
  /**
   * Ends the epoch `from`: everything that is still here, acknowledged or not, is numbered from 1 under a new one. Changes
   * nothing if `from` is over already. `asNewDevice`: the profile was copied, and its device id belongs to the other copy.
   */
  beginEpoch(
    from: string,
    options: { serverEpoch: string | null; asNewDevice?: boolean },
  ): Promise<DeviceNumbers>
  /** The server knows that the former epoch is over. */
  announced(epoch: string): Promise<void>
  /** Everything was offered. */
  offered(epoch: string): Promise<void>
}

/** VA2: a part of the index of cards: what its maker made of cards of one scope. */
export interface CardBlob {
  scope: string
  bytes: Uint8Array<ArrayBuffer>
}

/** Who reads the index of cards at a load. */
export interface CardIndexReader {
  /**
   * All blobs, before any entry; `false` if they say nothing to this reader: then every card comes as an entry.
   * Otherwise the cards inside come as entries no more, only those that changed since.
   */
  read(blobs: CardBlob[]): boolean
  /** What changed since the index was made has been handed over: index and entries say together what all cards are. */
  onCurrent(): void
}

/** Who makes the index of cards: records of one type, which lie in pieces of one tier. */
export interface CardIndexMaker {
  readonly type: string
  readonly tier: number
  /** Entries of the type, as a load would bring them: a later one of a record outranks an earlier one. */
  add(entries: BaseEntry[]): void
  /** The blobs, when everything was added. */
  blobs(): Promise<CardBlob[]>
}

export interface Base {
  /** Opens all pages and rows, smallest tier first; a later entry of a record outranks an earlier one. */
  load(
    onEntries: (entries: BaseEntry[], tier: number) => void,
    index?: CardIndexReader,
  ): Promise<{
    cursor: Cursor | null
    /** VA3: pages or rows that did not open; the caller pulls again. */
    damaged: number
  }>
  /**
   * VA2: makes and stores the index of cards, unless there is one that is fresh enough. Answers whether it did; a base
   * that is damaged or that another tab changes meanwhile is left for another time.
   */
  indexCards(maker: CardIndexMaker): Promise<boolean>
  /** Answers which of the revoked scopes went (SR1). */
  storePull(batch: PullBatch): Promise<string[]>
  cursor(): Promise<Cursor | null>
  standing(): Promise<Standing>
  /** What a pull begins with: both in one look at the disk. */
  beginPull(): Promise<{ cursor: Cursor | null; standing: Standing }>
}

/**
 * Half-filled forms, and what is yet to be told to the server beside the outbox (SE7), sealed (`key` is opaque: form name and
 * record id only).
 */
export interface Drafts {
  save(key: string, value: unknown): Promise<void>
  load(key: string): Promise<unknown>
  remove(key: string): Promise<void>
  keys(): Promise<string[]>
  /** What is stored, and what a form of this tab has asked for: it may store something any moment. */
  known(): Promise<string[]>
  /** SR1: removes these for good: a form that is still open about one stores nothing more. Opened anew, it does. */
  discard(keys: readonly string[]): Promise<void>
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
  /** UUIDs made on this device, to sign in with (CL7): an epoch that the server was not told of yet is not named. */
  readonly deviceId: string
  readonly epoch: string
  readonly numbering: DeviceNumbering
  readonly outbox: Outbox
  readonly journal: Journal
  readonly base: Base
  readonly drafts: Drafts
  readonly settings: SealedSettings
  /** CL4: calls back with what other tabs wrote; returns the way to stop listening. */
  onOtherTab(listener: (changes: OtherTabChanges) => void): () => void
  /** Forgets the key and closes the database. */
  lock(): void
}
