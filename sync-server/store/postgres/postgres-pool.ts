import {
  CompiledQuery,
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely'
import { type ClientConfig, Pool, type PoolClient, type QueryResult, types } from 'pg'
import { longestPushMs } from '#shared/protocol/push-message.ts'
import type { Tables } from '#server/store/schema.ts'
import { StoreUnavailable } from '#server/store/store-unavailable.ts'
import type { DatabaseAddress } from './database-address.ts'

/** A transaction whose process hangs gives up its locks after so many ms. */
const longestIdleTransactionMs = 60_000
/** So long (ms) a new connection may take by itself. */
const longestConnectMs = 30_000

/** The type number of `int8`, which JavaScript has no exact type for. */
const int8 = 20

/** SE9: an answer is only given for what would survive a power cut, whatever the database or the user is set to. */
const waitForDisk = `select set_config('synchronous_commit', 'on', false)
  where current_setting('synchronous_commit') = 'off'`

/** What all connections to this database have in common. */
export function connectionConfig({ url }: DatabaseAddress): ClientConfig {
  return {
    connectionString: url,
    application_name: 'branchbook',
    keepAlive: true,
    connectionTimeoutMillis: longestConnectMs,
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === int8 ? safeInteger : types.getTypeParser(type, format),
    },
  }
}

/**
 * Kysely over at most `size` connections. `writes` may not stay idle in a transaction, because it holds locks; a reader
 * may, for as long as a line is slow. `patienceMs`: so long a free connection is waited for.
 */
export function postgresPool(
  address: DatabaseAddress,
  {
    size,
    writes,
    patienceMs = longestPushMs,
  }: { size: number; writes: boolean; patienceMs?: number | undefined },
): Kysely<Tables> {
  const pool = new Pool({
    ...connectionConfig(address),
    max: size,
    // PU3: in a crowd one waits for a free connection as long as a device waits for its answer, and gets no 5xx before.
    connectionTimeoutMillis: patienceMs,
    ...(writes ? { idle_in_transaction_session_timeout: longestIdleTransactionMs } : {}),
  })
  pool.on('error', heardElsewhere)
  pool.on('connect', (client) => client.on('error', heardElsewhere))
  const clients = new WeakMap<PoolClient, PostgresPoolClient>()
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => {
          const client = await connected(pool)
          const checked = clients.get(client) ?? checkedClient(client)
          clients.set(client, checked)
          return checked
        },
        end: () => pool.end(),
      },
      onCreateConnection: async (connection) => {
        if (writes) await connection.executeQuery(CompiledQuery.raw(waitForDisk))
      },
    }),
  })
}

/** Throws `StoreUnavailable` when there is none in time: that is no bug, and the device comes again. */
async function connected(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw new StoreUnavailable(error)
  }
}

/**
 * The pool takes a broken connection out, and whoever uses it gets the error with the next query. Without somebody who
 * listens, Node would end the process for a connection that nobody uses.
 */
function heardElsewhere(): void {}

/**
 * PU1: PostgreSQL answers the commit of a transaction in which a statement failed with a roll-back and no error. Nobody
 * may take that for a commit.
 */
function checkedClient(client: PoolClient): PostgresPoolClient {
  function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('Streaming is done by pages.')
    return text === 'commit' ? commit(client) : client.query(text, values.map(storable))
  }
  return { query, release: () => client.release() }
}

async function commit(client: PoolClient): Promise<QueryResult> {
  const result = await client.query('commit')
  if (result.command === 'COMMIT') return result
  throw new Error('The transaction was rolled back: a statement in it had failed.')
}

/** PostgreSQL has no character 0. As `�` it finds nothing and can be seen; an error would be ours (PU2). */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '\uFFFD')
  return Array.isArray(value) ? value.map(storable) : value
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error('A number of the database is above 2^53.')
  return value
}
