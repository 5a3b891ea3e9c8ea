import type { Journal } from '#tests/simulation/checker/journal.ts'
import type { Simulation } from '#tests/simulation/simulation.ts'
import { findAuditGaps } from './audit-chain.ts'
import { findCursorsAhead } from './cursor.ts'
import { findBugs } from './bugs.ts'

/** What the referee cannot see from outside: cursors on the disk, the hashes of the audit chain, errors on the way. */
export async function checkInvariants(simulation: Simulation, journal: Journal): Promise<string[]> {
  return [
    ...(await findCursorsAhead(simulation, journal)),
    ...(await findAuditGaps(simulation, journal)),
    ...findBugs(simulation, journal),
  ]
}
