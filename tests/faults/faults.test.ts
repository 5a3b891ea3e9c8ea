import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { comeBackAtOnce } from './herd.ts'
import { killServer } from './kill-server.ts'
import { loseAnswers } from './lose-answers.ts'

const seed = process.env['SEED'] ?? String(Date.now())

let postgres: TestPostgres
beforeAll(async () => {
  console.log(`faults: SEED=${seed}`)
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

test('[I2][I3][I12] a server on SQLite that is killed in its work loses nothing it answered, and does nothing twice', async () => {
  const { counts, violations } = await killServer({ kills: 5, seed })
  expect(violations).toEqual([])
  expect(counts['interrupted']).toBeGreaterThan(0)
}, 90_000)

test('[I2][I3][I12] a server on PostgreSQL that is killed in its work loses nothing it answered, and does nothing twice', async () => {
  const { counts, violations } = await killServer({ kills: 5, seed, postgres })
  expect(violations).toEqual([])
  expect(counts['interrupted']).toBeGreaterThan(0)
}, 90_000)

test('[PU1][I3] an operation whose answer was lost runs once and is answered the same again', async () => {
  const { counts, violations } = await loseAnswers({ lost: 100, seed })
  expect(violations).toEqual([])
  expect(counts['swallow']).toBeGreaterThan(0)
})

test('[PU3] fifty devices that come back at one moment are all in step soon, without a server error', async () => {
  const { violations } = await comeBackAtOnce({ devices: 50, seed })
  expect(violations).toEqual([])
})
