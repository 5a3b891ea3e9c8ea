import { mkdtemp, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { createApp } from '#server/app.ts'
import { createLogger } from '#server/request-log.ts'
import type { Services } from '#server/services.ts'
import { openStore } from '#server/store/open-store.ts'
import { queryPostgres } from '#tests/support/postgres.ts'
import { directDoor, httpDoor, worldNow } from './door.ts'
import { runWorld } from './run-world.ts'
import { postgresReferee, sqliteReferee } from './sql-referee.ts'
import { type WorldPlan, worldPlan } from './world-plan.ts'
import { noCounts, type Place, type WorldCounts } from './world-run.ts'

/** Where the worlds are played: the way of a request, and where the server keeps its data. */
export interface WorldsOptions {
  /** At least so many operations and pulls, and as many worlds more as it takes for half as many pulled rows. */
  cases: number
  seed: string
  way: 'direct' | 'http'
  databaseUrl?: string
}

/** Where there is such a thing, the files are in memory: nothing here is about the disk. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Steps of one world at most. */
const steps = { direct: 240, http: 40 }

/**
 * SC1, SC2, SC5: random people, roles, branches, owners, hand-overs, leavers and complaints; every operation and every pull is
 * judged by views in SQL and by what the API gives back. Answers what was judged, and for a disagreement the smallest plan.
 */
export async function judgeWorlds(options: WorldsOptions): Promise<{
  counts: WorldCounts
  violations: string[]
}> {
  const { cases, seed, way } = options
  const counts = noCounts()
  const playground = await openPlayground(options)
  try {
    const isEnough = () => counts.cases >= cases && counts.rows > cases / 2
    for (let round = 0; !isEnough(); round += 1) {
      const property = fc.asyncProperty(worldPlan({ steps: steps[way] }), async (plan) => {
        const violations = await playground.play(plan, counts)
        if (violations.length > 0) throw new Error(violations.slice(0, 5).join('\n'))
      })
      const found = await fc.check(property, {
        numRuns: 2,
        seed: hashOf(`${seed} ${round}`),
        // A smaller plan is looked for so long (ms) at most.
        interruptAfterTimeLimit: 60_000,
      })
      if (found.failed) {
        const plan = JSON.stringify(found.counterexample?.[0])
        const violations = [`seed ${seed}, round ${round}: ${String(found.errorInstance)}\n${plan}`]
        return { counts, violations }
      }
    }
    return { counts, violations: [] }
  } finally {
    await playground.close()
  }
}

/** One plan alone, such as one that failed once. */
export async function judgeWorld(
  plan: WorldPlan,
  options: Pick<WorldsOptions, 'way' | 'databaseUrl'>,
): Promise<string[]> {
  const playground = await openPlayground(options)
  try {
    return await playground.play(plan, noCounts())
  } finally {
    await playground.close()
  }
}

async function openPlayground({ way, databaseUrl }: Pick<WorldsOptions, 'way' | 'databaseUrl'>) {
  const folder = await mkdtemp(join(memory, 'branchbook-worlds-'))
  const file = join(folder, 'branchbook.sqlite')
  const store = await openStore(databaseUrl === undefined ? { folder } : { databaseUrl }, () =>
    v7(),
  )
  const services: Services = { store, clock: () => worldNow, newId: () => v7(), randomBytes }
  const bugs: string[] = []
  const { app } = await createApp({ services, logger: createLogger('error') })
  if (way === 'http') await app.listen({ port: 0, host: '127.0.0.1' })
  const referee =
    databaseUrl === undefined ? await sqliteReferee(file) : await postgresReferee(databaseUrl)
  const onBug = (error: unknown) => bugs.push(error instanceof Error ? (error.stack ?? '') : '')
  const door = way === 'http' ? httpDoor(app.listeningOrigin) : directDoor(store, onBug)
  const place: Place = { services, door, referee }
  return {
    async play(plan: WorldPlan, counts: WorldCounts): Promise<string[]> {
      if (databaseUrl === undefined) emptySqlite(file)
      else await emptyPostgres(databaseUrl)
      return [...(await runWorld(place, plan, counts)), ...bugs.splice(0)]
    },
    async close(): Promise<void> {
      await referee.close()
      await app.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What a server needs to know of itself; the audit is append-only. All else is of one world. */
const kept = /^(meta|audit|kysely_.*|sqlite_.*)$/u

function emptySqlite(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: false })
  try {
    const tables = database
      .prepare(`select name from sqlite_master where type = 'table'`)
      .all()
      .map(({ name }) => String(name))
      .filter((name) => !kept.test(name))
    database.exec(`begin; ${tables.map((name) => `delete from ${name}`).join('; ')}; commit`)
  } finally {
    database.close()
  }
}

async function emptyPostgres(url: string): Promise<void> {
  const found = await queryPostgres(
    url,
    `select tablename from pg_tables where schemaname = 'public'`,
  )
  const tables = found.map(({ tablename }) => String(tablename)).filter((name) => !kept.test(name))
  await queryPostgres(url, `truncate ${tables.join(', ')}`)
}

/** A seed of fast-check is a 32-bit number. */
function hashOf(text: string): number {
  let value = 17
  for (const character of text) value = Math.trunc(value * 31 + (character.codePointAt(0) ?? 0)) | 0
  return value
}
