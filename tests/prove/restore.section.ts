import { restoreBackups } from '#tests/faults/restore-backup.ts'
import type { ProveOptions, ProveResult, ProveSection } from './section.ts'

/** Servers, and how often each is put back; the short run is in `tests/faults`. */
const servers = 10
const restores = 5

export const restoreSection: ProveSection = {
  id: 'restore',
  title: 'A backup restored with devices ahead of it',
  run: restoreOften,
}

async function restoreOften({ seed, say }: ProveOptions): Promise<ProveResult> {
  const counts: Record<string, number> = {}
  const violations: string[] = []
  for (let server = 0; server < servers; server += 1) {
    const found = await restoreBackups({ restores, seed: `${seed} ${server}` })
    for (const [name, count] of Object.entries(found.counts)) {
      counts[name] = (counts[name] ?? 0) + count
    }
    violations.push(...found.violations.map((text) => `server ${server}: ${text}`))
    say(`${server + 1} of ${servers} servers`)
  }
  return { counts, violations }
}
