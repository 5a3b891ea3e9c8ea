import { patience } from '#tests/simulation/actions/device-actions.ts'
import type { Journal } from '#tests/simulation/checker/journal.ts'
import type { Simulation } from '#tests/simulation/simulation.ts'

interface Row {
  type: string
  id: string
  scope: string
  tier: number
  seq: number
}

/** I6: of what a device's cursor covers, every row that the server still has at that seq is on the device. */
export async function findCursorsAhead(
  { server, devices, world }: Simulation,
  { people }: Journal,
): Promise<string[]> {
  const { rows, epoch } = server.look((database) => ({
    rows: database
      .prepare('select type, id, scope, tier, seq from records')
      .all() as unknown as Row[],
    epoch: database.prepare("select value from meta where key = 'server_epoch'").get()?.['value'],
  }))
  const found: string[] = []
  for (const { name, tabs, person } of devices) {
    const [tab] = tabs
    if (tab === undefined) continue
    const isAtWork = people.some(({ id, active }) => id === person.id && active)
    // A fault that still delays a write of this device delays the reading behind it, too.
    const reading = Promise.all([tab.vault.base.cursor(), tab.replica.whenLoaded()])
    if (!(await world.clock.until(reading, patience))) {
      found.push(`[I7] ${name} does not say where it stands`)
      continue
    }
    const [cursor] = await reading
    if (cursor === null) continue
    // GC2: who left before the device could hear of a restored backup stands in the history before it.
    if (!isAtWork && cursor.serverEpoch !== epoch) continue
    const held = new Map(
      tab.replica
        .scopes()
        .flatMap((scope) => tab.replica.places(scope).map((place) => [keyOf(place), place.seq])),
    )
    for (const row of rows) {
      const position = cursor.positions[row.scope]?.[row.tier] ?? 0
      // SC2: a restricted complaint may name the person himself, a task be between two others; they never come.
      const isShared =
        row.scope.startsWith('complaints-restricted:') ||
        (row.scope.startsWith('staff:') && row.scope !== `staff:${person.id}`)
      if (row.seq > position || isShared) continue
      if ((held.get(keyOf(row)) ?? 0) < row.seq) {
        found.push(
          `[I6] ${name} stands at ${position} in ${row.scope} and lacks ${keyOf(row)} of ${row.seq}`,
        )
      }
    }
  }
  return found
}

function keyOf({ type, id }: { type: string; id: string }): string {
  return `${type}|${id}`
}
