import { loseRotations } from '#tests/faults/lose-rotations.ts'
import type { ProveSection } from './section.ts'

/** Size of the long run; the short one is in `tests/faults`. */
const runs = 5000

export const rotationsSection: ProveSection = {
  id: 'rotations',
  title: 'Answers lost, late and overtaken while session tokens are replaced',
  run: ({ seed }) => loseRotations({ runs, seed }),
}
