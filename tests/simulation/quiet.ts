import { openTabs, patience } from './actions/device-actions.ts'
import { findDifferences } from './checker/convergence.ts'
import type { Simulation } from './simulation.ts'
import { fair } from './world/network.ts'
import { writeJournal } from './write-journal.ts'

/** I7: once the faults stop, everything has arrived after so many rounds at the latest. */
const mostRounds = 8
/** Virtual ms of one round. */
const roundLength = 2_500
/** A scope that differs is asked for as a whole again only after this (ms). */
const repairPause = 11 * 60_000

/** Ends all faults and lets the devices come to rest; answers what is still not in order, and in how many rounds. */
export async function quieten(simulation: Simulation): Promise<{ rounds: number; open: string[] }> {
  const { server, devices, world } = simulation
  simulation.armed.length = 0
  // A killed server that comes back by itself does it now.
  await world.clock.pass(2_000)
  if (!server.isUp) await server.start()
  for (const { line } of devices) Object.assign(line, { weather: fair, isCut: false })
  let open: string[] = []
  for (let round = 1; round <= mostRounds; round += 1) {
    for (const device of devices) {
      for (const tab of await openTabs(simulation, device)) {
        if (tab.engine.status.current().phase === 'signed-out') {
          await world.clock.until(device.signIn(), patience)
        }
        tab.wake('online')
      }
    }
    await world.clock.pass(round === mostRounds - 2 ? repairPause : roundLength)
    open = whatIsOpen(simulation)
    if (open.length === 0) return { rounds: round, open }
  }
  return { rounds: mostRounds, open }
}

function whatIsOpen(simulation: Simulation): string[] {
  const journal = writeJournal(simulation)
  const atWork = simulation.devices.filter(({ person: { id } }) =>
    journal.people.some((person) => person.id === id && person.active),
  )
  const waiting = atWork.flatMap(({ name, tabs }) =>
    tabs.flatMap(({ replica, engine }) => {
      const count = replica.pending().length
      const { phase } = engine.status.current()
      return count === 0 ? [] : [`[I7] ${name} still has ${count} changes waiting (${phase})`]
    }),
  )
  return waiting.length > 0 ? waiting : findDifferences(journal)
}
