import { breakOffImport } from '#tests/faults/break-off-import.ts'
import type { ProveSection } from './section.ts'

/** The largest file that is taken; needs the built app, as `npm test` leaves it. */
export const importSection: ProveSection = {
  id: 'import',
  title: 'An import of 50,000 customers, killed while importing and while uploading',
  run: ({ seed, say }) => breakOffImport({ rows: 50_000, seed, say }),
}
