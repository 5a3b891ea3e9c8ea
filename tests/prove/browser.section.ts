import { killBrowserAtWork } from '#tests/faults/kill-browser.ts'
import type { ProveSection } from './section.ts'

/** Needs the built app, as `npm test` leaves it. */
export const browserKillsSection: ProveSection = {
  id: 'browser-kills',
  title: 'A browser killed while it saves and while one types',
  run: ({ seed }) => killBrowserAtWork({ saving: 200, typing: 100, seed }),
}
