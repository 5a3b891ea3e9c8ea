import { showHostileTexts } from '#tests/faults/show-hostile-texts.ts'
import type { ProveSection } from './section.ts'

/** Size of the long run; the short one is in `tests/faults`. */
const texts = 1000

/** Needs the built app, as `npm test` leaves it. */
export const hostileTextsSection: ProveSection = {
  id: 'hostile-texts',
  title: 'Hostile texts in every field on every screen',
  run: ({ seed }) => showHostileTexts({ texts, seed }),
}
