import { randomInteger, randomItem, type Random } from '#shared/domain/seeded-random.ts'
import type { SimulatedDevice, SimulatedTab } from '#tests/simulation/device/simulated-device.ts'
import type { Simulation } from '#tests/simulation/simulation.ts'
import type { Weather } from '#tests/simulation/world/network.ts'
import type { ActionKind } from './action.ts'
import { startEdit } from './edit-step.ts'

const tenYears = 10 * 365 * 86_400_000

/** What people and machines do at one device. */
export const deviceActions: Record<string, ActionKind> = {
  edit: {
    weight: 12,
    async run(simulation, device, random) {
      const tab = await chooseTab(simulation, device, random)
      for (let left = randomInteger(random, 1, 3); left > 0; left -= 1) {
        if (tab === undefined || !tab.isAlive) return
        const save = startEdit(simulation, device, tab, random)
        if (save !== null) await simulation.world.clock.until(save.done, patience)
      }
    },
  },
  'kill while saving': {
    weight: 2,
    async run(simulation, device, random) {
      const tab = await chooseTab(simulation, device, random)
      if (tab === undefined) return
      startEdit(simulation, device, tab, random)
      await simulation.world.loop.turns(randomInteger(random, 0, 25))
      device.kill()
      simulation.count('browser killed')
    },
  },
  'kill while syncing': {
    weight: 2,
    async run(simulation, device, random) {
      for (const tab of await openTabs(simulation, device)) tab.wake('focus')
      await simulation.world.clock.pass(randomInteger(random, 0, 120))
      await simulation.world.loop.turns(randomInteger(random, 0, 25))
      device.kill()
      simulation.count('browser killed')
    },
  },
  'second tab': {
    weight: 1,
    async run(simulation, device) {
      await openTabs(simulation, device)
      if (device.tabs.length < 2) await simulation.world.clock.until(device.openTab(), patience)
    },
  },
  'close tab': {
    weight: 1,
    async run(simulation, device, random) {
      if (device.tabs.length === 0) return
      const closing = device.closeTab(randomItem(random, device.tabs))
      await simulation.world.clock.until(closing, patience)
    },
  },
  'cut the line': {
    weight: 2,
    async run(simulation, { line }) {
      line.isCut = !line.isCut
      if (line.isCut) simulation.count('line cut')
    },
  },
  weather: {
    weight: 3,
    async run(_simulation, { line }, random) {
      line.weather = weatherOf(random)
    },
  },
  'look at the app': {
    weight: 3,
    async run(simulation, device, random) {
      for (const tab of await openTabs(simulation, device)) {
        tab.wake(randomItem(random, ['focus', 'visible', 'online'] as const))
      }
    },
  },
  'clock jumps': {
    weight: 1,
    async run(simulation, { clock }, random) {
      clock.ahead = randomItem(random, [
        -tenYears,
        -3_600_000,
        -5_000,
        0,
        5_000,
        86_400_000,
        tenYears,
      ])
      simulation.count('clock jumped')
    },
  },
  'idle work': {
    weight: 1,
    async run(simulation, device, random) {
      const tab = await chooseTab(simulation, device, random)
      if (tab !== undefined) await simulation.world.clock.until(tab.vault.compact(true), patience)
    },
  },
  'long wait': {
    weight: 1,
    async run({ world }, _device, random) {
      await world.clock.pass(randomInteger(random, 20_000, 90_000))
    },
  },
}

/** Virtual ms after which something that was begun counts as killed. */
export const patience = 60_000

/** The tabs of a device that somebody sits at: one is opened when there is none; none if it is killed at that. */
export async function openTabs(
  { world }: Simulation,
  device: SimulatedDevice,
): Promise<readonly SimulatedTab[]> {
  if (device.tabs.length === 0) await world.clock.until(device.openTab(), patience)
  for (const tab of device.tabs) await world.clock.until(tab.replica.whenLoaded(), patience)
  return device.tabs
}

async function chooseTab(
  simulation: Simulation,
  device: SimulatedDevice,
  random: Random,
): Promise<SimulatedTab | undefined> {
  const tabs = await openTabs(simulation, device)
  return tabs.length === 0 ? undefined : randomItem(random, tabs)
}

/** Any weather, good or bad. */
export function weatherOf(random: () => number): Weather {
  const some = (most: number) => (random() < 0.5 ? 0 : random() * most)
  return {
    dropRequest: some(0.4),
    dropAnswer: some(0.5),
    duplicate: some(0.5),
    truncate: some(0.5),
    hang: some(0.1),
    slowest: randomItem(random, [20, 200, 3000]),
  }
}
