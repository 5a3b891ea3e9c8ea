import { type Kysely, sql } from 'kysely'
import { Client } from 'pg'
import * as z from 'zod/mini'
import type { MovedChannel } from '#server/store/create-store.ts'
import type { Tables } from '#server/store/schema.ts'
import type { DatabaseAddress } from './database-address.ts'
import { connectionConfig } from './postgres-pool.ts'

const channel = 'branchbook_moved'
/** PostgreSQL takes 7,999 bytes; a scope has at most a hundred. */
const scopesPerMessage = 60
/** First and longest wait (ms) before a broken connection is made again. */
const reconnectMs = { first: 50, longest: 5000 }
/** So often (ms) the connection is asked whether it still stands: a line that was cut is silent. */
const heartbeatMs = 20_000

const Message = z.object({ from: z.string(), scopes: z.array(z.string()) })

/**
 * PL5: LISTEN and NOTIFY between the processes on one database. What is told in a transaction is heard after
 * its commit. After a broken connection every scope counts as moved, because nobody knows what was missed.
 * Throws when the first connection cannot be made.
 */
export async function openMovedChannel(
  address: DatabaseAddress,
  { processId, allScopes }: { processId: string; allScopes: () => Promise<string[]> },
): Promise<MovedChannel> {
  let tellOwn: ((scopes: string[]) => void) | undefined
  let client: Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new Client({ ...connectionConfig(address), query_timeout: heartbeatMs })
    // `end` follows every error, also the one of a connection that was cut.
    next.on('error', () => {})
    next.on('notification', ({ payload }) => hear(payload))
    await next.connect()
    try {
      await next.query(`listen ${channel}`)
    } catch (error) {
      await next.end()
      throw error
    }
    // Closed while it was made: nobody else would end it, and the process would never stop.
    if (closed) return next.end()
    client = next
    const heartbeat = setInterval(() => {
      next.query('select 1').catch(() => next.end())
    }, heartbeatMs)
    next.once('end', () => {
      clearInterval(heartbeat)
      client = undefined
      reconnectAfter(reconnectMs.first)
    })
  }

  function reconnectAfter(wait: number): void {
    if (closed) return
    retry = setTimeout(() => {
      reconnect().catch(() => reconnectAfter(Math.min(wait * 2, reconnectMs.longest)))
    }, wait)
  }

  async function reconnect(): Promise<void> {
    await connect()
    await tellAll()
  }

  async function tellAll(): Promise<void> {
    try {
      tellOwn?.(await allScopes())
    } catch {
      // The database does not answer: begin again from the connection, which ends with this.
      await client?.end()
    }
  }

  function hear(payload: string | undefined): void {
    const message = parse(payload)
    // From a process of another version: something moved, and nobody here can read what.
    if (message === undefined) void tellAll()
    // What this process did itself it has told already.
    else if (message.from !== processId) tellOwn?.(message.scopes)
  }

  await connect()
  return {
    async tell(db: Kysely<Tables>, scopes) {
      for (let start = 0; start < scopes.length; start += scopesPerMessage) {
        const part = scopes.slice(start, start + scopesPerMessage)
        const payload = JSON.stringify({ from: processId, scopes: part })
        await sql`select pg_notify(${channel}, ${payload})`.execute(db)
      }
    },
    listen(listener) {
      tellOwn = listener
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}

function parse(payload: string | undefined): z.infer<typeof Message> | undefined {
  try {
    return Message.safeParse(JSON.parse(payload ?? '')).data
  } catch {
    return undefined
  }
}
