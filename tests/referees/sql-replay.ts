import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { type Random, randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import { queryPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { createTestClient, type Pulled, type TestClient } from '#tests/support/test-client.ts'
import { documentedPolicies } from './documented-policies.ts'
import { type ReplayLog, type ReplaySender, replaySender } from './replay-sender.ts'

const password = 'demo password 1'
/** Who owns the customers on two devices, another manager, a teller, the lead, consumer protection. */
const people = ['1001', '1001', '1002', '3001', '5001', '6001']

export interface ReplayCounts {
  histories: number
  operations: number
  repeats: number
  epochs: number
  records: number
  issues: number
}

/** A real server process with devices on it, and a referee beside it that knows SQL and what docs/sync.md says. */
export interface ReplayBranch {
  /** One random history: devices work at the same time, until everything is answered. */
  work(random: Random): Promise<ReplayLog>
  /** Computes the records of a history from what was sent, and compares them with what the server serves. */
  judge(log: ReplayLog): Promise<string[]>
  counts: ReplayCounts
  /** One statement in the server's own database, behind its back. */
  tamper(statement: string): Promise<void>
  close(): Promise<void>
}

/** The server keeps its data in SQLite or in PostgreSQL; the referee has a database of its own in PostgreSQL. */
export async function startReplayBranch(
  kind: 'sqlite' | 'postgres',
  postgres: TestPostgres,
  random: Random,
): Promise<ReplayBranch> {
  const policies = await documentedPolicies()
  const referee = new Client({ connectionString: await postgres.freshDatabase() })
  await referee.connect()
  await referee.query(await readFile(join(import.meta.dirname, 'sql-replay.sql'), 'utf8'))
  await fill(referee, 'policies', policies)
  const databaseUrl = kind === 'postgres' ? await postgres.freshDatabase() : undefined
  const server = await startServerProcess({
    demoCustomers: 20,
    demoPassword: password,
    ...(databaseUrl === undefined ? {} : { environment: { DATABASE_URL: databaseUrl } }),
  })
  const file = join(server.folder, 'branchbook.sqlite')
  const query = async (text: string): Promise<unknown[]> => {
    if (databaseUrl !== undefined) return queryPostgres(databaseUrl, text)
    const database = new DatabaseSync(file, { timeout: 5000 })
    try {
      return database.prepare(text).all()
    } finally {
      database.close()
    }
  }
  const senders = await signIn(server.url, random, policies)
  for (const sender of senders) await sender.look()
  const counts = { histories: 0, operations: 0, repeats: 0, epochs: 0, records: 0, issues: 0 }

  return {
    counts,
    async work(chance) {
      const records = new Set<string>()
      const log: ReplayLog = { requests: 0, sent: [], answered: [], records, repeats: 0, epochs: 0 }
      for (const sender of senders) sender.begin(log)
      await workTogether(senders, chance)
      counts.histories += 1
      counts.repeats += log.repeats
      counts.epochs += log.epochs
      counts.records += records.size
      return log
    },
    async judge(log) {
      const served = []
      for (const sender of senders) served.push(...(await sender.changed()))
      const sent = new Set(log.sent.map(({ operation }) => Object(operation).id))
      counts.operations += sent.size
      const audit = await query(
        `select no, at, operation_id, device, code from audit where what = 'operation'`,
      )
      const ours = served.filter(
        ({ type, id, data }) =>
          log.records.has(`${type} ${id}`) ||
          (type === 'sync-issue' && sent.has(Object(data['operation']).id)),
      )
      counts.issues += ours.filter(({ type }) => type === 'sync-issue').length
      await referee.query('truncate sent, answered, audit, served')
      await fill(referee, 'sent', log.sent)
      await fill(referee, 'answered', log.answered)
      await fill(
        referee,
        'audit',
        audit.filter((row) => sent.has(Object(row).operation_id)),
      )
      await fill(referee, 'served', distinctRows(ours))
      const { rows } = await referee.query<{ replay: string }>('select replay()')
      return rows.map(({ replay }) => replay)
    },
    async tamper(statement) {
      await query(statement)
    },
    async close() {
      await referee.end()
      await server.dispose()
    },
  }
}

async function signIn(
  url: string,
  random: Random,
  policies: readonly { record_type: string; field: string; policy: string }[],
): Promise<ReplaySender[]> {
  const policyOf = new Map(
    policies.map(({ record_type, field, policy }) => [`${record_type}.${field}`, policy]),
  )
  const clients: TestClient[] = []
  for (const staffNo of people) {
    const client = createTestClient(url)
    const response = await client.signIn(staffNo, password)
    if (!response.ok) throw new Error(`sign-in of ${staffNo}: ${response.status}`)
    clients.push(client)
  }
  const ownerId = clients[0]?.session.staffId ?? ''
  let given = 0
  const unique = (): string => letters((given += 1))
  return clients.map((client) =>
    replaySender(client, { random, unique, policies: policyOf, ownerId }),
  )
}

/** Several rounds of typing apart and sending at one moment. */
async function workTogether(senders: readonly ReplaySender[], random: Random): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    for (const sender of senders) if (random() < 0.7) sender.type(randomInteger(random, 2, 9))
    const isQuiet = random() < 0.3
    const sending = senders.filter(() => isQuiet || random() < 0.8)
    await Promise.all(sending.map((sender) => sender.push()))
    if (random() < 0.15) await randomItem(random, senders).countAnew()
    for (const sender of sending) {
      await sender.push()
      if (random() < 0.6) await sender.look()
    }
  }
  await Promise.all(senders.map((sender) => sender.push()))
}

/** The same record comes to several colleagues; if they were not served the same, the referee sees two. */
function distinctRows(records: Pulled['records']): unknown[] {
  const rows = records.map(({ type, id, scope, tier: _tier, seq: _seq, ...body }) =>
    JSON.stringify({ type, id, scope, body }),
  )
  return [...new Set(rows)].map((row): unknown => JSON.parse(row))
}

async function fill(client: Client, table: string, rows: readonly unknown[]): Promise<void> {
  const text = `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`
  await client.query(text, [JSON.stringify(rows)])
}

/** Six letters and no word of a number: 1 → baaaaa. */
function letters(count: number): string {
  return Array.from({ length: 6 }, (_, place) =>
    String.fromCharCode(97 + (Math.floor(count / 26 ** place) % 26)),
  ).join('')
}
