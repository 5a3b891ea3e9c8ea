import { fail, ok, type Result } from '#shared/domain/result.ts'
import * as z from 'zod/mini'
import type { ConnectionLoss } from './connection-loss.ts'
import { sealedBytes, type NamedRow, type VaultDatabase } from './database.ts'
import { fromBytes, toBytes } from './json-bytes.ts'
import { writeTransaction } from './schema-gate.ts'
import type { Sealer } from './seal.ts'

/** Sealed values by name; the name lies inside the seal and its keyed hash outside (VA1). */
export interface NamedValues {
  /** `undefined` if there is none; an error if there is one that does not open (VA3). */
  get(name: string): Promise<Result<unknown, { type: 'unreadable' }>>
  set(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
  /** Names of all values, and how many do not open. */
  names(): Promise<{ names: string[]; unreadable: number }>
}

/** What lies inside of the seal of a named value. */
export const Named = z.strictObject({ name: z.string(), value: z.unknown() })

/** Named values of one table; the connection decides how durable they are. */
export function createNamedValues(
  database: VaultDatabase,
  table: 'drafts' | 'settings',
  { sealer, loss: { unlessLost } }: { sealer: Sealer; loss: ConnectionLoss },
): NamedValues {
  async function open(
    row: NamedRow,
  ): Promise<Result<z.infer<typeof Named>, { type: 'unreadable' }>> {
    const opened = await sealer.open(table, row.name, sealedBytes(row.sealed))
    return opened.ok ? ok(Named.parse(fromBytes(opened.value))) : fail(opened.error)
  }

  return {
    async get(name) {
      const keys = await sealer.namesOf(table, name)
      const rows = await unlessLost(database[table].bulkGet(keys))
      const row = rows.find((one) => one !== undefined)
      if (row === undefined) return ok(undefined)
      const opened = await open(row)
      return opened.ok ? ok(opened.value.value) : opened
    },
    async set(name, value) {
      const [key, ...former] = await sealer.namesOf(table, name)
      const sealed = await sealer.seal(table, key, toBytes({ name, value: value ?? null }))
      await unlessLost(
        writeTransaction(database, [database[table]], async () => {
          await database[table].put({ name: key, sealed })
          if (former.length > 0) await database[table].bulkDelete(former)
        }),
      )
    },
    async remove(name) {
      const keys = await sealer.namesOf(table, name)
      await unlessLost(
        writeTransaction(database, [database[table]], () => database[table].bulkDelete(keys)),
      )
    },
    async names() {
      sealer.keys()
      const opened = await Promise.all((await unlessLost(database[table].toArray())).map(open))
      const names = opened.flatMap((row) => (row.ok ? [row.value.name] : []))
      return { names, unreadable: opened.length - names.length }
    },
  }
}
