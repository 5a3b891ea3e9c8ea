import type { DatabaseSync, StatementSync, SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/**
 * Kysely over `node:sqlite` with a small pool. A pool of one is the queue of writers: each
 * transaction waits until the one before has ended. Readers of a WAL database never wait for it.
 */
export function nodeSqliteDialect(options: {
  open: () => DatabaseSync
  size: number
  begin: 'begin immediate' | 'begin'
}): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => pooledDriver(options),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

function pooledDriver({ open, size, begin }: Parameters<typeof nodeSqliteDialect>[0]): Driver {
  const all: SqliteConnection[] = []
  const idle: SqliteConnection[] = []
  const waiting: ((connection: SqliteConnection) => void)[] = []
  return {
    init: async () => {},
    acquireConnection: async () => {
      const free = idle.pop()
      if (free !== undefined) return free
      if (all.length < size) {
        const connection = new SqliteConnection(open())
        all.push(connection)
        return connection
      }
      return new Promise((resolve) => waiting.push(resolve))
    },
    releaseConnection: async (connection) => {
      if (!(connection instanceof SqliteConnection)) throw new Error('A foreign connection.')
      const next = waiting.shift()
      if (next === undefined) idle.push(connection)
      else next(connection)
    },
    beginTransaction: async (connection) => run(connection, begin),
    commitTransaction: async (connection) => run(connection, 'commit'),
    rollbackTransaction: async (connection) => run(connection, 'rollback'),
    destroy: async () => {
      for (const connection of all) connection.close()
    },
  }
}

async function run(connection: DatabaseConnection, text: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(text))
}

/** Statements are compiled once for each text; this is most of the speed of small queries. */
const mostStatements = 200

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, { statement: StatementSync; reads: boolean }>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { statement, reads } = this.#prepare(sql)
    // What Kysely compiled from typed queries is what SQLite takes, and the rows are of the type it
    // was asked for; nothing here could look closer.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const values = parameters as SQLInputValue[]
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    if (reads) return { rows: statement.all(...values) as Row[] }
    const { changes } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  // eslint-disable-next-line require-yield -- pages are read by place, so nothing needs a cursor.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming is done by pages.')
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #prepare(text: string): { statement: StatementSync; reads: boolean } {
    const known = this.#statements.get(text)
    if (known !== undefined) return known
    const statement = this.#database.prepare(text)
    const prepared = { statement, reads: statement.columns().length > 0 }
    if (this.#statements.size >= mostStatements) this.#statements.clear()
    this.#statements.set(text, prepared)
    return prepared
  }
}
