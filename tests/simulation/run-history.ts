import { randomItem, seededRandom } from '#shared/domain/seeded-random.ts'
import { actionKinds, planActions } from './actions/all-actions.ts'
import type { Action } from './actions/action.ts'
import { weatherOf } from './actions/device-actions.ts'
import { firstEdits, startEdit, themeOf } from './actions/edit-step.ts'
import { checkJournal } from './checker/check-journal.ts'
import { checkInvariants } from './invariants/check-invariants.ts'
import { observe } from './observe.ts'
import { quieten } from './quiet.ts'
import { mostDevices, startSimulation, type Simulation } from './simulation.ts'
import { addWhatLeaversHold, writeJournal } from './write-journal.ts'

export interface HistoryResult {
  seed: string
  violations: string[]
  counts: Record<string, number>
}

/** PL5: which share of the devices of a history has requests that wait for news: none, about half, or all. */
export function newsShareOf(seed: string): number {
  return randomItem(seededRandom(`news ${seed}`), [0, 0.5, 1, 1])
}

/** Runs the history of a seed, or the given steps of it, and checks all that must hold after it. */
export async function runHistory(
  seed: string,
  actions: readonly Action[] = planActions(seed),
  newsShare: number = newsShareOf(seed),
): Promise<HistoryResult> {
  const random = seededRandom(`size ${seed}`)
  const deviceCount = 3 + Math.floor(random() * (mostDevices - 2))
  const simulation = await startSimulation(seed, { deviceCount, theme: themeOf(random) })
  try {
    const hearsNews = seededRandom(`who hears news ${seed}`)
    for (const { line } of simulation.devices) line.hasNews = hearsNews() < newsShare
    // PL2: a first sync can break off, too.
    const isStormy = random() < 0.3
    for (const { line } of simulation.devices) if (isStormy) line.weather = weatherOf(random)
    await firstMinutes(simulation)
    for (const { line } of simulation.devices) {
      line.isCut = random() < 0.4
      if (random() < 0.5) line.weather = weatherOf(random)
    }
    for (const action of actions) await runStep(simulation, action)
    const { rounds, open } = await quieten(simulation)
    simulation.counts.set('rounds until quiet', rounds)
    observe(simulation, { isQuiet: true })
    const journal = writeJournal(simulation)
    await addWhatLeaversHold(simulation, journal)
    const violations = [
      ...simulation.violations,
      ...open,
      ...checkJournal(journal),
      ...(await checkInvariants(simulation, journal)),
    ]
    countOutcomes(simulation, journal.server.results)
    return {
      seed,
      violations: [...new Set(violations)],
      counts: Object.fromEntries(simulation.counts),
    }
  } catch (error) {
    const what = error instanceof Error ? error.stack : String(error)
    const counts = Object.fromEntries(simulation.counts)
    return { seed, violations: [`[end] the history broke off: ${what}`], counts }
  } finally {
    for (const device of simulation.devices) device.kill()
    await simulation.server.end()
  }
}

async function runStep(simulation: Simulation, action: Action): Promise<void> {
  const { devices, world } = simulation
  simulation.step += 1
  simulation.count('steps')
  const device = devices[action.device % devices.length]
  const kind = actionKinds[action.kind]
  if (device === undefined || kind === undefined) throw new Error(`No such step: ${action.kind}`)
  await kind.run(simulation, device, seededRandom(`step ${action.seed}`))
  await world.clock.pass(action.wait)
  observe(simulation)
}

/** Everybody is in sync, and there are a few records that several people hold. */
async function firstMinutes(simulation: Simulation): Promise<void> {
  const { devices, world, seed } = simulation
  await world.clock.pass(500)
  for (const device of devices.slice(1, 3)) {
    const random = seededRandom(`first ${device.name} ${seed}`)
    const [tab] = device.tabs
    if (tab === undefined) continue
    await tab.replica.whenLoaded()
    for (const name of firstEdits) {
      const save = startEdit(simulation, device, tab, random, name)
      if (save !== null) await world.clock.until(save.done, 1_000)
    }
  }
  await world.clock.pass(1_000)
  for (const { tabs } of devices) for (const tab of tabs) tab.wake('focus')
  await world.clock.pass(1_000)
}

function countOutcomes(simulation: Simulation, results: readonly { outcome: string }[]): void {
  for (const { outcome } of results) {
    simulation.count('operations')
    simulation.count(`outcome ${outcome}`)
  }
}
