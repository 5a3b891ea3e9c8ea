import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export interface StoredSession {
  staffId: string
  device: string
  expiresAt: number
}

export function sessionReader(db: Kysely<Tables>) {
  return {
    /** The session of a token (only its hash is stored); undefined when it is unknown or over at `now` (ms). */
    async find(tokenHash: string, now: number): Promise<StoredSession | undefined> {
      const row = await db
        .selectFrom('sessions')
        .select(['staff_id', 'device', 'expires_at'])
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return row && { staffId: row.staff_id, device: row.device, expiresAt: row.expires_at }
    },
  }
}

export function sessionWriter(db: Kysely<Tables>) {
  return {
    ...sessionReader(db),
    async add(tokenHash: string, session: StoredSession, createdAt: number): Promise<void> {
      await db
        .insertInto('sessions')
        .values({
          token_hash: tokenHash,
          staff_id: session.staffId,
          device: session.device,
          created_at: createdAt,
          expires_at: session.expiresAt,
        })
        .execute()
    },
    async end(tokenHash: string): Promise<void> {
      await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
    },
    /** Ends every session of a person but the one named. */
    async endOthers(staffId: string, keptTokenHash: string): Promise<void> {
      await db
        .deleteFrom('sessions')
        .where('staff_id', '=', staffId)
        .where('token_hash', '!=', keptTokenHash)
        .execute()
    },
    /** Ends every session of a person who left. */
    async endAll(staffId: string): Promise<void> {
      await db.deleteFrom('sessions').where('staff_id', '=', staffId).execute()
    },
    async dropExpired(now: number): Promise<void> {
      await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
    },
  }
}
