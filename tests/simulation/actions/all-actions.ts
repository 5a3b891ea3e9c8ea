import { randomInteger, seededRandom, type Random } from '#shared/domain/seeded-random.ts'
import type { Action, ActionKind } from './action.ts'
import { deviceActions } from './device-actions.ts'
import { faultActions } from './fault-actions.ts'
import { serverActions } from './server-actions.ts'

/** Every kind of step; a new one is an entry in one of these lists. */
export const actionKinds: Record<string, ActionKind> = {
  ...deviceActions,
  ...serverActions,
  ...faultActions,
}

const weighted = Object.entries(actionKinds).flatMap(([kind, { weight }]) =>
  Array.from({ length: Math.round(weight * 10) }, () => kind),
)

/** The steps of the history of a seed. */
export function planActions(seed: string): Action[] {
  const random = seededRandom(`plan ${seed}`)
  return Array.from({ length: randomInteger(random, 6, 20) }, () => planAction(random))
}

function planAction(random: Random): Action {
  return {
    kind: weighted[Math.floor(random() * weighted.length)] ?? 'edit',
    device: randomInteger(random, 0, 59),
    seed: randomInteger(random, 0, 2 ** 31),
    wait: random() < 0.3 ? 0 : randomInteger(random, 1, 3_000),
  }
}
