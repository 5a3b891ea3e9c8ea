import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { queryPostgres } from '#tests/support/postgres.ts'
import type { PersistentSender } from './persistent-sender.ts'

/** Where the server keeps its data: a folder with a SQLite file, or a PostgreSQL. */
export type DatabasePlace = { folder: string } | { databaseUrl: string }

const twice = `select operation_id from audit where what = 'operation' and code = 'applied'
  group by operation_id having count(*) > 1`
const applied = `select operation_id from audit where what = 'operation'`

/**
 * I2, I3, I12: everything that was answered is there, none of it twice, and the audit knows each operation. Asked of
 * the database itself in plain SQL and over the wire; answers what is wrong, in words.
 */
export async function findLostOrDoubled(
  senders: readonly PersistentSender[],
  place: DatabasePlace,
): Promise<string[]> {
  const wrong = senders.flatMap((sender) => sender.wrong)
  for (const { operation_id: id } of await query(place, twice))
    wrong.push(`${String(id)} ran twice`)
  const audited = new Set((await query(place, applied)).map((row) => row['operation_id']))
  for (const sender of senders) {
    for (const id of sender.operationIds) if (!audited.has(id)) wrong.push(`${id} is not audited`)
    const { records, checkpoint } = await sender.client.pull()
    if (checkpoint.lastN !== sender.operationIds.length) {
      wrong.push(`lastN ${checkpoint.lastN} of ${sender.operationIds.length}`)
    }
    const found = new Map(records.map(({ id, data }) => [id, data['title']]))
    for (const [id, title] of sender.titles) {
      if (!found.has(id)) wrong.push(`task ${id} is lost`)
      else if (found.get(id) !== title) wrong.push(`task ${id} has another title`)
    }
  }
  return wrong
}

async function query(place: DatabasePlace, sql: string): Promise<Record<string, unknown>[]> {
  if ('databaseUrl' in place) return queryPostgres(place.databaseUrl, sql)
  const database = new DatabaseSync(join(place.folder, 'branchbook.sqlite'), { readOnly: true })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}
