import { installArmedFaults, type ArmedFault } from './armed-faults.ts'
import { seededRandom, type Random } from '#shared/domain/seeded-random.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import { newDevice, type SimulatedDevice } from './device/simulated-device.ts'
import type { Observation, Typed } from './checker/journal.ts'
import { people } from './server/simulated-branch.ts'
import { startSimulatedServer, type SimulatedServer } from './server/simulated-server.ts'
import { enterWorld, type World } from './world/globals.ts'

/** One running history: the world, who is in it, and what was noted so far. */
export interface Simulation {
  readonly seed: string
  readonly world: World
  readonly server: SimulatedServer
  readonly devices: SimulatedDevice[]
  readonly typed: Typed[]
  readonly observations: Observation[]
  readonly counts: Map<string, number>
  readonly archived: { recordType: RecordType; recordId: string }[]
  /** Faults that wait at their points in the code. */
  readonly armed: ArmedFault[]
  /** What cannot be and was met on the way. */
  readonly violations: string[]
  /** Kinds of edits that are made most in this history. */
  readonly theme: readonly string[]
  step: number
  count: (event: string) => void
  /** A text that nobody else writes, without anything that could be taken for a number. */
  mark: () => string
  /** An id that sorts before others: of the records that everybody works on. */
  earlyId: () => string
}

/** Who sits at the devices of a history: two of the one manager, one each of a colleague, the lobby and the lead. */
const places = [
  { name: 'rm tablet', person: people[0] },
  { name: 'rm desktop', person: people[0] },
  { name: 'colleague', person: people[1] },
  { name: 'lead', person: people[3] },
  { name: 'lobby', person: people[2] },
] as const
export const mostDevices = places.length

/** A world with a server and so many devices, each signed in and with one open tab; nothing is in sync yet. */
export async function startSimulation(
  seed: string,
  { deviceCount, theme }: { deviceCount: number; theme: readonly string[] },
): Promise<Simulation> {
  const world = enterWorld(seed)
  const counts = new Map<string, number>()
  const count = (event: string): void => {
    counts.set(event, (counts.get(event) ?? 0) + 1)
  }
  const server = await startSimulatedServer(world.clock)
  const armed: ArmedFault[] = []
  installArmedFaults({ armed, server, clock: world.clock, count })
  const devices: SimulatedDevice[] = []
  for (const place of places.slice(0, deviceCount)) {
    const random: Random = seededRandom(`${place.name} ${seed}`)
    const device = await newDevice({ ...place, server, world, random, count })
    await device.openTab()
    devices.push(device)
  }
  let marks = 0
  // Of this history alone, because the server remembers sums by ids and seqs for as long as its process lives.
  let early = Math.floor(world.random() * 1e9) * 1000
  return {
    seed,
    world,
    server,
    devices,
    typed: [],
    observations: [],
    counts,
    archived: [],
    armed,
    violations: [],
    theme,
    step: 0,
    count,
    mark: () => {
      marks += 1
      return `标${[...String(marks)].map((digit) => stems[Number(digit)]).join('')}标`
    },
    earlyId: () => `00000000-0000-4000-8000-${String((early += 1)).padStart(12, '0')}`,
  }
}

const stems = '癸甲乙丙丁戊己庚辛壬'
