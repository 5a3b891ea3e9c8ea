import type { Kysely, Selectable } from 'kysely'
import { offerLastsMs, type StoredToken } from '#server/session-token.ts'
import type { Tables } from './schema.ts'

/** What a new token is for. */
export interface NewSession {
  staffId: string
  device: string
  expiresAt: number
  /** Hash of the token that was shown for it. */
  parent?: string | null
}

export function sessionReader(db: Kysely<Tables>) {
  return {
    /** The token (only its hash is stored), also one that is spent; undefined when it is unknown or over at `now` (ms). */
    async find(tokenHash: string, now: number): Promise<StoredToken | undefined> {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return row && toToken(row)
    },
    /** The devices with a session at `now` (ms), of these people or of everybody. */
    async devicesOf(staffIds: readonly string[] | 'everybody', now: number): Promise<Set<string>> {
      if (staffIds.length === 0) return new Set()
      const rows = await db
        .selectFrom('sessions')
        .select('device')
        .distinct()
        .$if(staffIds !== 'everybody', (query) => query.where('staff_id', 'in', [...staffIds]))
        .where('spent_at', 'is', null)
        .where('expires_at', '>', now)
        .execute()
      return new Set(rows.map(({ device }) => device))
    },
  }
}

/** SE2: the tokens of one device are one session; they end together. */
export function sessionWriter(db: Kysely<Tables>) {
  async function dropOffers(device: string, before: number): Promise<void> {
    await db
      .deleteFrom('sessions')
      .where('device', '=', device)
      .where('used_at', 'is', null)
      .where('created_at', '<', before)
      .execute()
  }

  return {
    ...sessionReader(db),
    async add(tokenHash: string, session: NewSession, createdAt: number): Promise<void> {
      await db
        .insertInto('sessions')
        .values({
          token_hash: tokenHash,
          staff_id: session.staffId,
          device: session.device,
          created_at: createdAt,
          expires_at: session.expiresAt,
          parent: session.parent ?? null,
          used_at: null,
          seen_at: createdAt,
          spent_at: null,
        })
        .execute()
    },
    /**
     * SE2: this token was used, so it has arrived, and the one that was shown for it is spent, with all before. Others that
     * were given out within minutes of it are not: their answers overtook each other, which of them the browser kept is
     * unknown, and the next one spends them. What nobody has used by now never arrived.
     */
    async use(tokenHash: string, now: number): Promise<void> {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()
      if (row === undefined) return
      const { device, parent, created_at: issuedAt } = row
      await db
        .updateTable('sessions')
        .set({ seen_at: now, used_at: row.used_at ?? now })
        .where('token_hash', '=', tokenHash)
        .execute()
      if (row.used_at !== null) return
      await db
        .updateTable('sessions')
        .set({ spent_at: now })
        .where('device', '=', device)
        .where('token_hash', '!=', tokenHash)
        .where('used_at', 'is not', null)
        .where('spent_at', 'is', null)
        .where((row) =>
          row.or([
            ...(parent === null ? [] : [row('token_hash', '=', parent)]),
            row('created_at', '<', issuedAt - offerLastsMs),
            row('created_at', '>', issuedAt + offerLastsMs),
          ]),
        )
        .execute()
      await dropOffers(device, now - offerLastsMs)
    },
    /** Instant (ms) of the youngest token of a device that nobody has used; undefined when there is none. */
    async lastOfferTo(device: string): Promise<number | undefined> {
      const row = await db
        .selectFrom('sessions')
        .select('created_at')
        .where('device', '=', device)
        .where('used_at', 'is', null)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.created_at
    },
    /** Forgets what was given out to a device before an instant (ms) and never used. */
    dropOffers,
    /** Ends the session of a device; answers whether there was one. */
    async endDevice(device: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('sessions')
        .where('device', '=', device)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
    /** Ends every session of a person but the one of this device. */
    async endOthers(staffId: string, keptDevice: string): Promise<void> {
      await db
        .deleteFrom('sessions')
        .where('staff_id', '=', staffId)
        .where('device', '!=', keptDevice)
        .execute()
    },
    /** Ends every session of a person. */
    async endAll(staffId: string): Promise<void> {
      await db.deleteFrom('sessions').where('staff_id', '=', staffId).execute()
    },
    async dropExpired(now: number): Promise<void> {
      await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
    },
  }
}

function toToken(row: Selectable<Tables['sessions']>): StoredToken {
  return {
    staffId: row.staff_id,
    device: row.device,
    issuedAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    seenAt: row.seen_at,
    spentAt: row.spent_at,
  }
}
