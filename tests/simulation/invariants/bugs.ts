import type { Journal } from '#tests/simulation/checker/journal.ts'
import type { Simulation } from '#tests/simulation/simulation.ts'

/** PU2: an operation that met a bug, an answer of 500, or a failure that sync reported. */
export function findBugs({ server, devices, counts }: Simulation, journal: Journal): string[] {
  const compared = server.histories === 0 ? (counts.get('scopes compared') ?? 0) : 0
  const unlucky = new Set(
    journal.server.results
      .filter(({ reason }) => reason === 'internal-error')
      .map(({ operation }) => operation),
  )
  const unexpected = [...unlucky]
    .slice(counts.get('bug at operation-run') ?? 0)
    .map((operation) => `[PU2] operation ${operation} met a bug`)
  return [
    // Nothing was damaged here, so there was nothing to repair.
    ...(compared > 0 ? [`[PL4] a scope differed and was compared ${compared} times`] : []),
    ...server.errors.map((error) => `[PU2] the server answered ${error}`),
    ...devices.flatMap(({ name, errors }) => errors.map((error) => `${name} reported ${error}`)),
    ...unexpected,
  ]
}
