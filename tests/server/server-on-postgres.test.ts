import { afterAll, beforeAll, describe } from 'vitest'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { keepTestDataIn } from '#tests/support/test-store.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
  keepTestDataIn(async () => ({ databaseUrl: await postgres.freshDatabase() }))
})
afterAll(() => postgres.stop())

// I9: what the server answers does not depend on the database, so its tests are the same ones.
describe('[I9] push on PostgreSQL', async () => {
  await import('./push.test.ts')
})
describe('[I9] pull on PostgreSQL', async () => {
  await import('./pull.test.ts')
})
describe('[I9] grants on PostgreSQL', async () => {
  await import('./grants.test.ts')
})
describe('[I9] sign-in on PostgreSQL', async () => {
  await import('./sign-in.test.ts')
})
describe('[I9] passkeys on PostgreSQL', async () => {
  await import('./passkeys.test.ts')
})
describe('[I9] session rotation on PostgreSQL', async () => {
  await import('./session-rotation.test.ts')
})
describe('[I9] devices on PostgreSQL', async () => {
  await import('./devices.test.ts')
})
describe('[I9] recovery on PostgreSQL', async () => {
  await import('./recovery.test.ts')
})
describe('[I9] wipes on PostgreSQL', async () => {
  await import('./wipe.test.ts')
})
describe('[I9] rescues on PostgreSQL', async () => {
  await import('./rescue.test.ts')
})
describe('[I9] accounts on PostgreSQL', async () => {
  await import('./accounts.test.ts')
})
describe('[I9] set-up on PostgreSQL', async () => {
  await import('./setup.test.ts')
})
describe('[I9] door on PostgreSQL', async () => {
  await import('./door.test.ts')
})
describe('[I9] live on PostgreSQL', async () => {
  await import('./live.test.ts')
})
