import { forgeRequests } from '#tests/faults/forge-requests.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import type { ProveOptions, ProveResult, ProveSection } from './section.ts'

/** On each database; the short run is in `tests/faults`. */
const cases = 50_000

export const forgedSection: ProveSection = {
  id: 'forged',
  title: 'Forged ids, fields, scopes, cursors and bodies sent to a real server',
  run: forgeOften,
}

async function forgeOften({ seed, say }: ProveOptions): Promise<ProveResult> {
  const postgres = await startPostgres()
  try {
    const onSqlite = await forgeRequests({ cases, seed })
    say(`SQLite: ${cases} cases`)
    const databaseUrl = await postgres.freshDatabase()
    const onPostgres = await forgeRequests({ cases, seed, databaseUrl })
    say(`PostgreSQL: ${cases} cases`)
    const counts: Record<string, number> = {}
    for (const { counts: each } of [onSqlite, onPostgres]) {
      for (const [name, count] of Object.entries(each)) counts[name] = (counts[name] ?? 0) + count
    }
    return { counts, violations: [...onSqlite.violations, ...onPostgres.violations] }
  } finally {
    await postgres.stop()
  }
}
