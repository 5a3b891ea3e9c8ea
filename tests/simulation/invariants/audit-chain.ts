import { verifyAuditChain } from '#server/audit-chain.ts'
import type { Journal } from '#tests/simulation/checker/journal.ts'
import type { Simulation } from '#tests/simulation/simulation.ts'

/** I12: the chain verifies, and every operation that has a result is in it. */
export async function findAuditGaps({ server }: Simulation, journal: Journal): Promise<string[]> {
  const verdict = await server.read(({ audit }) => verifyAuditChain(audit))
  const broken = verdict.ok ? [] : [`[I12] the audit chain is broken at row ${verdict.brokenAt}`]
  const audited = new Set(journal.server.audit.map(({ operation }) => operation))
  const missing = journal.server.results.filter(({ operation }) => !audited.has(operation))
  return [
    ...broken,
    ...missing.map(({ operation }) => `[I12] operation ${operation} is not in the audit chain`),
  ]
}
