import { afterAll, beforeAll, describe } from 'vitest'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { keepTestDataIn } from '#tests/support/test-store.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
  keepTestDataIn(async () => ({ databaseUrl: await postgres.freshDatabase() }))
})
afterAll(() => postgres.stop())

describe('[I9] merging customers on PostgreSQL', async () => {
  await import('./merge.test.ts')
})
