import { randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import { faultPoints } from '#shared/faults/buggify.ts'
import type { ActionKind } from './action.ts'

const points = [...faultPoints.device, ...faultPoints.server]

/** Faults that wait in the code until this device comes by. */
export const faultActions: Record<string, ActionKind> = {
  'delay at a point': {
    weight: 3,
    async run({ armed }, device, random) {
      const effect = { delay: randomInteger(random, 1, random() < 0.3 ? 20_000 : 400) }
      armed.push({ point: randomItem(random, points), device, passes: passesBy(random), effect })
    },
  },
  'bug in an operation': {
    weight: 1,
    async run({ armed }, device, random) {
      armed.push({ point: 'operation-run', device, passes: passesBy(random), effect: 'bug' })
    },
  },
  'kill at a point': {
    weight: 3,
    async run({ armed }, device, random) {
      const point = randomItem(random, points)
      armed.push({ point, device, passes: passesBy(random), effect: 'kill' })
    },
  },
}

function passesBy(random: () => number): number {
  return randomInteger(random, 0, 1)
}
