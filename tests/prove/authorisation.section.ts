import { judgeWorlds } from '#tests/authorisation/judge-worlds.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import type { ProveOptions, ProveResult, ProveSection } from './section.ts'

/** Size of the long run; the short one is in `tests/authorisation`. */
const cases = { sqlite: 80_000, http: 5_000, postgres: 15_000 }

export const authorisationSection: ProveSection = {
  id: 'authorisation',
  title: 'Operations and pulls of random people, against two referees of who may what',
  run: judgeOften,
}

async function judgeOften({ seed, say }: ProveOptions): Promise<ProveResult> {
  const postgres = await startPostgres()
  try {
    const databaseUrl = await postgres.freshDatabase()
    const ways = [
      { name: 'SQLite', cases: cases.sqlite, way: 'direct' as const },
      { name: 'SQLite over HTTP', cases: cases.http, way: 'http' as const },
      { name: 'PostgreSQL', cases: cases.postgres, way: 'direct' as const, databaseUrl },
    ]
    const counts: Record<string, number> = {}
    const violations: string[] = []
    for (const { name, ...options } of ways) {
      const found = await judgeWorlds({ seed, ...options })
      for (const [what, count] of Object.entries(found.counts)) {
        counts[what] = (counts[what] ?? 0) + count
      }
      violations.push(...found.violations.map((text) => `${name}: ${text}`))
      say(`${name}: ${found.counts.cases} cases`)
    }
    return { counts, violations }
  } finally {
    await postgres.stop()
  }
}
