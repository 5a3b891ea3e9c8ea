/** Two oracles beside the server: SQL written from docs/sync.md, and what the API gives back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { judgeWorld, judgeWorlds } from './judge-worlds.ts'
import { knownWorlds } from './known-worlds.ts'

const seed = process.env['SEED'] ?? String(Date.now())

let postgres: TestPostgres
beforeAll(async () => {
  console.log(`authorisation: SEED=${seed}`)
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

test.each([
  ['SQLite', 'direct', 9_400],
  ['SQLite over HTTP', 'http', 300],
  ['PostgreSQL', 'direct', 300],
] as const)(
  '[SC1][SC2][SC5][SE2] on %s (%s) %i operations and pulls of random people get what two referees allow, no more and no less',
  async (database, way, cases) => {
    const place = database === 'PostgreSQL' ? { databaseUrl: await postgres.freshDatabase() } : {}
    const { counts, violations } = await judgeWorlds({ cases, seed, way, ...place })
    expect(violations).toEqual([])
    expect(counts.cases).toBeGreaterThanOrEqual(cases)
    // It would be no proof if hardly anything were allowed, or hardly anything forbidden.
    expect(counts.allowed).toBeGreaterThan(cases / 10)
    expect(counts.forbidden).toBeGreaterThan(cases / 5)
    expect(counts.rows).toBeGreaterThan(cases / 2)
  },
  240_000,
)

test.each(Object.entries(knownWorlds))('%s', async (_, plan) => {
  expect(await judgeWorld(plan, { way: 'direct' })).toEqual([])
})
