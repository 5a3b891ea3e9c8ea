import type { Table } from 'dexie'
import { readMeta, type VaultDatabase } from './database.ts'
import { NewerSchemaError } from './vault-errors.ts'

/** Version of what lies in a vault. Raised together with a migration; part of every seal (VA3). */
export const schemaEpoch = 1

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
