import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client, type QueryResultRow } from 'pg'

/** A real PostgreSQL from npm, on a free port and in a temporary folder; it ends with the one who started it. */
export interface TestPostgres {
  /** Makes an empty database; its address is what `DATABASE_URL` takes. */
  freshDatabase(): Promise<string>
  /** Ends every connection to a database, as a restart or a broken network would; answers how many there were. */
  breakConnections(url: string): Promise<number>
  /** Ends all connections and removes everything. */
  stop(): Promise<void>
}

export interface TestPostgresOptions {
  /** Waits for the disk at each commit, as a real one does; for measurements. */
  durable?: boolean
}

export async function startPostgres({
  durable = false,
}: TestPostgresOptions = {}): Promise<TestPostgres> {
  const script = fileURLToPath(new URL('./postgres-cluster.ts', import.meta.url))
  const child = spawn(process.execPath, [script, ...(durable ? ['durable'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const server = await firstLine(child)
  let databases = 0
  return {
    async freshDatabase() {
      databases += 1
      const name = `branchbook_${databases}`
      await queryPostgres(`${server}/postgres`, `create database ${name}`)
      return `${server}/${name}`
    },
    async breakConnections(url) {
      const name = new URL(url).pathname.slice(1)
      const ended = await queryPostgres(
        `${server}/postgres`,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      )
      return ended.length
    },
    async stop() {
      if (child.exitCode !== null) return
      const exited = once(child, 'exit')
      child.stdin?.end()
      await exited
    },
  }
}

/** Runs one statement on a connection of its own and answers its rows; `int8` comes as text. */
export async function queryPostgres(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<QueryResultRow[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<QueryResultRow>(text, values)
    return rows
  } finally {
    await client.end()
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The output of PostgreSQL cannot be read.')
  const ended = once(child, 'exit').then(() => {
    throw new Error('PostgreSQL did not start; see above.')
  })
  const lines = createInterface({ input: child.stdout })
  const line = once(lines, 'line').then(([line]) => String(line))
  return Promise.race([line, ended])
}
