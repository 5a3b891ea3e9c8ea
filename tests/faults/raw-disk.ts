import { databaseName } from '#vault/database.ts'
import type { VaultDevice } from '#vault/vault-device.ts'

type Row = Record<string, unknown>
/** Every row of every table, as it lies there. */
export type DiskCopy = Record<string, Row[]>

/** Past the vault: everything in its database. */
export function copyOfDisk(device: VaultDevice, tag: string): Promise<DiskCopy> {
  return withDatabase(device, tag, async (database) => {
    const copy: DiskCopy = {}
    for (const table of database.objectStoreNames) {
      copy[table] = await settled(database.transaction(table).objectStore(table).getAll())
    }
    return copy
  })
}

/** Puts back what a copy says, and nothing else. */
export function writeDisk(device: VaultDevice, tag: string, copy: DiskCopy): Promise<void> {
  return withDatabase(device, tag, async (database) => {
    for (const [table, rows] of Object.entries(copy)) {
      const store = database.transaction(table, 'readwrite').objectStore(table)
      await settled(store.clear())
      for (const row of rows) await settled(store.put(row))
    }
  })
}

export function rowKeys(device: VaultDevice, tag: string, table: string): Promise<IDBValidKey[]> {
  return withDatabase(device, tag, (database) =>
    settled(database.transaction(table).objectStore(table).getAllKeys()),
  )
}

export function readRow(
  device: VaultDevice,
  tag: string,
  { table, key }: { table: string; key: IDBValidKey },
): Promise<Row> {
  return withDatabase(device, tag, (database) =>
    settled<Row>(database.transaction(table).objectStore(table).get(key)),
  )
}

/** Writes a row; null takes the one under `key` away. */
export function writeRow(
  device: VaultDevice,
  tag: string,
  table: string,
  row: Row | null,
  key?: IDBValidKey,
): Promise<void> {
  return withDatabase(device, tag, async (database) => {
    const store = database.transaction(table, 'readwrite').objectStore(table)
    await (row === null ? settled(store.delete(key ?? '')) : settled(store.put(row)))
  })
}

async function withDatabase<Value>(
  { databases: { indexedDB } }: VaultDevice,
  tag: string,
  act: (database: IDBDatabase) => Promise<Value>,
): Promise<Value> {
  if (indexedDB === undefined) throw new Error('This device has no database of its own.')
  const database = await settled(indexedDB.open(databaseName(tag)))
  try {
    return await act(database)
  } finally {
    database.close()
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')))
  })
}
