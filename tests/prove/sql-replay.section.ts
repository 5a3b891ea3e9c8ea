import { seededRandom } from '#shared/domain/seeded-random.ts'
import { startReplayBranch } from '#tests/referees/sql-replay.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import type { ProveOptions, ProveResult, ProveSection } from './section.ts'

/** On each database; the short run is in `tests/referees`. */
const histories = 100

export const sqlReplaySection: ProveSection = {
  id: 'sql-replay',
  title: 'What the server serves, against a replay of its accepted operations in plain SQL',
  run: replayInSql,
}

async function replayInSql({ seed, say }: ProveOptions): Promise<ProveResult> {
  const postgres = await startPostgres()
  const counts: Record<string, number> = {}
  const violations: string[] = []
  try {
    for (const kind of ['sqlite', 'postgres'] as const) {
      const branch = await startReplayBranch(kind, postgres, seededRandom(`${seed} ${kind}`))
      try {
        for (let history = 0; history < histories; history += 1) {
          const random = seededRandom(`${seed} ${kind} ${history}`)
          const differences = await branch.judge(await branch.work(random))
          violations.push(...differences.map((text) => `${kind}, history ${history}: ${text}`))
        }
        for (const [name, count] of Object.entries(branch.counts)) {
          counts[name] = (counts[name] ?? 0) + count
        }
        say(`${kind}: ${histories} histories`)
      } finally {
        await branch.close()
      }
    }
  } finally {
    await postgres.stop()
  }
  return { counts, violations }
}
