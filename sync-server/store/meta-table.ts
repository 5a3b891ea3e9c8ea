import type { Kysely } from 'kysely'
import { numberWriter } from './number-table.ts'
import type { Tables } from './schema.ts'

/** What this server is: `id` for ever, `epoch` new after a restored backup (GC2). */
export interface ServerMeta {
  serverId: string
  serverEpoch: string
  /** Everything in it was generated. */
  demo: boolean
}

/** Complaint numbers have series with the code of a branch and a year; this is none of them. */
const membershipSeries = 'membership'

const identityKeyName = 'identity_key'

export function metaReader(db: Kysely<Tables>) {
  return {
    async get(): Promise<ServerMeta> {
      const rows = await db.selectFrom('meta').selectAll().execute()
      const values = new Map(rows.map(({ key, value }) => [key, value]))
      const serverId = values.get('server_id')
      const serverEpoch = values.get('server_epoch')
      if (serverId === undefined || serverEpoch === undefined) {
        throw new Error('The database has no server id.')
      }
      return { serverId, serverEpoch, demo: values.get('demo') === 'yes' }
    },
    /** The key by which devices mark identity numbers (base64url); undefined until the first device asks. */
    async identityKey(): Promise<string | undefined> {
      const row = await db
        .selectFrom('meta')
        .select('value')
        .where('key', '=', identityKeyName)
        .executeTakeFirst()
      return row?.value
    },
    /** SR1: grows whenever who may see what changes. */
    async membership(): Promise<number> {
      const row = await db
        .selectFrom('numbers')
        .select('last')
        .where('series', '=', membershipSeries)
        .executeTakeFirst()
      return row?.last ?? 0
    },
  }
}

export function metaWriter(db: Kysely<Tables>) {
  return {
    ...metaReader(db),
    /** Gives a new database its identity; one that has it keeps it. */
    async initialise(newId: () => string): Promise<void> {
      const values = [
        { key: 'server_id', value: newId() },
        { key: 'server_epoch', value: newId() },
      ]
      await db
        .insertInto('meta')
        .values(values)
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute()
    },
    /** Keeps the identity key of the organisation; one that is there stays for ever. */
    async keepIdentityKey(key: string): Promise<void> {
      await db
        .insertInto('meta')
        .values({ key: identityKeyName, value: key })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute()
    },
    /** GC2: from now on this database has another history than the devices know. */
    async startHistory(serverEpoch: string): Promise<void> {
      await db
        .updateTable('meta')
        .set({ value: serverEpoch })
        .where('key', '=', 'server_epoch')
        .execute()
    },
    /** SR1: a checkpoint from before this change must take nothing away. */
    async changeMembership(): Promise<void> {
      await numberWriter(db).next(membershipSeries)
    },
    async markAsDemo(): Promise<void> {
      await db.insertInto('meta').values({ key: 'demo', value: 'yes' }).execute()
    },
  }
}
