import type { Table } from 'dexie'
import { readMeta, type VaultDatabase } from './database.ts'
import { NewerSchemaError, VaultGoneError, VaultLockedError } from './vault-errors.ts'

/**
 * Version of what lies in a vault. Raised together with a migration (`database.ts`): 2 brought the journal of
 * acknowledged operations, 3 the former key (KE8), under which an older app would take everything for damaged.
 */
export const schemaEpoch = 3

/**
 * VA3: the version that every seal is bound to. It stays while sealed values mean the same, so that a vault of an older
 * version opens as it is; raising it means to seal everything anew.
 */
export const sealEpoch = 1

const keysOfConnections = new WeakMap<VaultDatabase, string>()

/** KE8: from here on nothing is written over this connection once the vault has another key than this one. */
export function bindToKey(database: VaultDatabase, keyId: string): void {
  keysOfConnections.set(database, keyId)
}

/**
 * The one way to write into a vault. CL6: a tab with older code never writes into a newer
 * schema, so each write transaction reads the schema epoch first and aborts if it differs. KE8: nor does a tab with a former
 * key; that one is locked, and unlocking it brings the new one.
 * CL3: `body` makes calls of this database only; whatever is sealed was sealed before.
 */
export async function writeTransaction<Value>(
  database: VaultDatabase,
  tables: Table[],
  body: () => Promise<Value>,
): Promise<Value> {
  return database.transaction('rw', [database.meta, ...tables], async () => {
    const [schema, identity] = await Promise.all([
      readMeta(database, 'schema'),
      readMeta(database, 'identity'),
    ])
    if (schema === undefined) throw new VaultGoneError()
    if (schema.epoch !== schemaEpoch) throw new NewerSchemaError()
    const key = keysOfConnections.get(database)
    if (key !== undefined && identity?.keyId !== key) throw new VaultLockedError()
    return body()
  })
}
