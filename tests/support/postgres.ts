import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
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
  /** Ends all connections and removes everything, unless other test files use it, too. */
  stop(): Promise<void>
}

export interface TestPostgresOptions {
  /** Waits for the disk at each commit, as a real one does; for measurements. */
  durable?: boolean
}

/** Where the one cluster of a test run is asked for (`one-postgres.ts`); unset outside of one. */
export const sharedCluster = 'BRANCHBOOK_TEST_POSTGRES'

export async function startPostgres({
  durable = false,
}: TestPostgresOptions = {}): Promise<TestPostgres> {
  const broker = durable ? undefined : process.env[sharedCluster]
  const { address, stop } =
    broker === undefined ? await startCluster({ durable }) : await shareCluster(broker)
  return {
    async freshDatabase() {
      const name = `branchbook_${randomBytes(6).toString('hex')}`
      await queryPostgres(`${address}/postgres`, `create database ${name}`)
      return `${address}/${name}`
    },
    async breakConnections(url) {
      const name = new URL(url).pathname.slice(1)
      const ended = await queryPostgres(
        `${address}/postgres`,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      )
      return ended.length
    },
    stop,
  }
}

/** A cluster in a process of its own. */
export async function startCluster({
  durable,
}: Required<TestPostgresOptions>): Promise<{ address: string; stop: () => Promise<void> }> {
  const script = fileURLToPath(new URL('./postgres-cluster.ts', import.meta.url))
  const child = spawn(process.execPath, [script, ...(durable ? ['durable'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const address = await firstLine(child)
  return {
    address,
    async stop() {
      if (child.exitCode !== null) return
      const exited = once(child, 'exit')
      child.stdin?.end()
      await exited
    },
  }
}

async function shareCluster(broker: string): ReturnType<typeof startCluster> {
  const response = await fetch(broker)
  const answer = await response.text()
  if (!response.ok) throw new Error(`PostgreSQL did not start: ${answer}`)
  return { address: answer, stop: async () => {} }
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
