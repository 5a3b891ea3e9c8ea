import { Dexie, type Table } from 'dexie'
import * as z from 'zod/mini'
import { WipeKey } from '#shared/protocol/wipe-message.ts'
import { createConnectionLoss, type ConnectionLoss } from './connection-loss.ts'

/** Bytes as `seal` makes them. */
export type SealedBytes = Uint8Array<ArrayBuffer>

/** VA2: a sealed page or a sealed row; what it holds says the sealed manifest alone. */
export interface PieceRow {
  number: number
  sealed: SealedBytes
}

export interface OutboxRow {
  n: number
  sealed: SealedBytes
}

/** A draft or a setting under a keyed hash of its name. */
export interface NamedRow {
  name: string
  sealed: SealedBytes
}

/** The few clear values of a vault (VA1: random ids, counters and nothing else). */
export const MetaRow = z.discriminatedUnion('key', [
  z.strictObject({ key: z.literal('schema'), epoch: z.number() }),
  z.strictObject({
    key: z.literal('identity'),
    deviceId: z.uuid(),
    epoch: z.uuid(),
    keyId: z.string(),
  }),
  z.strictObject({ key: z.literal('manifest'), generation: z.number(), sealed: z.unknown() }),
  z.strictObject({ key: z.literal('outbox'), lastN: z.number() }),
  // SR3: what an order to wipe this vault is recognised by; absent until the server has given it.
  z.strictObject({ key: z.literal('wipe'), ...WipeKey.shape }),
  // GC2: how numbers here read under the epoch of `identity`; absent until the device counted anew.
  z.strictObject({
    key: z.literal('numbering'),
    offset: z.number(),
    former: z.nullable(z.uuid()),
    offering: z.boolean(),
    serverEpoch: z.nullable(z.uuid()),
  }),
])
export type MetaRow = z.infer<typeof MetaRow>

interface Tables {
  pages: Table<PieceRow, number>
  rows: Table<PieceRow, number>
  outbox: Table<OutboxRow, number>
  /** GC2: operations that a checkpoint confirmed, under the `n` that they had in the outbox. */
  journal: Table<OutboxRow, number>
  drafts: Table<NamedRow, string>
  slots: Table<{ id: string }, string>
  settings: Table<NamedRow, string>
  meta: Table<MetaRow, string>
}
export type VaultDatabase = Dexie & Tables

/** Where databases live; a test or a simulated device brings its own. */
export interface Databases {
  indexedDB?: IDBFactory
  IDBKeyRange?: typeof globalThis.IDBKeyRange
}

/**
 * VA4: two connections to the one database of a vault, because Dexie fixes the durability of
 * its transactions per connection: `strict` for what exists nowhere else, `relaxed` for what
 * can be pulled again. Both open with their first use.
 */
export interface VaultConnections {
  strict: VaultDatabase
  relaxed: VaultDatabase
  loss: ConnectionLoss
  watcher: ConnectionWatcher
}

/** Who wants a database that is open here: an app that knows a newer schema, or one that removes the vault. */
export type DatabaseWish = 'newer-app' | 'removal'

/** What happens to connections from outside, for whoever holds them open. */
export interface ConnectionWatcher {
  /** Another window wants the database. With nobody who sees to it, the connections close at once. */
  onWanted: ((by: DatabaseWish) => void) | null
  /** A connection was closed, perhaps by the browser. */
  onClosed: (() => void) | null
}

export function connectVault(tag: string, databases: Databases): VaultConnections {
  const watcher: ConnectionWatcher = { onWanted: null, onClosed: null }
  const open = (durability: 'strict' | 'relaxed'): VaultDatabase =>
    connect(databaseName(tag), durability, databases, watcher)
  return {
    strict: open('strict'),
    relaxed: open('relaxed'),
    loss: createConnectionLoss(),
    watcher,
  }
}

/** Name of the database of a vault; the tag says nothing about a person. */
export function databaseName(tag: string): string {
  return `branchbook-${tag}`
}

/** Deletes the database of a vault with everything in it. */
export async function deleteDatabase(tag: string, databases: Databases): Promise<void> {
  await new Dexie(databaseName(tag), databases).delete()
}

/** One clear value, parsed; `undefined` when it was never written. */
export async function readMeta<Key extends MetaRow['key']>(
  database: VaultDatabase,
  key: Key,
): Promise<Extract<MetaRow, { key: Key }> | undefined> {
  const stored = await database.meta.get(key)
  if (stored === undefined) return undefined
  const row = MetaRow.parse(stored)
  if (!hasKey(row, key)) throw new Error('A clear value lies under the key of another.')
  return row
}

/** The sealed part of a stored row; anything but bytes counts as bytes that do not open (VA3). */
export function sealedBytes(value: unknown): SealedBytes {
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength)
    : new Uint8Array()
}

function connect(
  name: string,
  durability: 'strict' | 'relaxed',
  databases: Databases,
  watcher: ConnectionWatcher,
): VaultDatabase {
  // VA1: no index besides the primary keys; queries run on the records in memory.
  const database = new Dexie(name, {
    ...databases,
    chromeTransactionDurability: durability,
    cache: 'disabled',
  }) as VaultDatabase
  // A newer app, or a removal, wants the database: give way; the next call here fails loudly.
  database.on('versionchange', ({ newVersion }) => {
    if (watcher.onWanted === null) database.close()
    else watcher.onWanted(newVersion === null ? 'removal' : 'newer-app')
    return false
  })
  database.on('close', () => watcher.onClosed?.())
  database.version(1).stores({
    pages: 'number',
    rows: 'number',
    outbox: 'n',
    drafts: 'name',
    slots: 'id',
    settings: 'name',
    meta: 'key',
  })
  // CL6: the clear version changes in the transaction that changes the tables, so a tab with older code stops writing.
  database
    .version(2)
    .stores({ journal: 'n' })
    .upgrade(async (transaction) => {
      const meta = transaction.table<MetaRow, string>('meta')
      const schema = await meta.get('schema')
      if (schema?.key === 'schema' && schema.epoch === 1)
        await meta.put({ key: 'schema', epoch: 2 })
    })
  // KE8: the tables stay; an app that knows nothing of a former key must not open a vault that has one.
  database
    .version(3)
    .stores({})
    .upgrade(async (transaction) => {
      const meta = transaction.table<MetaRow, string>('meta')
      const schema = await meta.get('schema')
      if (schema?.key === 'schema' && schema.epoch === 2)
        await meta.put({ key: 'schema', epoch: 3 })
    })
  return database
}

function hasKey<Key extends MetaRow['key']>(
  row: MetaRow,
  key: Key,
): row is Extract<MetaRow, { key: Key }> {
  return row.key === key
}

/** Both are closed; what is under way over them ends unheard. */
export function closeConnections({ strict, relaxed }: VaultConnections): void {
  strict.close()
  relaxed.close()
}
