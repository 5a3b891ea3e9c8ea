/** The places where a delay, or the end of a tab or of the server, would hurt most. */
export const faultPoints = {
  device: ['save-sealed', 'save-stored', 'base-sealed', 'base-stored', 'push-answered', 'pushed'],
  server: ['push-done', 'push-committed', 'pull-opened'],
  /** While a vault gets a new key; left out of simulated histories, which know no locks. */
  resealing: ['key-replaced', 'row-renewed'],
  /** Inside one operation of a push. */
  operation: ['operation-run'],
  /** SR3: between the steps in which a vault is destroyed. */
  wipe: ['wipe-marked', 'vault-keys-destroyed', 'vault-database-destroyed', 'vault-unlisted'],
} as const
export type FaultPoint = (typeof faultPoints)[keyof typeof faultPoints][number]

type Strike = (point: FaultPoint, where: string) => Promise<void> | undefined

let strike: Strike | undefined

/**
 * What a simulation may do to the code around this point: nothing, a delay, or never to answer. Outside of a simulation
 * nothing is installed and this is one comparison. `where` says whose code it is: a tag of a vault or the id of a device.
 */
export function buggify(point: FaultPoint, where: string): Promise<void> | undefined {
  return strike?.(point, where)
}

/** For simulations alone; `undefined` takes the faults away. */
export function installFaults(next: Strike | undefined): void {
  strike = next
}
