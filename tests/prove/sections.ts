import { browserKillsSection } from './browser.section.ts'
import {
  herdSection,
  lostAnswersSection,
  postgresKillsSection,
  sqliteKillsSection,
} from './faults.section.ts'
import { modelSection } from './model.section.ts'
import { mutantsSection } from './mutants.section.ts'
import type { ProveSection } from './section.ts'
import { simulationSection } from './simulation.section.ts'

/** Everything that `npm run prove` runs, in this order. */
export const sections: ProveSection[] = [
  simulationSection,
  modelSection,
  sqliteKillsSection,
  postgresKillsSection,
  lostAnswersSection,
  herdSection,
  browserKillsSection,
  mutantsSection,
]
