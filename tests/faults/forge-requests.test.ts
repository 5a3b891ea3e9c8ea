import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { forgeRequests } from './forge-requests.ts'

const seed = process.env['SEED'] ?? String(Date.now())

let postgres: TestPostgres
beforeAll(async () => {
  console.log(`forge-requests: SEED=${seed}`)
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

test.each([
  ['SQLite', 1600],
  ['PostgreSQL', 400],
])(
  '[SE3][SC5] forged requests to a server on %s, %i of them, are refused or have outcomes, and change nothing of others',
  async (database, cases) => {
    const place = database === 'SQLite' ? {} : { databaseUrl: await postgres.freshDatabase() }
    const { counts, violations } = await forgeRequests({ cases, seed, ...place })
    expect(violations).toEqual([])
    expect(counts['refused']).toBeGreaterThan(cases / 4)
    expect(counts['outcomes']).toBeGreaterThan(cases / 4)
  },
  120_000,
)
