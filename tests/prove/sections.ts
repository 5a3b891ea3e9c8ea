import { authorisationSection } from './authorisation.section.ts'
import { browserKillsSection } from './browser.section.ts'
import {
  fiftyDevicesSection,
  lockedDevicesSection,
  lostStorageSection,
  tamperedVaultSection,
  updatedTabsSection,
} from './devices.section.ts'
import {
  herdSection,
  lostAnswersSection,
  postgresKillsSection,
  sqliteKillsSection,
} from './faults.section.ts'
import { forgedSection } from './forged.section.ts'
import { hostileTextsSection } from './hostile-texts.section.ts'
import { importSection } from './import.section.ts'
import { modelSection } from './model.section.ts'
import { mutantsSection } from './mutants.section.ts'
import { restoreSection } from './restore.section.ts'
import { rotationsSection } from './rotations.section.ts'
import { scannersSection } from './scanners.section.ts'
import type { ProveSection } from './section.ts'
import { simulationSection } from './simulation.section.ts'
import { sqlReplaySection } from './sql-replay.section.ts'
import { timingSection } from './timing.section.ts'

/** Everything that `npm run prove` runs, in this order. */
export const sections: ProveSection[] = [
  simulationSection,
  modelSection,
  sqlReplaySection,
  sqliteKillsSection,
  postgresKillsSection,
  lostAnswersSection,
  rotationsSection,
  timingSection,
  restoreSection,
  herdSection,
  forgedSection,
  authorisationSection,
  hostileTextsSection,
  browserKillsSection,
  importSection,
  lostStorageSection,
  updatedTabsSection,
  tamperedVaultSection,
  lockedDevicesSection,
  fiftyDevicesSection,
  scannersSection,
  mutantsSection,
]
