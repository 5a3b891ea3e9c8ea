import { scanServer } from '#tests/scanners/scan-server.ts'
import type { ProveSection } from './section.ts'

/** Takes some forty minutes, and programs that are no npm packages. Needs the built app. */
export const scannersSection: ProveSection = {
  id: 'scanners',
  title: 'wapiti, nikto and sqlmap against the running server, all routes, signed in and not',
  onRequest: true,
  run: ({ say }) => scanServer(say),
}
