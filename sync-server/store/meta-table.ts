import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** What this server is: `id` for ever, `epoch` new after a restored backup (GC2). */
export interface ServerMeta {
  serverId: string
  serverEpoch: string
  /** Everything in it was generated. */
  demo: boolean
}

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
    async markAsDemo(): Promise<void> {
      await db.insertInto('meta').values({ key: 'demo', value: 'yes' }).execute()
    },
  }
}
