/** A referee in plain SQL: what was sent, in the order of the audit chain, by the policies that docs/sync.md names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '#shared/domain/seeded-random.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { type ReplayBranch, startReplayBranch } from './sql-replay.ts'

const seed = process.env['SEED'] ?? String(Date.now())
const random = seededRandom(seed)

let postgres: TestPostgres
beforeAll(async () => {
  console.log(`sql-replay: SEED=${seed}`)
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe.each(['sqlite', 'postgres'] as const)('a server on %s', (kind) => {
  let branch: ReplayBranch
  beforeAll(async () => {
    branch = await startReplayBranch(kind, postgres, random)
  })
  afterAll(() => branch.close())

  test('[ME1][ME2][ME3][ME5][ME6][ME7][I3][I12] serves what SQL makes of the operations that it accepted', async () => {
    for (let history = 0; history < 2; history += 1) {
      expect(await branch.judge(await branch.work(random))).toEqual([])
    }
    expect(branch.counts.operations).toBeGreaterThan(100)
    expect(branch.counts.repeats).toBeGreaterThan(10)
    expect(branch.counts.issues).toBeGreaterThan(2)
  }, 120_000)

  test('[I3] the referee notices one word that is not what was sent', async () => {
    const log = await branch.work(random)
    const ids = [...log.records].map((record) => `'${record.split(' ')[1]}'`).join(', ')
    await branch.tamper(`update records set body = replace(body, '"title":"字', '"title":"自')
      where type = 'task' and id in (${ids})`)
    const tasks = [...log.records].filter((record) => record.startsWith('task '))
    const differences = await branch.judge(log)
    expect(differences.length).toBeGreaterThan(0)
    expect(tasks.some((task) => differences[0]?.startsWith(`${task}.title: served "自`))).toBe(true)
  }, 120_000)
})
