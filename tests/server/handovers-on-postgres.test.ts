import { afterAll, beforeAll, describe } from 'vitest'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { keepTestDataIn } from '#tests/support/test-store.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
  keepTestDataIn(async () => ({ databaseUrl: await postgres.freshDatabase() }))
})
afterAll(() => postgres.stop())

// I9: what moves whole portfolios leans on the database most, so the same tests run on the other one.
describe('[I9] hand-overs on PostgreSQL', async () => {
  await import('./handover.test.ts')
})
describe('[I9] handed-over work on PostgreSQL', async () => {
  await import('./handed-over-work.test.ts')
})
describe('[I9] membership on PostgreSQL', async () => {
  await import('./membership.test.ts')
})
describe('[I9] compare on PostgreSQL', async () => {
  await import('./compare.test.ts')
})
describe('[I9] loss reports on PostgreSQL', async () => {
  await import('./loss-reports.test.ts')
})
describe('[I9] epochs on PostgreSQL', async () => {
  await import('./epoch.test.ts')
})
