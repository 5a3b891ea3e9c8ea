import type { Random } from '#shared/domain/seeded-random.ts'
import type { SimulatedDevice } from '#tests/simulation/device/simulated-device.ts'
import type { Simulation } from '#tests/simulation/simulation.ts'

/** One step of a history. Plain data: a history is replayed, and shortened, by its list of these. */
export interface Action {
  kind: string
  /** The device, counted round. */
  device: number
  /** Chance of this step alone, so that leaving out another step changes nothing here. */
  seed: number
  /** Virtual ms that pass after it. */
  wait: number
}

/** What a kind of step does; `random` is that of the step. */
export interface ActionKind {
  /** How often it is chosen beside the others. */
  weight: number
  run: (simulation: Simulation, device: SimulatedDevice, random: Random) => Promise<void>
}
