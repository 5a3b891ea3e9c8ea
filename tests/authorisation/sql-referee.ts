/** The first oracle: views in plain SQL over the server's tables. It imports nothing of the product. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'

/** What somebody asks for, as it is sent. */
export interface Asked {
  staff: string
  operation: Record<string, unknown>
}

/** `nothing`: as if there were no such record; `erased`: it was, and is not spoken of any more. */
export type Verdict = 'yes' | 'no' | 'nothing' | 'erased'

export interface ReadableRow {
  staff: string
  type: string
  id: string
  seq: number
  scope: string
}

export interface StoredRow {
  type: string
  id: string
  scope: string
  body: string
}

/** The state that was committed last, as the rules of docs/sync.md judge it. */
export interface SqlReferee {
  /** SC5: one verdict for each request, in their order. */
  judge(asked: readonly Asked[]): Promise<Verdict[]>
  /** SC2: every row that each active person may read. */
  readable(): Promise<ReadableRow[]>
  /** SC2: the scopes that each active person holds now. */
  held(): Promise<Map<string, Set<string>>>
  /** SC1: records that did not lie where they belong when it looked last. */
  misplaced(): Promise<string[]>
  /** Every record as it is stored. */
  stored(): Promise<StoredRow[]>
  close(): Promise<void>
}

/** Runs statements; the one thing that differs is how. */
interface Sql {
  script(text: string): Promise<void>
  rows(text: string): Promise<Record<string, unknown>[]>
  ask(asked: readonly Asked[]): Promise<void>
  close(): Promise<void>
}

const sqliteInput = `
create temp table requests (no integer, staff text, operation text);
create temp view documents as select type, id, scope, seq, body from records;
create temp view touched as
select r.no, change.key as field, change.value ->> 'to' as wanted
  from requests r, json_each(r.operation -> 'args' -> 'changes') change
union all select no, operation -> 'args' ->> 'field', '' from requests
  where operation ->> 'kind' in ('edit-text', 'add', 'remove');
create temp view writers as
select type, id, body ->> 'createdBy' as writer from documents
union select type, id, body ->> 'updatedBy' from documents
union select d.type, d.id, stamp.value ->> 'by' from documents d, json_each(d.body -> 'stamps') stamp;`

const postgresInput = `
create temp table requests (no integer, staff text, operation jsonb);
create temp view documents as select type, id, scope, seq, body::jsonb as body from records;
create temp view touched as
select r.no, change.key as field, change.value ->> 'to' as wanted
  from requests r, jsonb_each(r.operation -> 'args' -> 'changes') change
union all select no, operation -> 'args' ->> 'field', '' from requests
  where operation ->> 'kind' in ('edit-text', 'add', 'remove');
create temp view writers as
select type, id, body ->> 'createdBy' as writer from documents
union select type, id, body ->> 'updatedBy' from documents
union select d.type, d.id, stamp.value ->> 'by' from documents d, jsonb_each(d.body -> 'stamps') stamp;`

/** A referee of a server that keeps its data in this SQLite file. */
export async function sqliteReferee(file: string): Promise<SqlReferee> {
  // It only makes tables that are its own and gone with it.
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  database.exec('pragma temp_store = memory')
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const prepare = (text: string) => {
    const statement = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, statement)
    return statement
  }
  return referee(sqliteInput, {
    script: async (text) => database.exec(text),
    rows: async (text) => prepare(text).all(),
    ask: async (asked) => {
      database.exec('delete from requests')
      const insert = prepare('insert into requests values (?, ?, ?)')
      for (const [no, { staff, operation }] of asked.entries()) {
        insert.run(no, staff, JSON.stringify(operation))
      }
    },
    close: async () => database.close(),
  })
}

/** A referee of a server that keeps its data in this PostgreSQL database. */
export async function postgresReferee(url: string): Promise<SqlReferee> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return referee(postgresInput, {
    script: async (text) => {
      await client.query(text)
    },
    rows: async (text) => (await client.query<Record<string, unknown>>(text)).rows,
    ask: async (asked) => {
      const rows = asked.map(({ staff, operation }, no) => ({ no, staff, operation }))
      await client.query('delete from requests')
      await client.query(
        'insert into requests select * from jsonb_populate_recordset(null::requests, $1::jsonb)',
        [JSON.stringify(rows)],
      )
    },
    close: () => client.end(),
  })
}

async function referee(input: string, sql: Sql): Promise<SqlReferee> {
  const rules = await readFile(join(import.meta.dirname, 'rules.sql'), 'utf8')
  const takeIn = await readFile(join(import.meta.dirname, 'rules-input.sql'), 'utf8')
  await sql.script(input)
  await sql.script(rules)
  const look = async (asked: readonly Asked[]) => {
    await sql.ask(asked)
    await sql.script(takeIn)
  }
  return {
    async judge(asked) {
      await look(asked)
      const rows = await sql.rows('select no, verdict from verdicts order by no')
      if (rows.length !== asked.length) throw new Error('The referee has not judged each of them.')
      return rows.map(({ verdict }) => verdictOf(verdict))
    },
    async readable() {
      await look([])
      const rows = await sql.rows('select staff, type, id, seq, scope from readable')
      return rows.map(({ staff, type, id, seq, scope }) => {
        return { ...names({ staff, type, id, scope }), seq: Number(seq) }
      })
    },
    async held() {
      const rows = await sql.rows('select staff, kind, holder from holds')
      const held = new Map<string, Set<string>>()
      for (const { staff, kind, holder } of rows) {
        const of = held.get(String(staff)) ?? new Set()
        held.set(
          String(staff),
          of.add(kind === 'org' ? 'org' : `${String(kind)}:${String(holder)}`),
        )
      }
      return held
    },
    async misplaced() {
      const rows = await sql.rows('select * from misplaced')
      return rows.map((row) => JSON.stringify(row))
    },
    async stored() {
      const rows = await sql.rows('select type, id, scope, body from records')
      return rows.map(({ type, id, scope, body }) => names({ type, id, scope, body }))
    },
    close: () => sql.close(),
  }
}

function names<Name extends string>(row: Record<Name, unknown>): Record<Name, string> {
  const entries = Object.entries(row).map(([name, value]) => [name, String(value)])
  return Object.fromEntries(entries) as Record<Name, string>
}

function verdictOf(value: unknown): Verdict {
  if (value === 'yes' || value === 'no' || value === 'nothing' || value === 'erased') return value
  throw new Error(`The referee says ${String(value)}.`)
}
