import type { Kysely, Selectable } from 'kysely'
import * as z from 'zod/mini'
import type { Tables } from './schema.ts'

/** A passkey as the server's door knows it. Bytes are base64url, instants ms. */
export interface Passkey {
  id: string
  staffId: string
  credential: string
  /** What its authenticator calls the person: random. */
  userHandle: string
  publicKey: string
  /** How often it was used, as it says itself; 0 for one that does not count. */
  counter: number
  transports: string[]
  synced: boolean
  name: string
  createdAt: number
  lastUsedAt: number | null
}

/** What was given out for one ceremony. */
export interface PasskeyChallenge {
  challenge: string
  /** Purpose, and whoever alone may use it. */
  boundTo: string
  /** To be the name of the person with the authenticator, where a passkey is made. */
  userHandle: string | null
  expiresAt: number
}

const Transports = z.array(z.string())

export function passkeyReader(db: Kysely<Tables>) {
  const all = () => db.selectFrom('passkeys').selectAll()
  return {
    async byId(id: string): Promise<Passkey | undefined> {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && toPasskey(row)
    },
    async byCredential(credential: string): Promise<Passkey | undefined> {
      const row = await all().where('credential', '=', credential).executeTakeFirst()
      return row && toPasskey(row)
    },
    /** The passkeys of these people, the oldest first. */
    async ofStaff(staffIds: readonly string[]): Promise<Passkey[]> {
      if (staffIds.length === 0) return []
      const rows = await all()
        .where('staff_id', 'in', staffIds)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toPasskey)
    },
  }
}

export function passkeyWriter(db: Kysely<Tables>) {
  return {
    ...passkeyReader(db),
    async add(passkey: Passkey): Promise<void> {
      await db
        .insertInto('passkeys')
        .values({
          id: passkey.id,
          staff_id: passkey.staffId,
          credential: passkey.credential,
          user_handle: passkey.userHandle,
          public_key: passkey.publicKey,
          counter: passkey.counter,
          transports: JSON.stringify(passkey.transports),
          synced: passkey.synced ? 1 : 0,
          name: passkey.name,
          created_at: passkey.createdAt,
          last_used_at: passkey.lastUsedAt,
        })
        .execute()
    },
    async setUsed(id: string, { counter, at }: { counter: number; at: number }): Promise<void> {
      await db
        .updateTable('passkeys')
        .set({ counter, last_used_at: at })
        .where('id', '=', id)
        .execute()
    },
    async remove(id: string): Promise<void> {
      await db.deleteFrom('passkeys').where('id', '=', id).execute()
    },
    /** Keeps a challenge until it is taken; forgets those whose time is over at `now` (ms). */
    async addChallenge(challenge: PasskeyChallenge, now: number): Promise<void> {
      await db.deleteFrom('passkey_challenges').where('expires_at', '<=', now).execute()
      await db
        .insertInto('passkey_challenges')
        .values({
          challenge: challenge.challenge,
          bound_to: challenge.boundTo,
          user_handle: challenge.userHandle,
          expires_at: challenge.expiresAt,
        })
        .execute()
    },
    /** SE1: a challenge is good once: whatever becomes of the ceremony, it is not there any more. */
    async takeChallenge(challenge: string, now: number): Promise<PasskeyChallenge | undefined> {
      const row = await db
        .deleteFrom('passkey_challenges')
        .where('challenge', '=', challenge)
        .returningAll()
        .executeTakeFirst()
      if (row === undefined || row.expires_at <= now) return undefined
      return {
        challenge: row.challenge,
        boundTo: row.bound_to,
        userHandle: row.user_handle,
        expiresAt: row.expires_at,
      }
    },
  }
}

function toPasskey(row: Selectable<Tables['passkeys']>): Passkey {
  return {
    id: row.id,
    staffId: row.staff_id,
    credential: row.credential,
    userHandle: row.user_handle,
    publicKey: row.public_key,
    counter: row.counter,
    transports: Transports.parse(JSON.parse(row.transports)),
    synced: row.synced === 1,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}
