import type { Table } from 'dexie'
import { readMeta, type VaultDatabase } from './database.ts'
import { NewerSchemaError } from './vault-errors.ts'

/**
 * Version of what lies in a vault. Raised together with a migration (`database.ts`): 2 brought the journal of
 * acknowledged operations.
 */
export const schemaEpoch = 2

/**
 * VA3: the version that every seal is bound to. It stays while sealed values mean the same, so that a vault of an older
 * version opens as it is; raising it means to seal everything anew.
 */
export const sealEpoch = 1

/**
 * The one way to write into a vault. CL6: a tab with older code never writes into a newer
 * schema, so each write transaction reads the schema epoch first and aborts if it differs.
 * CL3: `body` makes calls of this database only; whatever is sealed was sealed before.
 */
export async function writeTransaction<Value>(
  database: VaultDatabase,
  tables: Table[],
  body: () => Promise<Value>,
): Promise<Value> {
  return database.transaction('rw', [database.meta, ...tables], async () => {
    const schema = await readMeta(database, 'schema')
    if (schema?.epoch !== schemaEpoch) throw new NewerSchemaError()
    return body()
  })
}
